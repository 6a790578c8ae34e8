package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostArithmetic;
import io.raf4j.host.HostMemory;

/**
 * Products of a panel of J with a few vectors at a time, in parallel by tiles whose cut depends on
 * the panel's shape alone: bits do not depend on threads.
 *
 * <p>Cost: {@code 2 rows size} flops a vector.
 */
public final class PanelProducts {

  private static final int TILE = 256;

  private PanelProducts() {}

  /**
   * Adds the sums of squares of the columns of J, the diagonal of J^T J.
   *
   * @param squares {@code [size]}
   */
  public static void addSquares(NormalEquations.Panel panel, double[] squares) {
    ComputeThreads.run(
        tiles(squares.length),
        part -> {
          double[] column = new double[panel.rows()];
          for (int j = part * TILE; j < Math.min(squares.length, (part + 1) * TILE); j++) {
            panel.column(j).doubles(column.length).get(0, column);
            double sum = 0;
            for (double value : column) {
              sum += value * value;
            }
            squares[j] += sum;
          }
        });
  }

  private static int tiles(int length) {
    return (length + TILE - 1) / TILE;
  }

  /**
   * Returns {@code J x} of several x.
   *
   * @param vectors one or more x: {@code [size]} each
   * @return {@code [rows]} each
   */
  public static double[][] times(NormalEquations.Panel panel, double[][] vectors) {
    return product(panel, false, vectors, panel.rows());
  }

  /**
   * Adds {@code J^T y} of several y.
   *
   * @param vectors one or more y: {@code [rows]} each
   * @param into {@code [size]} each
   */
  public static void addTransposed(
      NormalEquations.Panel panel, double[][] vectors, double[][] into) {
    double[][] products = product(panel, true, vectors, panel.unknowns());
    for (int l = 0; l < products.length; l++) {
      HostArithmetic.DOUBLES.add(into[l], products[l]);
    }
  }

  private static double[][] product(
      NormalEquations.Panel panel, boolean transpose, double[][] vectors, int length) {
    int inner = transpose ? panel.rows() : panel.unknowns();
    int count = vectors.length;
    double[][] products = new double[count][length];
    try (HostMemory memory = HostMemory.of(((long) inner + length) * count * Double.BYTES)) {
      Address from = memory.address();
      Address into = from.plus((long) inner * count * Double.BYTES);
      for (int l = 0; l < count; l++) {
        Damping.requireLength("vector", vectors[l].length, inner);
        from.plus((long) l * inner * Double.BYTES).doubles(inner).put(0, vectors[l]);
      }
      ComputeThreads.run(
          tiles(length),
          part -> {
            int start = part * TILE;
            Address tile =
                transpose ? panel.column(start) : panel.column(0).plus((long) start * Double.BYTES);
            cblas_dgemm(
                CblasColMajor,
                transpose ? CblasTrans : CblasNoTrans,
                CblasNoTrans,
                Math.min(TILE, length - start),
                count,
                inner,
                1,
                tile.doubles(),
                panel.stride(),
                from.doubles(),
                inner,
                0,
                into.plus((long) start * Double.BYTES).doubles(),
                length);
          });
      for (int l = 0; l < count; l++) {
        into.plus((long) l * length * Double.BYTES).doubles(length).get(0, products[l]);
      }
    }
    return products;
  }
}
