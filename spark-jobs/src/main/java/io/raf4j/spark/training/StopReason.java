package io.raf4j.spark.training;

/** Why training ended. */
public enum StopReason {
  /** All steps were made. */
  STEPS("all steps were made; more steps or a wider network would fit better"),
  /** The time was up. */
  TIME(
      "--max-seconds was reached; --resume with a higher limit goes on from here, but not beyond the"
          + " planned_steps of a run that has them"),
  /** The target was reached. */
  TARGET("--target-psnr was reached on the fixed sample"),
  /** All second-order iterations were made. */
  ITERATIONS("all iterations were made; --resume with more --iterations goes on from here"),
  /** No second-order step helps any more. */
  CONVERGED(
      "no step lowers the loss any more, neither on its own points nor on fresh ones; more --points"
          + " or a wider network would fit better");

  private final String explanation;

  StopReason(String explanation) {
    this.explanation = explanation;
  }

  /** Returns what it means and what to change. */
  public String explanation() {
    return explanation;
  }
}
