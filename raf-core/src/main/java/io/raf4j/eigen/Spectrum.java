package io.raf4j.eigen;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The eigenvalues of operators that are sums over the coordinates. */
final class Spectrum {
  private Spectrum() {}

  /**
   * Returns the lowest sums of one level of each coordinate, ascending, with multiplicity.
   *
   * @param levels of each coordinate, ascending; the first {@code count}, or all there are
   * @param count how many sums
   */
  static double[] lowestSums(double[][] levels, int count) {
    double[] sums = {0};
    for (double[] own : levels) {
      double[] before = sums;
      sums =
          Arrays.stream(before)
              .flatMap(sum -> Arrays.stream(own).map(level -> sum + level))
              .sorted()
              .limit(count)
              .toArray();
    }
    return sums;
  }

  /** Returns the lowest sums where all coordinates have the same levels. */
  static double[] lowestSums(double[] levels, int coordinates, int count) {
    return lowestSums(
        IntStream.range(0, coordinates).mapToObj(k -> levels).toArray(double[][]::new), count);
  }
}
