package io.raf4j.spark.training;

/** The loss became infinite or not a number; the last good checkpoint is kept. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String event;

  private DivergedException(double loss, String where, String remedy, String checkpoint) {
    super(event(loss, where) + "; " + remedy + ". Last good checkpoint: " + checkpoint);
    this.event = event(loss, where);
  }

  private static String event(double loss, String where) {
    return "the network diverged, with a loss of " + loss + ", " + where;
  }

  /** Returns what happened and where, without what to do. */
  public String event() {
    return event;
  }

  /**
   * Returns the error of first-order training.
   *
   * @param where in words
   * @param rollbacks how often training has gone back before
   * @param checkpoint the last good one
   */
  static DivergedException ofFirstOrder(
      double loss, String where, int rollbacks, String checkpoint) {
    String before =
        rollbacks == 0 ? "" : ", after it had gone back to half the rate " + rollbacks + " times";
    String remedy =
        "lower --learning-rate or choose a milder --activation"
            + (rollbacks == 0 ? ", or try --on-divergence rollback" : "");
    return new DivergedException(loss, where + before, remedy, checkpoint);
  }

  /**
   * Returns the error of second-order runs that began in several ways.
   *
   * @param starts how many
   */
  public static DivergedException ofStarts(int starts) {
    String where = "from each of its " + starts + " starts";
    return new DivergedException(
        Double.NaN, where, "choose a milder --activation or another --seed", "none yet");
  }

  /** Returns the error of a second-order iteration. */
  static DivergedException ofSecondOrder(
      double loss, int iteration, String where, String checkpoint) {
    String remedy =
        "begin with --optimizer adam+levenberg-marquardt, another --seed or a milder --activation";
    return new DivergedException(loss, "at iteration " + iteration + where, remedy, checkpoint);
  }
}
