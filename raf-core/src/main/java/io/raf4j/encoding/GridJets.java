package io.raf4j.encoding;

import io.raf4j.jet.JetShape;
import java.util.List;

/**
 * Features of a {@link GridEncoding} with their first and second derivatives by the coordinates, in
 * double precision: what goes into a network on jets in the place of the coordinates' own jets, so
 * that values, gradients and Laplacians of encoded networks come out exactly.
 *
 * <pre>
 *   feature       sum over vertices of  prod_i w_i  table(vertex)       w_i = w(t_i) or 1 - w(t_i)
 *   d/dx_k        sum of  (N_k / 2) w_k' prod_(i != k) w_i  table       t_i = N_i (x_i + 1) / 2 - cell
 *   d2/dx_k2      sum of  (N_k / 2)^2 w_k'' prod_(i != k) w_i  table
 * </pre>
 *
 * <p>With {@link Interpolation#LINEAR} the second derivatives are 0 within cells and the first jump
 * between them; with {@link Interpolation#SMOOTH} both are continuous. Outside [-1, 1] a feature
 * stays as it is on the nearest side, and its derivatives across it are 0. Cost of a point: {@code
 * L F 2^a} products for each row of the jet. Immutable.
 */
public final class GridJets {

  private final GridEncoding encoding;
  private final List<GridLevel> levels;
  private final JetShape shape;

  /**
   * Makes the jets of an encoding.
   *
   * @param shape the derivatives that travel
   * @throws IllegalArgumentException if they are by another number of coordinates
   */
  public GridJets(GridEncoding encoding, JetShape shape) {
    if (shape.dimension() != 0 && shape.dimension() != encoding.axes()) {
      throw new IllegalArgumentException(
          "jets are by "
              + shape.dimension()
              + " coordinates; expected "
              + encoding.axes()
              + ", the axes of the encoding");
    }
    if (shape.higher() == JetShape.Higher.CLOSED) {
      throw new IllegalArgumentException(
          "jets carry " + shape + "; grids have pure second derivatives and no others");
    }
    this.encoding = encoding;
    this.levels = encoding.grids();
    this.shape = shape;
  }

  /**
   * Writes the jets of points.
   *
   * @param tables of all levels, flat
   * @param x {@code [points, axes]}
   * @param jets receives {@code [points, rows, width]}
   */
  public void fill(float[] tables, double[] x, double[] jets) {
    int axes = encoding.axes();
    int points = x.length / axes;
    double[][] factors = new double[axes][6];
    for (int point = 0; point < points; point++) {
      for (GridLevel level : levels) {
        fill(level, tables, x, point, factors, jets);
      }
    }
  }

  private void fill(
      GridLevel level, float[] tables, double[] x, int point, double[][] factors, double[] jets) {
    int axes = encoding.axes();
    int[] cell = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      cell[axis] = place(x[point * axes + axis], level.cells().get(axis), factors[axis]);
    }
    GridLevel.LineStarts starts = level.lineStarts();
    int[] vertex = new int[axes];
    for (int corner = 0; corner < 1 << axes; corner++) {
      for (int axis = 0; axis < axes; axis++) {
        vertex[axis] = cell[axis] + (corner >> axis & 1);
      }
      int entry = starts.of(vertex) + vertex[axes - 1];
      long place = level.offset() + (long) entry * encoding.features();
      add(level, tables, (int) place, corner, factors, point, jets);
    }
  }

  /** Returns the cell, and writes w, w', w'' of the vertex before and of the one behind. */
  private int place(double coordinate, int cells, double[] factors) {
    double position = (coordinate * 0.5 + 0.5) * cells;
    double inside = Math.max(0, Math.min(cells, position));
    int cell = Math.min((int) inside, cells - 1);
    boolean isOutside = inside != position;
    double scale = 1;
    for (int order = 0; order < 3; order++) {
      double behind = scale * encoding.interpolation().derivative(order, inside - cell);
      behind = order > 0 && isOutside ? 0 : behind;
      factors[order] = order == 0 ? 1 - behind : -behind;
      factors[3 + order] = behind;
      scale *= cells / 2d;
    }
    return cell;
  }

  private void add(
      GridLevel level,
      float[] tables,
      int place,
      int corner,
      double[][] factors,
      int point,
      double[] jets) {
    addRow(level, tables, place, weight(corner, factors, -1, 0), point, 0, jets);
    for (int k = 0; k < shape.dimension(); k++) {
      double first = weight(corner, factors, k, 1);
      addRow(level, tables, place, first, point, shape.gradientRow(k), jets);
      if (shape.higher() != JetShape.Higher.NONE) {
        double second = weight(corner, factors, k, 2);
        boolean isSum = shape.higher() == JetShape.Higher.WEIGHTED;
        int row = isSum ? shape.higherRow() : shape.higherRow() + k;
        double share = isSum ? shape.weight(k) : 1;
        addRow(level, tables, place, share * second, point, row, jets);
      }
    }
  }

  /** Returns the product of the factors of all axes, that of one of them differentiated. */
  private double weight(int corner, double[][] factors, int differentiated, int order) {
    double product = 1;
    for (int axis = 0; axis < factors.length; axis++) {
      int side = 3 * (corner >> axis & 1);
      product *= factors[axis][side + (axis == differentiated ? order : 0)];
    }
    return product;
  }

  private void addRow(
      GridLevel level,
      float[] tables,
      int place,
      double weight,
      int point,
      int row,
      double[] jets) {
    int width = encoding.width();
    int at = (point * shape.rows() + row) * width + level.number() * encoding.features();
    for (int f = 0; f < encoding.features(); f++) {
      jets[at + f] += weight * tables[place + f];
    }
  }
}
