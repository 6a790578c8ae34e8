package io.raf4j.spark.record;

import io.raf4j.spark.files.Explanation;

/**
 * Tells, beside the error that ended a run, that {@code run.json} could not be told of it: it still
 * says that the run is running.
 */
public final class UnrecordedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private UnrecordedException(Throwable cause) {
    super("run.json still says running: " + Explanation.of(cause), cause);
  }

  /**
   * Writes down how a run ended; where that fails too, of a full disk say, the error that ended the
   * run keeps word of it.
   *
   * @param ended what ended the run
   * @param record writes it down
   */
  public static void recordAnyway(Throwable ended, Runnable record) {
    try {
      record.run();
    } catch (RuntimeException | Error e) {
      ended.addSuppressed(new UnrecordedException(e));
    }
  }
}
