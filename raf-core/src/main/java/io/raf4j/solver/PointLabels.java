package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sites;

/**
 * The labels of points in a {@link TrialLayer}'s minibatch: a column of weights; where conditions
 * have points, a second one of the conditions' numbers, and then the numbers of the sites.
 *
 * @param columns 1 or more
 * @param table {@code [n, columns]}, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // A block of numbers to compute with, never compared.
public record PointLabels(int columns, double[] table) {

  /** Returns the labels of points. */
  public static PointLabels of(Points points) {
    Sites sites = points.sites();
    boolean areInside = true;
    for (int condition : sites.conditions()) {
      areInside &= condition == 0;
    }
    if (areInside) {
      return new PointLabels(1, points.weights());
    }
    int columns = 2 + sites.width();
    double[] table = new double[points.count() * columns];
    for (int i = 0; i < points.count(); i++) {
      table[i * columns] = points.weights()[i];
      table[i * columns + 1] = sites.condition(i);
      System.arraycopy(sites.numbers(), i * sites.width(), table, i * columns + 2, sites.width());
    }
    return new PointLabels(columns, table);
  }

  /** Returns the weights of the points. */
  double[] weights() {
    double[] weights = new double[table.length / columns];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = table[i * columns];
    }
    return weights;
  }

  /**
   * Returns the points.
   *
   * @param coordinates {@code [n, dimension]}
   */
  Points points(int dimension, double[] coordinates) {
    if (columns == 1) {
      return new Points(dimension, coordinates, table);
    }
    int count = table.length / columns;
    int width = columns - 2;
    int[] conditions = new int[count];
    double[] numbers = new double[count * width];
    for (int i = 0; i < count; i++) {
      conditions[i] = (int) table[i * columns + 1];
      System.arraycopy(table, i * columns + 2, numbers, i * width, width);
    }
    return new Points(dimension, coordinates, weights(), new Sites(conditions, width, numbers));
  }
}
