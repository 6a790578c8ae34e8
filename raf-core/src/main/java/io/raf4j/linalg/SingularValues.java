package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesvd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostMemory;
import java.util.function.Supplier;
import org.bytedeco.javacpp.DoublePointer;

/**
 * The singular value decomposition {@code A = U diag(values) V^T} of a square matrix by LAPACK, on
 * one thread.
 *
 * <p>By divide and conquer, and where that does not converge by QR iteration, which is slower and
 * does.
 */
final class SingularValues implements AutoCloseable {

  /** A routine of LAPACK's. */
  interface Driver {
    /**
     * Decomposes a matrix.
     *
     * @param a becomes U
     * @param values becomes the singular values in descending order
     * @param right becomes V^T
     * @return LAPACK's status
     */
    int decompose(ColumnMatrix a, DoublePointer values, ColumnMatrix right);
  }

  static final Driver DIVIDE_AND_CONQUER =
      (a, values, right) ->
          LAPACKE_dgesdd(
              LAPACK_COL_MAJOR,
              (byte) 'O',
              a.rows(),
              a.columns(),
              a.doubles(),
              a.stride(),
              values,
              new DoublePointer(),
              1,
              right.doubles(),
              right.stride());

  static final Driver QR_ITERATION =
      (a, values, right) -> {
        try (HostMemory superdiagonal = HostMemory.of((long) a.columns() * Double.BYTES)) {
          return LAPACKE_dgesvd(
              LAPACK_COL_MAJOR,
              (byte) 'O',
              (byte) 'S',
              a.rows(),
              a.columns(),
              a.doubles(),
              a.stride(),
              values,
              new DoublePointer(),
              1,
              right.doubles(),
              right.stride(),
              superdiagonal.address().doubles());
        }
      };

  private final double[] values;
  private final ColumnMatrix left;
  private final ColumnMatrix right;
  private final int status;

  private SingularValues(double[] values, ColumnMatrix left, ColumnMatrix right, int status) {
    this.values = values;
    this.left = left;
    this.right = right;
    this.status = status;
  }

  /**
   * Decomposes a matrix of finite numbers.
   *
   * @param matrix makes the square matrix, once for each driver, since each destroys it
   * @param drivers the routines, of which the first that converges counts
   */
  static SingularValues of(Supplier<ColumnMatrix> matrix, Driver... drivers) {
    SingularValues last = null;
    for (Driver driver : drivers) {
      if (last != null) {
        last.close();
      }
      last = once(matrix.get(), driver);
      if (last.status == 0) {
        return last;
      }
    }
    return last;
  }

  private static SingularValues once(ColumnMatrix matrix, Driver driver) {
    int n = matrix.columns();
    ColumnMatrix right = new ColumnMatrix(n, n);
    double[] values = new double[n];
    int[] status = new int[1];
    try (HostMemory memory = HostMemory.of((long) n * Double.BYTES)) {
      ComputeThreads.run(
          1, part -> status[0] = driver.decompose(matrix, memory.address().doubles(), right));
      memory.address().doubles(n).get(0, values);
    }
    return new SingularValues(values, matrix, right, status[0]);
  }

  /** Returns the singular values in descending order, not a copy. */
  double[] values() {
    return values;
  }

  /** Returns U. */
  ColumnMatrix left() {
    return left;
  }

  /** Returns V^T. */
  ColumnMatrix rightTransposed() {
    return right;
  }

  /** Returns the last driver's status: 0 if it converged. */
  int status() {
    return status;
  }

  /** Frees V alone. */
  void closeRight() {
    right.close();
  }

  @Override
  public void close() {
    left.close();
    right.close();
  }
}
