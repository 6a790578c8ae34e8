package io.raf4j.spark.solution;

import io.raf4j.solver.Derivative;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The columns of a table: coordinates, then functions and derivatives, by name.
 *
 * @param coordinates of the problem
 * @param wanted functions and derivatives
 */
record Columns(List<String> coordinates, List<Derivative> wanted) {

  /** Takes rows one by one. */
  interface Row {
    void take(double[] row) throws IOException;
  }

  /** Returns the names of all columns. */
  List<String> names() {
    return Stream.concat(coordinates.stream(), valueNames().stream()).toList();
  }

  /** Returns the names of the functions and derivatives. */
  List<String> valueNames() {
    return wanted.stream().map(Derivative::toText).toList();
  }

  /** Puts points and values side by side; the array that is handed on is the same each time. */
  void rows(double[] points, double[] values, Row row) throws IOException {
    int d = coordinates.size();
    int m = wanted.size();
    double[] numbers = new double[d + m];
    for (int p = 0; p < points.length / d; p++) {
      System.arraycopy(points, p * d, numbers, 0, d);
      System.arraycopy(values, p * m, numbers, d, m);
      row.take(numbers);
    }
  }
}
