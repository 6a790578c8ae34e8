package io.raf4j.spark.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.training.Trained;
import java.util.List;

/**
 * What averaging cost where networks have tables of millions of numbers; without tables nothing is
 * said.
 *
 * @param roundBytes that a round sends: parameters and the updater's two numbers for each, in
 *     single precision, to every worker and back
 * @param averagingShare of the seconds of all rounds that was neither training nor measuring
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AveragingFigures(Long roundBytes, Double averagingShare) {

  private static final AveragingFigures UNSAID = new AveragingFigures(null, null);

  /** Parameters, and what Adam keeps of them. */
  private static final int NUMBERS = 3;

  /** Returns those of a training that has ended. */
  public static AveragingFigures of(Trained trained, int workers, List<MetricRow> rounds) {
    if (CoordinateNetwork.firstDense(trained.network()) == 0) {
      return UNSAID;
    }
    double averaging = rounds.stream().mapToDouble(row -> row.parts().averaging()).sum();
    double all = rounds.stream().mapToDouble(row -> row.parts().sum()).sum();
    return new AveragingFigures(
        2L * workers * NUMBERS * Float.BYTES * trained.network().numParams(), averaging / all);
  }
}
