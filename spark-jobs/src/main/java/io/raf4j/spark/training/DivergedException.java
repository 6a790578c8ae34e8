package io.raf4j.spark.training;

/** The loss became infinite or not a number; the last good checkpoint is kept. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private DivergedException(double loss, String where, String remedy, String checkpoint) {
    super(
        "the network diverged, with a loss of "
            + loss
            + ", "
            + where
            + "; "
            + remedy
            + ". Last good checkpoint: "
            + checkpoint);
  }

  /** Returns the error of an averaging round, of which more is not known. */
  static DivergedException inRound(double loss, int firstStep, int lastStep, String checkpoint) {
    return ofFirstOrder(loss, "between steps " + firstStep + " and " + lastStep, checkpoint);
  }

  /** Returns the error of a step and an example that {@link DivergenceSearch} has found. */
  static DivergedException ofFirstOrder(double loss, String where, String checkpoint) {
    String remedy = "lower --learning-rate or choose a milder --activation";
    return new DivergedException(loss, where, remedy, checkpoint);
  }

  /** Returns the error of a second-order iteration. */
  static DivergedException ofSecondOrder(
      double loss, int iteration, String where, String checkpoint) {
    String remedy =
        "begin with --optimizer adam+levenberg-marquardt, another --seed or a milder --activation";
    return new DivergedException(loss, "at iteration " + iteration + where, remedy, checkpoint);
  }
}
