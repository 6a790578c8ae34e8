package io.raf4j.spark.ntk;

import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.run.Result;
import java.util.List;
import java.util.Optional;

/**
 * Computed kernels, whose rows are written already.
 *
 * @param kernels a row each, in the order of steps
 * @param spectra of all kernels
 */
record NtkResult(NtkPlan plan, String runId, List<NtkRow> kernels, List<SpectrumRow> spectra)
    implements Result {

  /** The final figures: those of the last kernel, and the seconds of all. */
  private record Outcome(
      String runId,
      int kernels,
      long step,
      long points,
      long parameters,
      double conditionNumber,
      boolean conditionResolved,
      double effectiveRank,
      long numericalRank,
      double conditionOfRank,
      double lambdaMax,
      double lambdaMin,
      double trace,
      double decayExponent,
      double seconds) {}

  @Override
  public Record outcome() {
    NtkRow last = kernels.get(kernels.size() - 1);
    return new Outcome(
        runId,
        kernels.size(),
        last.step(),
        last.points(),
        last.parameters(),
        last.conditionNumber(),
        last.conditionResolved(),
        last.effectiveRank(),
        last.numericalRank(),
        last.conditionOfRank(),
        last.lambdaMax(),
        last.lambdaMin(),
        last.trace(),
        last.decayExponent(),
        kernels.stream().mapToDouble(NtkRow::seconds).sum());
  }

  @Override
  public RunManifest.Stop stop() {
    return new RunManifest.Stop("done", "all kernels were computed");
  }

  @Override
  public Optional<HtmlPage> page(RunManifest manifest, List<MetricRow> metrics) {
    return Optional.of(
        new NtkReport(
                manifest, plan.points().description(), kernels, spectra, plan.settings().render())
            .page());
  }
}
