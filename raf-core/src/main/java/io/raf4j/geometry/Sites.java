package io.raf4j.geometry;

import java.util.Arrays;
import java.util.List;

/**
 * What points of a sample belong to, beside their coordinates: nothing but the inside of a domain,
 * or a condition with some numbers, such as the normal there or what was measured.
 *
 * @param conditions {@code [n]}: 0 inside, c for the condition of that number, counted from 1
 * @param width numbers that a point has
 * @param numbers {@code [n, width]}, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // A block of numbers to compute with, never compared.
public record Sites(int[] conditions, int width, double[] numbers) {

  /** Checks that there are as many numbers as points have. */
  public Sites {
    if (numbers.length != conditions.length * width) {
      throw new IllegalArgumentException(
          numbers.length
              + " numbers for "
              + conditions.length
              + " points; expected "
              + width
              + " for each");
    }
  }

  /** Returns the sites of points that are all inside. */
  static Sites inside(int count) {
    return new Sites(new int[count], 0, new double[0]);
  }

  /** Returns what a point belongs to: 0 for the inside. */
  public int condition(int i) {
    return conditions[i];
  }

  /** Returns the numbers of a point. */
  public double[] numbers(int i) {
    return Arrays.copyOfRange(numbers, i * width, (i + 1) * width);
  }

  /** Returns those of several samples as one, as wide as the widest. */
  static Sites together(List<Sites> samples) {
    int width = samples.stream().mapToInt(Sites::width).max().orElse(0);
    int[] all = samples.stream().flatMapToInt(s -> Arrays.stream(s.conditions)).toArray();
    double[] theirs = new double[all.length * width];
    int next = 0;
    for (Sites sample : samples) {
      for (int i = 0; i < sample.conditions.length; i++, next++) {
        System.arraycopy(sample.numbers, i * sample.width, theirs, next * width, sample.width);
      }
    }
    return new Sites(all, width, theirs);
  }

  /** Returns those of some points. */
  Sites only(int... indices) {
    int[] some = new int[indices.length];
    double[] theirs = new double[indices.length * width];
    for (int i = 0; i < indices.length; i++) {
      some[i] = conditions[indices[i]];
      System.arraycopy(numbers, indices[i] * width, theirs, i * width, width);
    }
    return new Sites(some, width, theirs);
  }
}
