package io.raf4j.pde;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Sums of cosines and their values at equidistant points, both ends included:
 *
 * <pre>
 *   v_j = sum_(n = 0..N) c_n cos(pi n j / N)          j = 0, ..., N
 * </pre>
 *
 * <p>Either way one complex transform of N numbers, {@code O(N log N)}: the even sequence of length
 * 2 N is packed into pairs.
 */
final class CosineSeries {

  private final int modes;
  private final double[] cosines;
  private final double[] sines;

  /**
   * Prepares transforms.
   *
   * @param modes N, a power of two
   */
  CosineSeries(int modes) {
    this.modes = modes;
    this.cosines = new double[modes + 1];
    this.sines = new double[modes + 1];
    for (int k = 0; k <= modes; k++) {
      cosines[k] = Math.cos(Math.PI * k / modes);
      sines[k] = Math.sin(Math.PI * k / modes);
    }
  }

  /** Returns N. */
  int modes() {
    return modes;
  }

  /** Returns v_0, ..., v_N. */
  double[] values(double[] coefficients) {
    double[] halves = new double[modes + 1];
    for (int n = 1; n < modes; n++) {
      halves[n] = coefficients[n] / 2;
    }
    halves[0] = coefficients[0];
    halves[modes] = coefficients[modes];
    return sums(halves);
  }

  /** Returns c_0, ..., c_N. */
  double[] coefficients(double[] values) {
    double[] coefficients = sums(values);
    for (int n = 0; n <= modes; n++) {
      coefficients[n] /= n == 0 || n == modes ? 2.0 * modes : modes;
    }
    return coefficients;
  }

  /** Returns {@code a_0 + (-1)^k a_N + 2 sum_(0 < j < N) a_j cos(pi j k / N)} for k = 0, ..., N. */
  private double[] sums(double[] a) {
    double[][] pairs = new double[2][modes];
    for (int j = 0; j < modes; j++) {
      pairs[0][j] = a[even(2 * j)];
      pairs[1][j] = a[even(2 * j + 1)];
    }
    FastFourierTransformer.transformInPlace(
        pairs, DftNormalization.STANDARD, TransformType.FORWARD);
    double[] sums = new double[modes + 1];
    for (int k = 0; k <= modes; k++) {
      int here = k % modes;
      int there = (modes - k) % modes;
      // Half the sum of a pair is the transform of the even places, half the difference over i that
      // of the odd ones, whose turned real part is needed.
      double evens = (pairs[0][here] + pairs[0][there]) / 2;
      double oddReal = (pairs[1][here] + pairs[1][there]) / 2;
      double oddImaginary = (pairs[0][there] - pairs[0][here]) / 2;
      sums[k] = evens + cosines[k] * oddReal + sines[k] * oddImaginary;
    }
    return sums;
  }

  private int even(int j) {
    return j <= modes ? j : 2 * modes - j;
  }
}
