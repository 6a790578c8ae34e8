package io.raf4j.benchmarks.limit;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.Random;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The three products of a layer over one block of rows, by the calls that the layers make.
 *
 * <pre>
 *   X, dX: [rows, in]    Z (or delta): [rows, out]    W, dW: [out, in]
 *   Z = X W^T            dW += Z^T X                  dX = Z W
 * </pre>
 *
 * <p>Has memory of its own, which a thread goes over again and again. Used by one thread at a time.
 */
sealed interface ProductBlock {

  static ProductBlock of(int rows, int in, int out, boolean isDouble) {
    return isDouble ? new Doubles(rows, in, out) : new Floats(rows, in, out);
  }

  /** Runs the products over the first rows of the block. */
  void run(int rows, boolean hasDataGradient);

  /** Single precision. */
  final class Floats implements ProductBlock {
    private final int in;
    private final int out;
    private final FloatPointer x;
    private final FloatPointer w;
    private final FloatPointer z;
    private final FloatPointer dw;
    private final FloatPointer dx;

    Floats(int rows, int in, int out) {
      this.in = in;
      this.out = out;
      this.x = random((long) rows * in);
      this.w = random((long) out * in);
      this.z = random((long) rows * out);
      this.dw = random((long) out * in);
      this.dx = random((long) rows * in);
    }

    /** Small numbers: sums over many steps stay finite, and none is denormal. */
    private static FloatPointer random(long length) {
      Random random = new Random(1);
      float[] numbers = new float[Math.toIntExact(length)];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (random.nextFloat() - 0.5f) / 64;
      }
      return new FloatPointer(numbers);
    }

    @Override
    public void run(int rows, boolean hasDataGradient) {
      cblas_sgemm(
          CblasRowMajor, CblasNoTrans, CblasTrans, rows, out, in, 1f, x, in, w, in, 0f, z, out);
      if (hasDataGradient) {
        cblas_sgemm(
            CblasRowMajor,
            CblasNoTrans,
            CblasNoTrans,
            rows,
            in,
            out,
            1f,
            z,
            out,
            w,
            in,
            0f,
            dx,
            in);
      }
      cblas_sgemm(
          CblasRowMajor, CblasTrans, CblasNoTrans, out, in, rows, 1f, z, out, x, in, 1f, dw, in);
    }
  }

  /** Double precision. */
  final class Doubles implements ProductBlock {
    private final int in;
    private final int out;
    private final DoublePointer x;
    private final DoublePointer w;
    private final DoublePointer z;
    private final DoublePointer dw;
    private final DoublePointer dx;

    Doubles(int rows, int in, int out) {
      this.in = in;
      this.out = out;
      this.x = random((long) rows * in);
      this.w = random((long) out * in);
      this.z = random((long) rows * out);
      this.dw = random((long) out * in);
      this.dx = random((long) rows * in);
    }

    /** Small numbers: sums over many steps stay finite, and none is denormal. */
    private static DoublePointer random(long length) {
      Random random = new Random(1);
      double[] numbers = new double[Math.toIntExact(length)];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (random.nextDouble() - 0.5) / 64;
      }
      return new DoublePointer(numbers);
    }

    @Override
    public void run(int rows, boolean hasDataGradient) {
      cblas_dgemm(
          CblasRowMajor, CblasNoTrans, CblasTrans, rows, out, in, 1d, x, in, w, in, 0d, z, out);
      if (hasDataGradient) {
        cblas_dgemm(
            CblasRowMajor,
            CblasNoTrans,
            CblasNoTrans,
            rows,
            in,
            out,
            1d,
            z,
            out,
            w,
            in,
            0d,
            dx,
            in);
      }
      cblas_dgemm(
          CblasRowMajor, CblasTrans, CblasNoTrans, out, in, rows, 1d, z, out, x, in, 1d, dw, in);
    }
  }
}
