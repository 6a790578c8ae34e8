package io.raf4j.formula;

import io.raf4j.pde.ExactValues;
import io.raf4j.pde.Observations;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Values between the points of a grid: along each axis the cubic through the four nearest.
 *
 * <p>The error is of fourth order in the steps of the grid. Immutable.
 */
final class GridValues implements ExactValues {

  private static final int MOST_NODES = 4;

  private final List<double[]> axes;
  private final int columns;
  private final double[] values;

  private GridValues(List<double[]> axes, int columns, double[] values) {
    this.axes = axes;
    this.columns = columns;
    this.values = values;
  }

  /**
   * Returns the values of a table.
   *
   * @throws IllegalArgumentException if its points are not all those of a grid, each once
   */
  static GridValues of(Observations table) {
    int d = table.dimension();
    List<double[]> axes = IntStream.range(0, d).mapToObj(k -> axis(table, k)).toList();
    long nodes = axes.stream().mapToLong(axis -> axis.length).reduce(1, (a, b) -> a * b);
    if (nodes != table.count()) {
      throw new IllegalArgumentException(
          "the points are "
              + table.count()
              + "; expected "
              + nodes
              + ", all those of a grid of "
              + String.join(
                  " by ", axes.stream().map(axis -> String.valueOf(axis.length)).toList()));
    }
    double[] values = new double[table.count() * table.columns()];
    boolean[] isThere = new boolean[table.count()];
    for (int i = 0; i < table.count(); i++) {
      int at = 0;
      for (int k = 0; k < d; k++) {
        at =
            at * axes.get(k).length
                + Arrays.binarySearch(axes.get(k), table.coordinates()[i * d + k] + 0.0);
      }
      if (isThere[at]) {
        throw new IllegalArgumentException(
            "the point "
                + Arrays.toString(table.point(i))
                + " is there twice; expected all points of a grid, each once");
      }
      isThere[at] = true;
      System.arraycopy(
          table.measured(), i * table.columns(), values, at * table.columns(), table.columns());
    }
    return new GridValues(axes, table.columns(), values);
  }

  private static double[] axis(Observations table, int k) {
    int d = table.dimension();
    double[] all = new double[table.count()];
    for (int i = 0; i < all.length; i++) {
      // The two zeros are one.
      all[i] = table.coordinates()[i * d + k] + 0.0;
    }
    return Arrays.stream(all).sorted().distinct().toArray();
  }

  @Override
  public double[] at(double[] x) {
    double[] result = new double[columns];
    add(x, 0, 0, 1, result);
    return result;
  }

  private void add(double[] x, int k, int node, double weight, double[] result) {
    if (k == axes.size()) {
      for (int j = 0; j < columns; j++) {
        result[j] += weight * values[node * columns + j];
      }
      return;
    }
    double[] axis = axes.get(k);
    int count = Math.min(MOST_NODES, axis.length);
    int first = first(axis, x[k], count);
    for (int i = 0; i < count; i++) {
      double share = 1;
      for (int j = 0; j < count; j++) {
        if (j != i) {
          share *= (x[k] - axis[first + j]) / (axis[first + i] - axis[first + j]);
        }
      }
      add(x, k + 1, node * axis.length + first + i, weight * share, result);
    }
  }

  /** Returns the first of the nearest nodes, half of them on either side where there are. */
  private static int first(double[] axis, double x, int count) {
    int found = Arrays.binarySearch(axis, x);
    int above = found >= 0 ? found : -found - 1;
    return Math.max(0, Math.min(above - count / 2, axis.length - count));
  }
}
