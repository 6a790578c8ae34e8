package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemv;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostMemory;
import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/** A matrix outside the heap, column after column, whatever it holds at first. */
final class ColumnMatrix implements AutoCloseable {

  private static final int PAGE = 512;
  private static final int LINE = 8;

  private final int rows;
  private final int columns;
  private final int stride;
  private final HostMemory memory;

  ColumnMatrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.stride = stride(rows);
    this.memory = HostMemory.of(bytes(rows, columns));
  }

  /** Columns whole pages apart would meet in few sets of the caches. */
  private static int stride(int rows) {
    return rows > 0 && rows % PAGE == 0 ? rows + LINE : Math.max(rows, 1);
  }

  /** Returns the bytes outside the heap of a matrix. */
  static long bytes(int rows, int columns) {
    return (long) stride(rows) * columns * Double.BYTES;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Returns the elements from one column to the next. */
  int stride() {
    return stride;
  }

  /** Returns where an element is. */
  Address at(int row, int column) {
    return memory.address().plus(((long) column * stride + row) * Double.BYTES);
  }

  /** Returns the first element for BLAS and LAPACK. */
  DoublePointer doubles() {
    return at(0, 0).doubles();
  }

  /** Returns a column. */
  DoubleBuffer column(int column) {
    return at(0, column).doubles(rows);
  }

  /** Sets all elements to zero. */
  void clear() {
    double[] zeros = new double[rows];
    for (int j = 0; j < columns; j++) {
      column(j).put(0, zeros);
    }
  }

  /** Returns whether all elements are finite. */
  boolean isFinite() {
    double[] values = new double[rows];
    for (int j = 0; j < columns; j++) {
      column(j).get(0, values);
      if (!Damping.areFinite(values)) {
        return false;
      }
    }
    return true;
  }

  /** Returns {@code A x}, or {@code A^T x}, as one product on one thread. */
  double[] times(boolean transpose, double[] x) {
    double[] product = new double[transpose ? columns : rows];
    try (HostMemory vectors = HostMemory.of((long) (rows + columns) * Double.BYTES)) {
      Address from = vectors.address();
      Address into = from.plus((long) x.length * Double.BYTES);
      from.doubles(x.length).put(0, x);
      into.doubles(product.length).put(0, product);
      ComputeThreads.run(
          1,
          part ->
              cblas_dgemv(
                  CblasColMajor,
                  transpose ? CblasTrans : CblasNoTrans,
                  rows,
                  columns,
                  1,
                  doubles(),
                  stride,
                  from.doubles(),
                  1,
                  0,
                  into.doubles(),
                  1));
      into.doubles(product.length).get(0, product);
    }
    return product;
  }

  @Override
  public void close() {
    memory.close();
  }
}
