package io.raf4j.host;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_scopy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import io.raf4j.kernel.ActivationKernel;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Single precision. */
record FloatArithmetic() implements HostArithmetic<float[]> {
  @Override
  public int bytes() {
    return Float.BYTES;
  }

  @Override
  public float[] array(int length) {
    return new float[length];
  }

  @Override
  public void read(Address address, float[] into, int length) {
    address.floats(length).get(0, into, 0, length);
  }

  @Override
  public void write(float[] from, Address address, int length) {
    address.floats(length).put(0, from, 0, length);
  }

  @Override
  public void readDoubles(Address address, double[] into) {
    FloatBuffer elements = address.floats(into.length);
    for (int i = 0; i < into.length; i++) {
      into[i] = elements.get(i);
    }
  }

  @Override
  public void writeDoubles(double[] from, Address address) {
    FloatBuffer elements = address.floats(from.length);
    for (int i = 0; i < from.length; i++) {
      elements.put(i, (float) from[i]);
    }
  }

  @Override
  public void clear(float[] array) {
    Arrays.fill(array, 0);
  }

  @Override
  public void addAt(Address into, int intoStep, Address from, int fromStep, int length) {
    cblas_saxpy(length, 1, from.floats(), fromStep, into.floats(), intoStep);
  }

  @Override
  public void copyAt(Address into, int intoStep, Address from, int fromStep, int length) {
    cblas_scopy(length, from.floats(), fromStep, into.floats(), intoStep);
  }

  @Override
  public void add(float[] into, float[] from) {
    for (int i = 0; i < into.length; i++) {
      into[i] += from[i];
    }
  }

  @Override
  public void set(float[] array, int i, double value) {
    array[i] = (float) value;
  }

  @Override
  public double get(float[] array, int i) {
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
    cblas_sgemm(
        CblasRowMajor,
        HostArithmetic.op(transposeA),
        HostArithmetic.op(transposeB),
        m,
        n,
        k,
        1f,
        a.floats(),
        lda,
        b.floats(),
        ldb,
        (float) beta,
        c.floats(),
        ldc);
  }

  @Override
  public void forward(
      ActivationKernel kernel,
      float[] z,
      float[] bias,
      float[] y,
      int rows,
      float[] alpha,
      float[] beta) {
    kernel.forward(z, bias, y, rows, alpha, beta);
  }

  @Override
  public void backward(
      ActivationKernel kernel,
      float[] z,
      float[] bias,
      float[] epsilon,
      int rows,
      float[] alpha,
      float[] beta,
      float[] dBias,
      float[] dAlpha,
      float[] dBeta) {
    kernel.backward(z, bias, epsilon, epsilon, rows, alpha, beta, dBias, dAlpha, dBeta);
  }
}
