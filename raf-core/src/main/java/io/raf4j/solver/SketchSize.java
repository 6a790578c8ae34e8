package io.raf4j.solver;

import io.raf4j.linalg.Sketch;

/**
 * How large a sketch is.
 *
 * @param columns directions in which steps may go
 * @param buckets rows of the sketch
 */
record SketchSize(int columns, int buckets) {

  /** Directions beyond which the decomposition of the sketch costs more than the sketch. */
  private static final int MOST_COLUMNS = 1500;

  /** With as many buckets as directions a step fits the sketch and not the rows. */
  private static final int BUCKETS_A_COLUMN = 2;

  private static final int LEAST_BUCKETS = 4;

  /** What the buckets of one worker may take outside the heap. */
  private static final long MOST_BYTES = 512L << 20;

  /**
   * Returns the size for so many unknowns: all directions where they are few, and at most 1,500;
   * two buckets for each, and at most 512 MiB of them.
   */
  static SketchSize of(int unknowns) {
    long fitting = MOST_BYTES / (Sketch.bytes(unknowns, LEAST_BUCKETS) / LEAST_BUCKETS);
    int wanted = BUCKETS_A_COLUMN * Math.min(unknowns, MOST_COLUMNS);
    int buckets = (int) Math.max(LEAST_BUCKETS, Math.min(wanted, fitting));
    return new SketchSize(Math.max(1, Math.min(unknowns, buckets / BUCKETS_A_COLUMN)), buckets);
  }
}
