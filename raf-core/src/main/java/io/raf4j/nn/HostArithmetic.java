package io.raf4j.nn;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_daxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dcopy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_scopy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import io.raf4j.kernel.ActivationKernel;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The arithmetic of one element type on host memory: matrix products on addresses, activation
 * kernels on arrays, and the copies between the two.
 *
 * <p>Addresses point to row-major matrices and must stay valid during the call; nothing is checked
 * here, the engine has checked shapes.
 *
 * @param <T> {@code float[]} or {@code double[]}
 */
sealed interface HostArithmetic<T> {

  /** Bytes of one element. */
  int bytes();

  /** Returns a new array of zeros. */
  T array(int length);

  /** Copies {@code length} elements from an address. */
  void read(long address, T into, int length);

  /** Copies the first {@code length} elements to an address. */
  void write(T from, long address, int length);

  /** Converts and copies elements from an address. */
  void readDoubles(long address, double[] into);

  /** Converts and copies all elements to an address. */
  void writeDoubles(double[] from, long address);

  /** Sets all elements to zero. */
  void clear(T array);

  /** Adds {@code from} to {@code into}, element by element. */
  void add(T into, T from);

  /** Adds {@code length} elements at {@code from} to those at {@code into}. */
  default void addAt(long into, long from, int length) {
    addAt(into, 1, from, 1, length);
  }

  /** Adds elements that lie some steps apart to others. */
  void addAt(long into, int intoStep, long from, int fromStep, int length);

  /** Copies elements that lie some steps apart. */
  void copyAt(long into, int intoStep, long from, int fromStep, int length);

  /** Writes element i. */
  void set(T array, int i, double value);

  /** Reads element i. */
  double get(T array, int i);

  /**
   * C = op(A) op(B) + beta C, all row-major, op being the transpose where asked for.
   *
   * @param m rows of C
   * @param n columns of C
   * @param k columns of op(A)
   */
  void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      long a,
      int lda,
      long b,
      int ldb,
      double beta,
      long c,
      int ldc);

  /** Calls the kernel's forward pass. */
  void forward(ActivationKernel kernel, T z, T bias, T y, int rows, T alpha, T beta);

  /** Calls the kernel's backward pass; epsilon becomes delta. */
  void backward(
      ActivationKernel kernel,
      T z,
      T bias,
      T epsilon,
      int rows,
      T alpha,
      T beta,
      T dBias,
      T dAlpha,
      T dBeta);

  private static int op(boolean transpose) {
    return transpose ? CblasTrans : CblasNoTrans;
  }

  /** A float pointer to memory that somebody else owns. */
  final class FloatAddress extends FloatPointer {
    FloatAddress(long address) {
      this.address = address;
    }

    /** Returns the memory as a buffer: its bulk copies are plain ones, JavaCPP's own copy twice. */
    FloatBuffer buffer(int length) {
      capacity(length);
      return asBuffer();
    }
  }

  /** A double pointer to memory that somebody else owns. */
  final class DoubleAddress extends DoublePointer {
    DoubleAddress(long address) {
      this.address = address;
    }

    /** Returns the memory as a buffer: its bulk copies are plain ones, JavaCPP's own copy twice. */
    DoubleBuffer buffer(int length) {
      capacity(length);
      return asBuffer();
    }
  }

  /** Single precision. */
  record Floats() implements HostArithmetic<float[]> {
    @Override
    public int bytes() {
      return Float.BYTES;
    }

    @Override
    public float[] array(int length) {
      return new float[length];
    }

    @Override
    public void read(long address, float[] into, int length) {
      new FloatAddress(address).buffer(length).get(0, into, 0, length);
    }

    @Override
    public void write(float[] from, long address, int length) {
      new FloatAddress(address).buffer(length).put(0, from, 0, length);
    }

    @Override
    public void readDoubles(long address, double[] into) {
      FloatBuffer elements = new FloatAddress(address).buffer(into.length);
      for (int i = 0; i < into.length; i++) {
        into[i] = elements.get(i);
      }
    }

    @Override
    public void writeDoubles(double[] from, long address) {
      FloatBuffer elements = new FloatAddress(address).buffer(from.length);
      for (int i = 0; i < from.length; i++) {
        elements.put(i, (float) from[i]);
      }
    }

    @Override
    public void clear(float[] array) {
      Arrays.fill(array, 0);
    }

    @Override
    public void addAt(long into, int intoStep, long from, int fromStep, int length) {
      cblas_saxpy(length, 1, new FloatAddress(from), fromStep, new FloatAddress(into), intoStep);
    }

    @Override
    public void copyAt(long into, int intoStep, long from, int fromStep, int length) {
      cblas_scopy(length, new FloatAddress(from), fromStep, new FloatAddress(into), intoStep);
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
        long a,
        int lda,
        long b,
        int ldb,
        double beta,
        long c,
        int ldc) {
      cblas_sgemm(
          CblasRowMajor,
          op(transposeA),
          op(transposeB),
          m,
          n,
          k,
          1f,
          new FloatAddress(a),
          lda,
          new FloatAddress(b),
          ldb,
          (float) beta,
          new FloatAddress(c),
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

  /** Double precision. */
  record Doubles() implements HostArithmetic<double[]> {
    @Override
    public int bytes() {
      return Double.BYTES;
    }

    @Override
    public double[] array(int length) {
      return new double[length];
    }

    @Override
    public void read(long address, double[] into, int length) {
      new DoubleAddress(address).buffer(length).get(0, into, 0, length);
    }

    @Override
    public void write(double[] from, long address, int length) {
      new DoubleAddress(address).buffer(length).put(0, from, 0, length);
    }

    @Override
    public void readDoubles(long address, double[] into) {
      read(address, into, into.length);
    }

    @Override
    public void writeDoubles(double[] from, long address) {
      write(from, address, from.length);
    }

    @Override
    public void clear(double[] array) {
      Arrays.fill(array, 0);
    }

    @Override
    public void addAt(long into, int intoStep, long from, int fromStep, int length) {
      cblas_daxpy(length, 1, new DoubleAddress(from), fromStep, new DoubleAddress(into), intoStep);
    }

    @Override
    public void copyAt(long into, int intoStep, long from, int fromStep, int length) {
      cblas_dcopy(length, new DoubleAddress(from), fromStep, new DoubleAddress(into), intoStep);
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
        long a,
        int lda,
        long b,
        int ldb,
        double beta,
        long c,
        int ldc) {
      cblas_dgemm(
          CblasRowMajor,
          op(transposeA),
          op(transposeB),
          m,
          n,
          k,
          1d,
          new DoubleAddress(a),
          lda,
          new DoubleAddress(b),
          ldb,
          beta,
          new DoubleAddress(c),
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
}
