package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.linalg.KernelRows;
import io.raf4j.linalg.KernelTile;
import io.raf4j.linalg.NormalEquations.Panel;
import io.raf4j.linalg.PanelProducts;
import io.raf4j.linalg.Sketch;
import io.raf4j.linalg.SketchModel;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The rows of J of all points of an iteration, share by share, computed anew for each pass: no
 * worker keeps J.
 *
 * <p>Rows have an order of their own, the equations of a point one after the other and the points
 * in the order of the shares, whatever the shares are.
 */
public final class RowShares {

  /** Rows of a block of the kernel, as many as a panel has. */
  private static final int BLOCK = Panel.MOST_ROWS;

  private final Residuals residuals;
  private final double[] theta;
  private final int shares;
  private final IntFunction<Points> points;

  /**
   * Describes rows.
   *
   * @param shares how many workers share the points
   * @param points of each share
   */
  public RowShares(Residuals residuals, double[] theta, int shares, IntFunction<Points> points) {
    this.residuals = residuals;
    this.theta = theta;
    this.shares = shares;
    this.points = points;
  }

  /**
   * What a share's rows add up to.
   *
   * @param squares sums of squares of the columns of J: {@code [size]}
   * @param residuals r: {@code [rows]}
   * @param weight of the points
   * @param equations residuals of a point
   */
  @SuppressWarnings("ArrayRecordComponent") // Numbers to compute with, never compared.
  record Totals(double[] squares, double[] residuals, double weight, int equations)
      implements Serializable {}

  /** Rows of neighbouring points, as a panel holds them: an equation's together. */
  private record Block(Panel panel, int first, int equations) {

    int count() {
      return panel.rows() / equations;
    }

    /** Returns where each row is among those of all points from the first of them on. */
    int[] places() {
      int count = count();
      return IntStream.range(0, panel.rows())
          .map(row -> (first + row % count) * equations + row / count)
          .toArray();
    }
  }

  /** What takes blocks. */
  private interface Taker {
    void take(Block block);
  }

  /** Visits the rows of points, and returns the weight of these. */
  private double forEach(Points some, Taker taker) {
    int[] next = {0};
    return residuals.rows(
        theta,
        some,
        panel -> {
          Block block = new Block(panel, next[0], residuals.equations());
          taker.take(block);
          next[0] += block.count();
        });
  }

  private int size() {
    return residuals.unknowns() - residuals.firstUnknown();
  }

  /** Returns the sums of a share, in one pass that multiplies nothing. */
  Totals totals(int share) {
    Points own = points.apply(share);
    double[] squares = new double[size()];
    double[] values = new double[own.count() * residuals.equations()];
    double weight =
        forEach(
            own,
            block -> {
              PanelProducts.addSquares(block.panel(), squares);
              scatter(block.panel().copyOfResiduals(), block.places(), values);
            });
    return new Totals(squares, values, weight, residuals.equations());
  }

  private static void scatter(double[] part, int[] places, double[] into) {
    for (int i = 0; i < part.length; i++) {
      into[places[i]] = part[i];
    }
  }

  /**
   * Returns the sketch of a share. A row is hashed by its point's number among all and its
   * equation.
   *
   * @param firstRow number of the share's first row
   */
  SketchModel sketch(int share, int firstRow, double[] scaling, SketchSize sketched, long seed) {
    long first = firstRow / residuals.equations();
    try (Sketch sketch = new Sketch(size(), sketched.buckets(), seed)) {
      forEach(
          points.apply(share),
          block -> {
            Panel panel = block.panel();
            int count = block.count();
            for (int equation = 0; equation < block.equations(); equation++) {
              long number = ((long) equation << Integer.SIZE) + first + block.first();
              sketch.add(number, panel, equation * count, count);
            }
          });
      return sketch.mixed(scaling, sketched.columns());
    }
  }

