package io.raf4j.spark.equation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A function along a line, for the charts of {@link SolveReport} and {@link EigenReport}; at one
 * time or at several.
 *
 * @param title which function, along which line, such as {@code u along the diagonal}
 * @param axis what the positions are, such as {@code x}
 * @param lines the function at each time, or one line where there is no time
 */
record SolutionSection(String title, String axis, List<Line> lines) {

  /** The name of a line where there is one alone. */
  static final String FOUND = "found";

  /**
   * The function at one time.
   *
   * @param name of the time, such as {@code t = 0.5}
   * @param positions on the line, increasing
   * @param values the function found; not copied
   * @param exact the exact function, or empty where it is unknown
   * @param residual of its equation, or empty where it was not evaluated
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Line(String name, double[] positions, double[] values, double[] exact, double[] residual) {

    /** Checks that there is a value for every position. */
    Line {
      requireLength(name, "values", values.length, positions.length);
      requireLengthOrNone(name, "exact", exact.length, positions.length);
      requireLengthOrNone(name, "residual", residual.length, positions.length);
    }

    /** Returns values - exact, or an empty array where the exact function is unknown. */
    double[] error() {
      return difference(values, exact);
    }
  }

  /** Copies the list. */
  public SolutionSection {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(title + " has no lines; expected one or more");
    }
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
