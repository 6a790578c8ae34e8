package io.raf4j.linalg;

import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * The orthonormal discrete cosine transform (DCT-II) of any length.
 *
 * <pre>
 *   y_k = w_k sum_i x_i cos(pi (2 i + 1) k / (2 n)),   w_0 = sqrt(1 / n), w_k = sqrt(2 / n)
 * </pre>
 *
 * <p>Its inverse is its transpose. By a Fourier transform of the numbers in another order, and that
 * by Bluestein's algorithm where the length is no power of two: {@code O(n log n)}. Immutable;
 * every thread brings its own {@link Work}.
 *
 * <p>Source: Makhoul, "A fast cosine transform in one and two dimensions", IEEE Transactions on
 * Acoustics, Speech, and Signal Processing 28 (1980).
 */
final class CosineTransform {

  private final int length;
  private final int padded;
  private final double[] turnCos;
  private final double[] turnSin;
  private final double[] chirpCos;
  private final double[] chirpSin;
  private final double[] filterReal;
  private final double[] filterImaginary;

  /** What one thread's transforms work in. */
  final class Work {
    private final double[] real = new double[padded];
    private final double[] imaginary = new double[padded];
  }

  CosineTransform(int length) {
    this.length = length;
    this.padded = Integer.highestOneBit(Math.max(2 * length - 2, 1)) * 2;
    this.turnCos = new double[length];
    this.turnSin = new double[length];
    this.chirpCos = new double[length];
    this.chirpSin = new double[length];
    this.filterReal = new double[padded];
    this.filterImaginary = new double[padded];
    for (int i = 0; i < length; i++) {
      turnCos[i] = StrictMath.cos(-Math.PI * i / (2.0 * length));
      turnSin[i] = StrictMath.sin(-Math.PI * i / (2.0 * length));
      // exp(-i pi k^2 / n), whose angle repeats after 2 n.
      double angle = -Math.PI * ((long) i * i % (2L * length)) / length;
      chirpCos[i] = StrictMath.cos(angle);
      chirpSin[i] = StrictMath.sin(angle);
      filterReal[i] = chirpCos[i];
      filterImaginary[i] = -chirpSin[i];
      if (i > 0) {
        filterReal[padded - i] = chirpCos[i];
        filterImaginary[padded - i] = -chirpSin[i];
      }
    }
    fourier(filterReal, filterImaginary);
  }

  private double weight(int k) {
    return Math.sqrt((k == 0 ? 1.0 : 2.0) / length);
  }

  /** Returns where an element stands: those of even index first, those of odd index backwards. */
  private int source(int i) {
    return 2 * i < length ? 2 * i : 2 * (length - i) - 1;
  }

  /**
   * Transforms numbers in place.
   *
   * @param x {@code [length]}
   */
  void apply(double[] x, Work work) {
    for (int i = 0; i < length; i++) {
      work.real[i] = x[source(i)];
      work.imaginary[i] = 0;
    }
    fourierOfLength(work.real, work.imaginary);
    for (int k = 0; k < length; k++) {
      x[k] = weight(k) * (work.real[k] * turnCos[k] - work.imaginary[k] * turnSin[k]);
    }
  }

  /**
   * Undoes {@link #apply}, which its transpose does.
   *
   * @param y {@code [length]}
   */
  void invert(double[] y, Work work) {
    for (int k = 0; k < length; k++) {
      double real = y[k] / weight(k);
      double imaginary = k == 0 ? 0 : y[length - k] / weight(length - k);
      // The conjugate of exp(i pi k / (2 n)) (real - i imaginary).
      work.real[k] = real * turnCos[k] - imaginary * turnSin[k];
      work.imaginary[k] = real * turnSin[k] + imaginary * turnCos[k];
    }
    fourierOfLength(work.real, work.imaginary);
    for (int i = 0; i < length; i++) {
      y[source(i)] = work.real[i] / length;
    }
  }

  /** The Fourier transform of the first numbers in place, by Bluestein's algorithm. */
  private void fourierOfLength(double[] re, double[] im) {
    Arrays.fill(re, length, padded, 0);
    Arrays.fill(im, length, padded, 0);
    for (int i = 0; i < length; i++) {
      double real = re[i] * chirpCos[i] - im[i] * chirpSin[i];
      im[i] = re[i] * chirpSin[i] + im[i] * chirpCos[i];
      re[i] = real;
    }
    fourier(re, im);
    for (int i = 0; i < padded; i++) {
      double real = re[i] * filterReal[i] - im[i] * filterImaginary[i];
      // The conjugate: its forward transform is the conjugate of the inverse one.
      im[i] = -(re[i] * filterImaginary[i] + im[i] * filterReal[i]);
      re[i] = real;
    }
    fourier(re, im);
    for (int k = 0; k < length; k++) {
      double real = (re[k] * chirpCos[k] + im[k] * chirpSin[k]) / padded;
      im[k] = (re[k] * chirpSin[k] - im[k] * chirpCos[k]) / padded;
      re[k] = real;
    }
  }

  /** The Fourier transform of the padded length in place. */
  private static void fourier(double[] re, double[] im) {
    FastFourierTransformer.transformInPlace(
        new double[][] {re, im}, DftNormalization.STANDARD, TransformType.FORWARD);
  }
}
