package io.raf4j.metric;

import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * The power of a real signal's discrete Fourier transform, by frequency.
 *
 * <p>For {@code x: [n]}, padded with zeros to the length N, a power of two,
 *
 * <pre>
 *   X_k = sum_i x_i exp(-2 pi i k / N)
 *   P_k = w_k |X_k|^2 / N,   k = 0 .. N/2,   w_0 = w_(N/2) = 1, else 2
 * </pre>
 *
 * <p>so that {@code sum_k P_k = sum_i x_i^2} (Parseval). Cost: O(N log N), memory O(N). Not
 * thread-safe: buffers are used again.
 */
public final class PowerSpectrum {

  private static final int LARGEST = 1 << 30;

  private final int length;
  private final double[][] parts;

  private PowerSpectrum(int length) {
    this.length = length;
    this.parts = new double[2][length];
  }

  /**
   * Makes a transform of the least power of two that is not below a length.
   *
   * @param length 1 to 2^30
   */
  public static PowerSpectrum ofAtLeast(int length) {
    if (length < 1 || length > LARGEST) {
      throw new IllegalArgumentException("length is " + length + "; expected 1 to " + LARGEST);
    }
    // One sample has no spectrum of its own: two are the shortest transform.
    return new PowerSpectrum(length <= 2 ? 2 : Integer.highestOneBit(length - 1) << 1);
  }

  /**
   * Returns Hann's window, {@code w_i = sin^2(pi (i + 1/2) / n)}, positive at every sample.
   *
   * @param samples 1 or more
   */
  public static double[] hann(int samples) {
    double[] window = new double[samples];
    for (int i = 0; i < samples; i++) {
      double sine = Math.sin(Math.PI * (i + 0.5) / samples);
      window[i] = sine * sine;
    }
    return window;
  }

  /** Returns the length N of the transform. */
  public int length() {
    return length;
  }

  /** Returns the number of frequencies, N/2 + 1. */
  public int bins() {
    return length / 2 + 1;
  }

  /**
   * Returns the power at each frequency.
   *
   * @param signal {@code x: [n]}, n at most N
   * @return {@code P: [bins]}
   */
  public double[] of(double[] signal) {
    double[] power = new double[bins()];
    addTo(signal, power);
    return power;
  }

  /**
   * Adds the power at each frequency to a sum.
   *
   * @param signal {@code x: [n]}, n at most N
   * @param sum {@code [bins]}
   */
  public void addTo(double[] signal, double[] sum) {
    if (signal.length > length) {
      throw new IllegalArgumentException(
          "signal has " + signal.length + " samples; expected at most " + length);
    }
    System.arraycopy(signal, 0, parts[0], 0, signal.length);
    Arrays.fill(parts[0], signal.length, length, 0);
    Arrays.fill(parts[1], 0);
    FastFourierTransformer.transformInPlace(
        parts, DftNormalization.STANDARD, TransformType.FORWARD);
    for (int k = 0; k < bins(); k++) {
      double sides = k == 0 || k == length / 2 ? 1 : 2;
      double real = parts[0][k];
      double imaginary = parts[1][k];
      sum[k] += sides * (real * real + imaginary * imaginary) / length;
    }
  }
}
