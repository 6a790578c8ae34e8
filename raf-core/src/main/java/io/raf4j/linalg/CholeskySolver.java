package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dposv;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostMemory;
import java.nio.DoubleBuffer;
import java.util.Optional;

/** Solves positive definite systems by LAPACK's Cholesky factorisation, on one thread. */
final class CholeskySolver {

  private CholeskySolver() {}

  /** Returns the bytes outside the heap that a solution takes: the square matrix and the right. */
  static long bytes(int n) {
    return ((long) n + 1) * n * Double.BYTES;
  }

  /**
   * Solves {@code (A + diag(diagonal)) x = right}.
   *
   * @param packed the lower triangle of A, row by row
   * @return x, or nothing when the matrix is not positive definite
   */
  static Optional<double[]> solve(double[] packed, double[] right, double[] diagonal) {
    int n = right.length;
    try (HostMemory memory = HostMemory.of(bytes(n))) {
      Address matrix = memory.address();
      // Rows of the lower triangle are columns of the upper one, in LAPACK's order.
      int next = 0;
      for (int row = 0; row < n; row++) {
        DoubleBuffer column = matrix.plus((long) row * n * Double.BYTES).doubles(row + 1);
        column.put(0, packed, next, row + 1);
        next += row + 1;
        column.put(row, regular(packed[next - 1] + diagonal[row]));
      }
      Address solution = matrix.plus((long) n * n * Double.BYTES);
      solution.doubles(n).put(0, right, 0, n);
      int[] status = new int[1];
      ComputeThreads.run(
          1,
          part ->
              status[0] =
                  LAPACKE_dposv(
                      LAPACK_COL_MAJOR,
                      (byte) 'U',
                      n,
                      1,
                      matrix.doubles(),
                      n,
                      solution.doubles(),
                      n));
      return status[0] == 0 ? Optional.of(read(solution, n)) : Optional.empty();
    }
  }

  /** A column of zeros says nothing about its unknown, which then stays where it is. */
  private static double regular(double diagonal) {
    return diagonal == 0 ? 1 : diagonal;
  }

  private static double[] read(Address from, int n) {
    double[] values = new double[n];
    from.doubles(n).get(0, values, 0, n);
    return values;
  }
}
