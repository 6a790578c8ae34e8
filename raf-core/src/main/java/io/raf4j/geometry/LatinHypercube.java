package io.raf4j.geometry;

import io.raf4j.random.KeyedPermutation;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;

/**
 * A Latin hypercube of n points: along every coordinate each of the n intervals {@code [i / n, (i +
 * 1) / n)} has one point, at a uniform place in it. After n points another one begins.
 *
 * <p>Source: M. McKay, R. Beckman, W. Conover, Technometrics 21 (1979).
 */
final class LatinHypercube implements CubePoints {

  private final KeyedPermutation[] strata;
  private final Purpose purpose;
  private final long step;
  private final RandomStream stream;
  private final int count;
  private int index;

  LatinHypercube(int dimension, int count, RandomStream stream, Purpose purpose, long step) {
    this.strata = new KeyedPermutation[dimension];
    this.purpose = purpose;
    this.step = step;
    this.stream = stream;
    this.count = count;
    begin();
  }

  private void begin() {
    for (int k = 0; k < strata.length; k++) {
      strata[k] = new KeyedPermutation(Math.max(1, count), stream.nextLong(), purpose, step);
    }
    index = 0;
  }

  @Override
  public void next(double[] cube) {
    if (index == count) {
      begin();
    }
    for (int k = 0; k < strata.length; k++) {
      double place = (strata[k].apply(index) + stream.nextDouble()) / count;
      // The sum of the last interval and nearly 1 rounds up.
      cube[k] = Math.min(place, Math.nextDown(1.0));
    }
    index++;
  }
}
