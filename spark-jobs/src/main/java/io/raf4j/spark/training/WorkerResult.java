package io.raf4j.spark.training;

import io.raf4j.spark.rows.RoundParts;
import java.util.List;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a worker has learned in a round, and how long it took; travels in DL4J's own type. */
final class WorkerResult extends ParameterAveragingTrainingResult {

  private static final long serialVersionUID = 1L;

  private final double fetchSeconds;
  private final double trainSeconds;

  /**
   * Creates a result.
   *
   * @param updaterState or null
   * @param loss mean of the minibatches
   * @param fetchSeconds until the network held the round's start
   * @param trainSeconds from then to the last step
   */
  WorkerResult(
      INDArray parameters,
      INDArray updaterState,
      double loss,
      double fetchSeconds,
      double trainSeconds) {
    super(parameters, updaterState, loss, null, null, null);
    this.fetchSeconds = fetchSeconds;
    this.trainSeconds = trainSeconds;
  }

  private double seconds() {
    return fetchSeconds + trainSeconds;
  }

  /**
   * Completes a round whose average alone is known.
   *
   * @param results of its workers
   * @param broadcast seconds of the driver
   * @param tasks seconds from the start of the workers to the last result on the driver
   */
  static Averaging.Round accounted(
      Averaging.Round round,
      List<ParameterAveragingTrainingResult> results,
      double broadcast,
      double tasks) {
    WorkerResult slowest = null;
    for (ParameterAveragingTrainingResult result : results) {
      if (result instanceof WorkerResult own
          && (slowest == null || own.seconds() > slowest.seconds())) {
        slowest = own;
      }
    }
    if (slowest == null) {
      throw new IllegalStateException("no worker has said how long it took");
    }
    RoundParts parts =
        new RoundParts(
            broadcast,
            slowest.fetchSeconds,
            slowest.trainSeconds,
            Math.max(0, tasks - slowest.seconds()),
            round.parts().average(),
            Double.NaN);
    return new Averaging.Round(round.loss(), parts);
  }
}
