package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostMemory;

/** Eigenvalues with eigenvectors of a symmetric matrix by LAPACK, on one thread. */
final class SymmetricEigen {

  private SymmetricEigen() {}

  /**
   * Decomposes {@code A = V diag(values) V^T}, in about {@code 9 n^3} flops and {@code 2 n^2}
   * numbers outside the heap besides the matrix.
   *
   * @param matrix the upper triangle of A, of finite numbers; becomes V, column by column
   * @param values becomes the eigenvalues in ascending order
   * @return LAPACK's status
   */
  static int decompose(ColumnMatrix matrix, double[] values) {
    int n = values.length;
    int[] status = new int[1];
    try (HostMemory memory = HostMemory.of((long) n * Double.BYTES)) {
      ComputeThreads.run(
          1,
          part ->
              status[0] =
                  LAPACKE_dsyevd(
                      LAPACK_COL_MAJOR,
                      (byte) 'V',
                      (byte) 'U',
                      n,
                      matrix.doubles(),
                      matrix.stride(),
                      memory.address().doubles()));
      memory.address().doubles(n).get(0, values);
    }
    return status[0];
  }
}
