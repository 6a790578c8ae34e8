package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import io.raf4j.host.ComputeThreads;
import java.nio.DoubleBuffer;

/**
 * Some rows of J, ready for their products with others: {@code A = J_a D^-1}.
 *
 * <pre>
 *   J_a: [rows, size]    J_b: [panel's rows, size]    tile of K = J_b A^T: [panel's rows, rows]
 * </pre>
 *
 * <p>Cost of a tile: {@code 2 size} flops an element, in parallel by squares whose cut depends on
 * the tile's shape alone: bits do not depend on threads. Memory outside the heap: {@code rows size}
 * numbers.
 */
public final class KernelRows implements AutoCloseable {

  private static final int TILE = 256;

  private final double[] scaling;
  private final ColumnMatrix scaled;

  /**
   * Makes room for rows, all of which have to be {@linkplain #put put}.
   *
   * @param rows how many
   * @param scaling D: {@code [size]}, above 0
   */
  public KernelRows(int rows, double[] scaling) {
    this.scaling = scaling;
    this.scaled = new ColumnMatrix(rows, scaling.length);
  }

  /** Returns the bytes outside the heap of rows. */
  public static long bytes(int rows, int size) {
    return ColumnMatrix.bytes(rows, size);
  }

  /**
   * Puts the rows of a panel.
   *
   * @param places where each of them goes
   */
  public void put(NormalEquations.Panel panel, int... places) {
    ComputeThreads.run(
        (scaling.length + TILE - 1) / TILE,
        part -> {
          double[] values = new double[panel.rows()];
          for (int j = part * TILE; j < Math.min(scaling.length, (part + 1) * TILE); j++) {
            panel.column(j).doubles(values.length).get(0, values);
            DoubleBuffer column = scaled.column(j);
            for (int i = 0; i < values.length; i++) {
              column.put(places[i], values[i] / scaling[j]);
            }
          }
        });
  }

  /**
   * Multiplies a panel with these rows.
   *
   * @param places where each row of the panel goes in the tile
   * @param into the tile, column by column: {@code [intoRows, rows]}
   */
  public void multiply(NormalEquations.Panel panel, int[] places, double[] into, int intoRows) {
    int down = (panel.rows() + TILE - 1) / TILE;
    int across = (scaled.rows() + TILE - 1) / TILE;
    try (ColumnMatrix product = new ColumnMatrix(panel.rows(), scaled.rows())) {
      ComputeThreads.run(
          down * across, part -> square(panel, product, part % down * TILE, part / down * TILE));
      double[] column = new double[panel.rows()];
      for (int j = 0; j < scaled.rows(); j++) {
        product.column(j).get(0, column);
        for (int i = 0; i < column.length; i++) {
          into[j * intoRows + places[i]] = column[i];
        }
      }
    }
  }

  private void square(NormalEquations.Panel panel, ColumnMatrix product, int row, int column) {
    cblas_dgemm(
        CblasColMajor,
        CblasNoTrans,
        CblasTrans,
        Math.min(TILE, product.rows() - row),
        Math.min(TILE, product.columns() - column),
        scaling.length,
        1,
        panel.column(0).plus((long) row * Double.BYTES).doubles(),
        panel.stride(),
        scaled.at(column, 0).doubles(),
        scaled.stride(),
        0,
        product.at(row, column).doubles(),
        product.stride());
  }

  @Override
  public void close() {
    scaled.close();
  }
}
