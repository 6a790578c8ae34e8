package io.raf4j.spark.faults;

/** What came of a job after something had gone wrong. */
enum Verdict {
  /** All as expected, and the bits of the undisturbed job. */
  RIGHT,
  /** The job ended before the fault came; it was right all the same. */
  MISSED,
  /** The job cannot be brought to its end. */
  LOST,
  /** The job ended otherwise than expected, or with other bits. */
  WRONG,
  /** The job neither went on nor ended. */
  HUNG
}
