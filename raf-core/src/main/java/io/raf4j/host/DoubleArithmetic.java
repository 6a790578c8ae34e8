package io.raf4j.host;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_daxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dcopy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;

import io.raf4j.kernel.ActivationKernel;
import java.util.Arrays;

/** Double precision. */
record DoubleArithmetic() implements HostArithmetic<double[]> {
  @Override
  public int bytes() {
    return Double.BYTES;
  }

  @Override
  public double[] array(int length) {
    return new double[length];
  }

  @Override
  public void read(Address address, double[] into, int length) {
    address.doubles(length).get(0, into, 0, length);
  }

  @Override
  public void write(double[] from, Address address, int length) {
    address.doubles(length).put(0, from, 0, length);
  }

  @Override
  public void readDoubles(Address address, double[] into) {
    read(address, into, into.length);
  }

  @Override
  public void writeDoubles(double[] from, Address address) {
    write(from, address, from.length);
  }

  @Override
  public void clear(double[] array) {
    Arrays.fill(array, 0);
  }

  @Override
  public void addAt(Address into, int intoStep, Address from, int fromStep, int length) {
    cblas_daxpy(length, 1, from.doubles(), fromStep, into.doubles(), intoStep);
  }

  @Override
  public void copyAt(Address into, int intoStep, Address from, int fromStep, int length) {
    cblas_dcopy(length, from.doubles(), fromStep, into.doubles(), intoStep);
  }

  @Override
  public void add(double[] into, double[] from) {
    for (int i = 0; i < into.length; i++) {
      into[i] += from[i];
    }
  }

  @Override
  public void set(double[] array, int i, double value) {
    array[i] = value;
  }

  @Override
  public double get(double[] array, int i) {
    return array[i];
  }

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      Address a,
      int lda,
      Address b,
      int ldb,
      double beta,
      Address c,
      int ldc) {
    cblas_dgemm(
        CblasRowMajor,
        HostArithmetic.op(transposeA),
        HostArithmetic.op(transposeB),
        m,
        n,
        k,
        1d,
        a.doubles(),
        lda,
        b.doubles(),
        ldb,
        beta,
        c.doubles(),
        ldc);
  }

  @Override
  public void forward(
      ActivationKernel kernel,
      double[] z,
      double[] bias,
      double[] y,
      int rows,
      double[] alpha,
      double[] beta) {
    kernel.forward(z, bias, y, rows, alpha, beta);
  }

  @Override
  public void backward(
      ActivationKernel kernel,
      double[] z,
      double[] bias,
      double[] epsilon,
      int rows,
      double[] alpha,
      double[] beta,
      double[] dBias,
      double[] dAlpha,
      double[] dBeta) {
    kernel.backward(z, bias, epsilon, epsilon, rows, alpha, beta, dBias, dAlpha, dBeta);
  }
}
