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
   * Returns a quarter of the points inside, of all workers at least 512 where there are so many:
   * the first ones, as the beginning of a sequence of low discrepancy is such a sequence itself and
   * every fourth of it is not. Points of conditions are few, and all taken; their weights are made
   * smaller by as much as the points inside are fewer.
   *
   * @param own points of one worker, those inside before those of conditions
   * @param workers that share the points, 1 or more
   */
  public static Points of(Points own, int workers) {
    int inside = own.insideCount();
    int least = Math.max(1, LEAST / workers);
    int size = Math.min(inside, Math.max(least, inside / SHARE));
    Points tried =
        own.only(
            IntStream.concat(IntStream.range(0, size), IntStream.range(inside, own.count()))
                .toArray());
    for (int i = size; size < inside && i < tried.count(); i++) {
      tried.weights()[i] *= (double) size / inside;
    }
    return tried;
  }
}
