package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.CblasUpper;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_dsyrk;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import java.nio.DoubleBuffer;

/**
 * The upper triangle of {@code K = J D^-1 J^T}, summed over blocks of columns of J in tiles.
 *
 * <p>Tiles are computed in parallel; their cut depends on the shape of J alone.
 */
final class KernelMatrix {

  private static final int TILE = 256;
  private static final int BLOCK = 512;

  private final Address jacobian;
  private final int stride;
  private final double[] roots;
  private final ColumnMatrix kernel;

  /**
   * Prepares a sum.
   *
   * @param roots sqrt(D)
   * @param kernel becomes K, with zeros below its diagonal's tiles
   */
  KernelMatrix(Address jacobian, int stride, double[] roots, ColumnMatrix kernel) {
    this.jacobian = jacobian;
    this.stride = stride;
    this.roots = roots;
    this.kernel = kernel;
  }

  /** Sums up K. */
  void sum() {
    int tiles = (kernel.rows() + TILE - 1) / TILE;
    kernel.clear();
    try (ColumnMatrix block = new ColumnMatrix(kernel.rows(), Math.min(BLOCK, roots.length))) {
      ComputeThreads.inOneSection(
          () -> {
            for (int start = 0; start < roots.length; start += BLOCK) {
              int first = start;
              int columns = Math.min(BLOCK, roots.length - start);
              ComputeThreads.run(columns, part -> scale(first + part, block.column(part)));
              ComputeThreads.run(tiles * (tiles + 1) / 2, part -> add(block, columns, part));
            }
            return null;
          });
    }
  }

  private void scale(int column, DoubleBuffer into) {
    double[] values = new double[kernel.rows()];
    jacobian.plus((long) column * stride * Double.BYTES).doubles(values.length).get(0, values);
    for (int i = 0; i < values.length; i++) {
      values[i] /= roots[column];
    }
    into.put(0, values);
  }

  private int length(int tile) {
    return Math.min(TILE, kernel.rows() - tile * TILE);
  }

  private void add(ColumnMatrix block, int columns, int part) {
    int j = GramMatrix.rowOf(part);
    int i = part - j * (j + 1) / 2;
    if (i == j) {
      cblas_dsyrk(
          CblasColMajor,
          CblasUpper,
          CblasNoTrans,
          length(i),
          columns,
          1,
          block.at(i * TILE, 0).doubles(),
          block.stride(),
          1,
          kernel.at(i * TILE, i * TILE).doubles(),
          kernel.stride());
    } else {
      cblas_dgemm(
          CblasColMajor,
          CblasNoTrans,
          CblasTrans,
          length(i),
          length(j),
          columns,
          1,
          block.at(i * TILE, 0).doubles(),
          block.stride(),
          block.at(j * TILE, 0).doubles(),
          block.stride(),
          1,
          kernel.at(i * TILE, j * TILE).doubles(),
          kernel.stride());
    }
  }
}
