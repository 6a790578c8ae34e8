package io.raf4j.pde;

/**
 * Steps of {@code w_t = D w_xx + N(t, w)} in time, for sums of cosines {@code cos(pi n x)}:
 * exponential Runge-Kutta of fourth order, which takes diffusion exactly.
 *
 * <pre>
 *   a      = e^(z/2) w + (h/2) phi_1(z/2) N(t, w)                          z = -h D (pi n)^2
 *   b      = e^(z/2) w + (h/2) phi_1(z/2) N(t + h/2, a)
 *   c      = e^(z/2) a + (h/2) phi_1(z/2) (2 N(t + h/2, b) - N(t, w))
 *   w(t+h) = e^z w + h ((phi_1 - 3 phi_2 + 4 phi_3) N(t, w)
 *            + (2 phi_2 - 4 phi_3) (N(t + h/2, a) + N(t + h/2, b)) + (4 phi_3 - phi_2) N(t + h, c))
 *   phi_1  = (e^z - 1) / z,   phi_(i+1) = (phi_i - 1 / i!) / z
 * </pre>
 *
 * <p>Source: S. M. Cox and P. C. Matthews, J. Comput. Phys. 176 (2002), 430.
 *
 * @param diffusion D
 * @param other N
 */
record ExponentialSteps(double diffusion, Other other) {

  private static final int TERMS = 30;
  private static final double NEGLIGIBLE = 1e-18;

  /** All but diffusion. */
  @FunctionalInterface
  interface Other {
    /** Returns the coefficients of N(t, w), given those of w. */
    double[] at(double t, double[] coefficients);
  }

  /**
   * Returns the coefficients after a step.
   *
   * @param w coefficients before it
   * @param from when it begins
   * @param to when it ends
   */
  double[] advance(double[] w, double from, double to) {
    double h = to - from;
    double middle = (from + to) / 2;
    int count = w.length;
    double[] half = new double[count];
    double[] weight = new double[count];
    for (int n = 0; n < count; n++) {
      half[n] = Math.exp(exponent(n, h) / 2);
      weight[n] = h / 2 * phi(1, exponent(n, h) / 2);
    }
    double[] first = other.at(from, w);
    double[] a = new double[count];
    for (int n = 0; n < count; n++) {
      a[n] = half[n] * w[n] + weight[n] * first[n];
    }
    double[] atA = other.at(middle, a);
    double[] b = new double[count];
    for (int n = 0; n < count; n++) {
      b[n] = half[n] * w[n] + weight[n] * atA[n];
    }
    double[] atB = other.at(middle, b);
    double[] c = new double[count];
    for (int n = 0; n < count; n++) {
      c[n] = half[n] * a[n] + weight[n] * (2 * atB[n] - first[n]);
    }
    double[] last = other.at(to, c);
    double[] next = new double[count];
    for (int n = 0; n < count; n++) {
      double z = exponent(n, h);
      double second = phi(2, z);
      double third = phi(3, z);
      next[n] =
          half[n] * half[n] * w[n]
              + h * (phi(1, z) - 3 * second + 4 * third) * first[n]
              + h * (2 * second - 4 * third) * (atA[n] + atB[n])
              + h * (4 * third - second) * last[n];
    }
    return next;
  }

  private double exponent(int n, double h) {
    double frequency = Math.PI * n;
    return -h * diffusion * frequency * frequency;
  }

  /** Returns phi_i(z), z at most 0: by its series near 0, by its definition elsewhere. */
  static double phi(int i, double z) {
    if (z < -2) {
      double value = Math.exp(z);
      double inverse = 1;
      for (int k = 0; k < i; k++) {
        value = (value - inverse) / z;
        inverse /= k + 1;
      }
      return value;
    }
    // sum_k z^k / (k + i)!
    double term = 1;
    for (int k = 2; k <= i; k++) {
      term /= k;
    }
    double sum = 0;
    for (int k = 0; k < TERMS && Math.abs(term) > NEGLIGIBLE; k++) {
      sum += term;
      term *= z / (k + 1 + i);
    }
    return sum;
  }
}
