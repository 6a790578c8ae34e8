package io.raf4j.spark.faults;

/**
 * What came of one fault.
 *
 * @param fault its name
 * @param where the job and its place
 * @param verdict what is to be thought of it
 * @param seconds from the fault to the end of the job, after --resume where that was needed; for
 *     signals without it
 * @param observed in a clause
 */
record Outcome(String fault, String where, Verdict verdict, double seconds, String observed) {

  /** Returns whether nothing has to be looked at. */
  boolean isGood() {
    return verdict == Verdict.RIGHT || verdict == Verdict.MISSED;
  }
}
