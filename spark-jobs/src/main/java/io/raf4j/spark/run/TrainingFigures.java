package io.raf4j.spark.run;

import io.raf4j.spark.training.ParameterDigest;
import io.raf4j.spark.training.Trained;
import io.raf4j.spark.training.TrainingState;

/**
 * What a training came to, the same for all kinds of work on signals.
 *
 * @param steps of the optimiser
 * @param examples seen in all
 * @param seconds of training
 * @param examplesPerSecond over all of it
 * @param parameters of the network
 * @param paramsSha256 of their bits
 */
public record TrainingFigures(
    long steps,
    long examples,
    double seconds,
    double examplesPerSecond,
    long parameters,
    String paramsSha256) {

  /** Returns those of a training that has ended. */
  public static TrainingFigures of(Trained trained) {
    TrainingState state = trained.state();
    return new TrainingFigures(
        state.step(),
        state.examples(),
        state.seconds(),
        state.examples() / state.seconds(),
        trained.network().numParams(),
        ParameterDigest.sha256(trained.network().params()));
  }
}
