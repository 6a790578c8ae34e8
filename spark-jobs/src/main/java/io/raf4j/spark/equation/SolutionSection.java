package io.raf4j.spark.equation;

import java.util.stream.IntStream;

/**
 * A function along a line, for the charts of {@link SolveReport} and {@link EigenReport}.
 *
 * @param title which function, along which line, such as {@code u along the diagonal}
 * @param axis what the positions are, such as {@code x1 = ... = x10}
 * @param positions on the line, increasing
 * @param values the function found; not copied
 * @param exact the exact function, or empty where it is unknown
 * @param residual of its equation, or empty where it was not evaluated
 */
record SolutionSection(
    String title,
    String axis,
    double[] positions,
    double[] values,
    double[] exact,
    double[] residual) {

  /** Checks that there is a value for every position. */
  public SolutionSection {
    requireLength(title, "values", values.length, positions.length);
    requireLengthOrNone(title, "exact", exact.length, positions.length);
    requireLengthOrNone(title, "residual", residual.length, positions.length);
  }

  /** Returns values - exact, or an empty array where the exact function is unknown. */
  public double[] error() {
    return difference(values, exact);
  }

  static double[] difference(double[] values, double[] exact) {
    return IntStream.range(0, exact.length).mapToDouble(i -> values[i] - exact[i]).toArray();
  }

  static void requireLength(String title, String name, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          title + ": " + name + " has " + length + " values; expected " + expected);
    }
  }

  static void requireLengthOrNone(String title, String name, int length, int expected) {
    if (length != 0) {
      requireLength(title, name, length, expected);
    }
  }
}
