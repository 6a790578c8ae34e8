package io.raf4j.spark.training;

/** The loss became infinite or not a number; the last good checkpoint is kept. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DivergedException(double loss, int firstStep, int lastStep, String checkpoint) {
    super(
        "the network diverged, with a loss of "
            + loss
            + ", between steps "
            + firstStep
            + " and "
            + lastStep
            + "; lower --learning-rate or choose a milder --activation. Last good checkpoint: "
            + checkpoint);
  }
}
