package io.raf4j.spark.training;

/** Why training ended. */
public enum StopReason {
  /** All steps were made. */
  STEPS("all steps were made; more steps or a wider network would fit better"),
  /** The time was up. */
  TIME("--max-seconds was reached; --resume with a higher limit goes on from here"),
  /** The target was reached. */
  TARGET("--target-psnr was reached on the fixed sample");

  private final String explanation;

  StopReason(String explanation) {
    this.explanation = explanation;
  }

  /** Returns what it means and what to change. */
  public String explanation() {
    return explanation;
  }
}
