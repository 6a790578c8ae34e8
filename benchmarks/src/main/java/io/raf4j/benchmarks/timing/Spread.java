package io.raf4j.benchmarks.timing;

import java.util.Arrays;

/**
 * Repeated measurements of one thing: their median and how far they lie apart.
 *
 * @param median the middle one, the upper of two
 * @param least the lowest
 * @param most the highest
 */
public record Spread(double median, double least, double most) {

  /** Returns the spread of at least one number. */
  public static Spread of(double... numbers) {
    if (numbers.length == 0) {
      throw new IllegalArgumentException("there are no numbers; expected at least one");
    }
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }
}
