package io.raf4j.solver;

import io.raf4j.geometry.Points;
import java.util.stream.IntStream;

/**
 * The part of an iteration's points on which steps are told apart: the differences that decide are
 * far larger than what the part leaves out.
 */
public final class TriedPoints {

  private static final int SHARE = 4;
  private static final int LEAST = 512;

  private TriedPoints() {}

  /**
   * Returns a quarter of the points, of all workers at least 512 where there are so many: the first
   * ones, as the beginning of a sequence of low discrepancy is such a sequence itself and every
   * fourth of it is not.
   *
   * @param own points of one worker
   * @param workers that share the points, 1 or more
   */
  public static Points of(Points own, int workers) {
    int least = Math.max(1, LEAST / workers);
    int size = Math.min(own.count(), Math.max(least, own.count() / SHARE));
    return own.only(IntStream.range(0, size).toArray());
  }
}
