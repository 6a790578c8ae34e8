package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostMemory;

/** Eigenvalues of symmetric matrices by LAPACK, on one thread. */
public final class SymmetricEigenvalues {

  private SymmetricEigenvalues() {}

  /**
   * Returns the eigenvalues in ascending order.
   *
   * <p>Each is within about {@code n 2^-53} times the largest magnitude among them. Cost: {@code
   * 4/3 n^3} flops and {@code 8 n^2} bytes outside the heap.
   *
   * @param matrix {@code [n, n]}, of which the upper triangle by rows is read; not changed
   * @throws IllegalArgumentException if the length is not n^2 or a number is not finite
   * @throws IllegalStateException if LAPACK's iteration does not converge
   */
  public static double[] of(double[] matrix, int n) {
    if (n < 1 || matrix.length != (long) n * n) {
      throw new IllegalArgumentException(
          "matrix has " + matrix.length + " elements; expected n^2 for n = " + n + ", 1 or more");
    }
    requireFinite(matrix, n);
    try (HostMemory memory = HostMemory.of(((long) n + 1) * n * Double.BYTES)) {
      Address work = memory.address();
      for (int row = 0; row < n; row++) {
        work.plus((long) row * n * Double.BYTES).doubles(n).put(0, matrix, row * n, n);
      }
      Address values = work.plus((long) n * n * Double.BYTES);
      int[] status = new int[1];
      // Rows are columns in LAPACK's order: the upper triangle by rows is its lower one.
      ComputeThreads.run(
          1,
          part ->
              status[0] =
                  LAPACKE_dsyevd(
                      LAPACK_COL_MAJOR,
                      (byte) 'N',
                      (byte) 'L',
                      n,
                      work.doubles(),
                      n,
                      values.doubles()));
      if (status[0] != 0) {
        throw new IllegalStateException(
            "LAPACK's dsyevd ended with " + status[0] + "; expected 0 for " + n + " eigenvalues");
      }
      double[] eigenvalues = new double[n];
      values.doubles(n).get(0, eigenvalues, 0, n);
      return eigenvalues;
    }
  }

  private static void requireFinite(double[] matrix, int n) {
    for (int i = 0; i < matrix.length; i++) {
      if (!Double.isFinite(matrix[i])) {
        throw new IllegalArgumentException(
            "matrix has "
                + matrix[i]
                + " in row "
                + i / n
                + ", column "
                + i % n
                + "; expected finite numbers");
      }
    }
  }
}