  /**
   * Returns J^T y of a share for several y.
   *
   * @param firstRow number of the share's first row
   * @param vectors y of all rows
   */
  double[][] transposedTimes(int share, int firstRow, double[][] vectors) {
    double[][] sums = new double[vectors.length][size()];
    forEach(
        points.apply(share),
        block -> {
          int[] places = block.places();
          double[][] parts = new double[vectors.length][places.length];
          for (int l = 0; l < parts.length; l++) {
            for (int i = 0; i < places.length; i++) {
              parts[l][i] = vectors[l][firstRow + places[i]];
            }
          }
          PanelProducts.addTransposed(block.panel(), parts, sums);
        });
    return sums;
  }

  /** Returns J x of a share for several x. */
  double[][] times(int share, double[][] vectors) {
    Points own = points.apply(share);
    double[][] products = new double[vectors.length][own.count() * residuals.equations()];
    forEach(
        own,
        block -> {
          double[][] parts = PanelProducts.times(block.panel(), vectors);
          for (int l = 0; l < parts.length; l++) {
            scatter(parts[l], block.places(), products[l]);
          }
        });
    return products;
  }

  private static int pointsOfBlock(int equations) {
    return Math.max(1, BLOCK / equations);
  }

  private int pointsOfBlock() {
    return pointsOfBlock(residuals.equations());
  }

  /**
   * Returns the number of tiles of a kernel.
   *
   * @param points of all shares
   * @param equations residuals of a point
   */
  static int tiles(int points, int equations) {
    int ofBlock = pointsOfBlock(equations);
    int blocks = (points + ofBlock - 1) / ofBlock;
    return Math.multiplyExact(blocks, blocks + 1) / 2;
  }

  /** Returns the number of the row of a triangle, row by row, that an element lies in. */
  private static int rowOf(int element) {
    int row = (int) ((Math.sqrt(8.0 * element + 1) - 1) / 2);
    while (row * (row + 1) / 2 > element) {
      row--;
    }
    while ((row + 1) * (row + 2) / 2 <= element) {
      row++;
    }
    return row;
  }

  /**
   * Returns some tiles of the kernel {@code J D^-1 J^T} of all points.
   *
   * <p>Tiles are numbered as those of a triangle, row by row. Their cut and their bits depend on
   * the points alone and not on the shares. Memory outside the heap: two blocks of J, however many
   * points there are; J's rows are computed once for each tile, a few per cent of its product.
   *
   * @param from the first tile
   * @param to the tile after the last
   */
  List<KernelTile> kernel(double[] scaling, int from, int to) {
    List<KernelTile> tiles = new ArrayList<>();
    if (from >= to) {
      return tiles;
    }
    Points all = Points.together(IntStream.range(0, shares).mapToObj(points).toList());
    for (int next = from; next < to; ) {
      int column = rowOf(next);
      int firstOfColumn = column * (column + 1) / 2;
      int end = Math.min(to, firstOfColumn + column + 1);
      Points own = block(all, column);
      try (KernelRows rows = new KernelRows(own.count() * residuals.equations(), scaling)) {
        forEach(own, block -> rows.put(block.panel(), block.places()));
        for (int tile = next; tile < end; tile++) {
          tiles.add(tile(all, rows, tile - firstOfColumn, column));
        }
      }
      next = end;
    }
    return tiles;
  }

  private Points block(Points all, int number) {
    int start = number * pointsOfBlock();
    return all.only(
        IntStream.range(start, Math.min(all.count(), start + pointsOfBlock())).toArray());
  }

  private KernelTile tile(Points all, KernelRows rows, int row, int column) {
    int equations = residuals.equations();
    Points others = block(all, row);
    int height = others.count() * equations;
    int width = block(all, column).count() * equations;
    double[] values = new double[Math.multiplyExact(height, width)];
    forEach(others, block -> rows.multiply(block.panel(), block.places(), values, height));
    int step = pointsOfBlock() * equations;
    return new KernelTile(row * step, column * step, height, values);
  }
}
