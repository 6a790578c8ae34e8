package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dlansy;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpocon;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrs;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostMemory;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Solves a positive definite system by Cholesky factorisation, with an estimate of its condition.
 *
 * <p>On one thread; {@code n^3 / 3} flops.
 */
final class PositiveDefinite {

  private static final byte UPPER = 'U';
  private static final byte ONE_NORM = '1';

  private final ColumnMatrix matrix;
  private final double[] right;
  private Solution.Status status;
  private int lapackStatus;
  private double condition = Double.NaN;

  private PositiveDefinite(ColumnMatrix matrix, double[] right) {
    this.matrix = matrix;
    this.right = right;
  }

  /**
   * Solves {@code A x = right}.
   *
   * @param matrix the upper triangle of A, which is destroyed
   * @param right becomes x
   */
  static PositiveDefinite solve(ColumnMatrix matrix, double[] right) {
    PositiveDefinite solution = new PositiveDefinite(matrix, right);
    // LAPACK's Cholesky factorisation of NaN ends with 0: numbers are looked at first.
    if (isUpperFinite(matrix) && Damping.areFinite(right)) {
      ComputeThreads.run(1, part -> solution.factoriseAndSolve());
    } else {
      solution.status = Solution.Status.NOT_FINITE;
    }
    return solution;
  }

  private static boolean isUpperFinite(ColumnMatrix matrix) {
    for (int j = 0; j < matrix.columns(); j++) {
      double[] column = new double[j + 1];
      matrix.column(j).get(0, column);
      if (!Damping.areFinite(column)) {
        return false;
      }
    }
    return true;
  }

  private void factoriseAndSolve() {
    int n = right.length;
    DoublePointer a = matrix.doubles();
    double norm = LAPACKE_dlansy(LAPACK_COL_MAJOR, ONE_NORM, UPPER, n, a, matrix.stride());
    lapackStatus = LAPACKE_dpotrf(LAPACK_COL_MAJOR, UPPER, n, a, matrix.stride());
    if (lapackStatus != 0) {
      status = Solution.Status.NOT_POSITIVE_DEFINITE;
      return;
    }
    try (HostMemory memory = HostMemory.of(((long) n + 1) * Double.BYTES)) {
      DoublePointer estimate = memory.address().doubles();
      lapackStatus = LAPACKE_dpocon(LAPACK_COL_MAJOR, UPPER, n, a, matrix.stride(), norm, estimate);
      double reciprocal = estimate.get();
      // The system is that of a square: its condition is the square of the matrix's.
      condition = Math.sqrt(1 / reciprocal);
      if (!(reciprocal > Math.ulp(1.0))) {
        status = Solution.Status.RANK_DEFICIENT;
        return;
      }
      DoublePointer x = memory.address().doubles();
      memory.address().doubles(n).put(0, right);
      lapackStatus = LAPACKE_dpotrs(LAPACK_COL_MAJOR, UPPER, n, 1, a, matrix.stride(), x, n);
      memory.address().doubles(n).get(0, right);
    }
    status = Solution.Status.SOLVED;
  }

  boolean isSolved() {
    return status == Solution.Status.SOLVED;
  }

  /** Returns the solution of an unsolved system. */
  Solution failure() {
    return Solution.failed(status, lapackStatus, condition);
  }

  /** Returns the square root of the estimated condition. */
  double condition() {
    return condition;
  }
}
