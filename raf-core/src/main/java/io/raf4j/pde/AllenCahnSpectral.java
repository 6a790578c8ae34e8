package io.raf4j.pde;

/**
 * The solution of {@code u_t = D u_xx + R(u)}, {@code R(u) = 5 (u - u^3)}, of period 2, from {@code
 * x^2 cos(pi x)}, with the numbers of {@link AllenCahnPeriodic}.
 *
 * <p>It is even. A sum of cosines is only its part w, without the kink at x = 1 where u = -1, which
 * diffuses and decays at the rate R'(-1) = -10:
 *
 * <pre>
 *   u   = w + K              K(t, x) = e^(-10 t) (2 kappa(t, 1 - |x|) - x^2)     see {@link DiffusingKink}
 *   w_t = D w_xx + R(w + K) + 10 K - 2 D e^(-10 t)
 * </pre>
 *
 * <p>so the coefficients fall as the fourth power of the frequency even at t = 0, where those of u
 * fall as the square. Steps in time are {@link ExponentialSteps} at the times {@code (k / K)^2},
 * short ones at first. A value is a sum over the cosines at any x, of polynomials of degree {@value
 * #DEGREE} in the root of t between the times that were kept.
 */
final class AllenCahnSpectral {

  private static final int EVERY = 5;
  private static final int DEGREE = 9;
  private static final DiffusingKink KINK = new DiffusingKink(AllenCahnPeriodic.DIFFUSION);

  /** R'(-1), with the other sign. */
  private static final double DECAY = 2 * AllenCahnPeriodic.RATE;

  private final CosineSeries cosines;
  private final int modes;
  private final double[][] kept;
  private double kinkTime = Double.NaN;
  private double[] kink;

  private AllenCahnSpectral(int modes, int steps) {
    this.modes = modes;
    this.cosines = new CosineSeries(modes);
    this.kept = new double[steps / EVERY + 1][];
  }

  /**
   * Solves up to t = 1.
   *
   * @param modes cosines beside the constant, a power of two from 2 on
   * @param steps in time, a multiple of 5, 100 or more
   */
  static AllenCahnSpectral solve(int modes, int steps) {
    if (Integer.bitCount(modes) != 1 || modes < 2 || steps % EVERY != 0 || steps < 100) {
      throw new IllegalArgumentException(
          "modes are "
              + modes
              + " and steps "
              + steps
              + "; expected a power of two from 2 on, and a multiple of 5 from 100 on");
    }
    AllenCahnSpectral solution = new AllenCahnSpectral(modes, steps);
    solution.march(steps);
    return solution;
  }

  private void march(int steps) {
    double[] start = new double[modes + 1];
    for (int j = 0; j <= modes; j++) {
      double x = (double) j / modes;
      start[j] = start(x) - kink(0, x);
    }
    ExponentialSteps scheme = new ExponentialSteps(AllenCahnPeriodic.DIFFUSION, this::other);
    kept[0] = cosines.coefficients(start);
    double[] w = kept[0];
    double t = 0;
    for (int k = 1; k <= steps; k++) {
      double root = (double) k / steps;
      w = scheme.advance(w, t, root * root);
      t = root * root;
      if (k % EVERY == 0) {
        kept[k / EVERY] = w;
      }
    }
    kink = null;
  }

  /** Returns the coefficients of {@code R(w + K) + 10 K - 2 D e^(-10 t)}. */
  private double[] other(double t, double[] coefficients) {
    if (kinkTime != t) {
      kinkTime = t;
      kink = new double[modes + 1];
      for (int j = 0; j <= modes; j++) {
        kink[j] = kink(t, (double) j / modes);
      }
    }
    double spread = 2 * AllenCahnPeriodic.DIFFUSION * Math.exp(-DECAY * t);
    double[] values = cosines.values(coefficients);
    for (int j = 0; j <= modes; j++) {
      double u = values[j] + kink[j];
      values[j] = AllenCahnPeriodic.RATE * u * (1 - u * u) + DECAY * kink[j] - spread;
    }
    return cosines.coefficients(values);
  }

  private static double start(double x) {
    return x * x * Math.cos(Math.PI * x);
  }

  /** Returns K(t, x). */
  private static double kink(double t, double x) {
    return Math.exp(-DECAY * t) * (2 * KINK.at(t, 1 - Math.abs(x)) - x * x);
  }

  /**
   * Returns u(t, x).
   *
   * @param t from 0 to 1
   * @param x from -1 to 1
   */
  double at(double t, double x) {
    if (t == 0) {
      return start(x);
    }
    double[] weights = new double[DEGREE + 1];
    int first = weights(Math.sqrt(t), weights);
    double cos = Math.cos(Math.PI * x);
    double sin = Math.sin(Math.PI * x);
    double real = 1;
    double imaginary = 0;
    double sum = 0;
    for (int n = 0; n <= modes; n++) {
      double coefficient = 0;
      for (int i = 0; i <= DEGREE; i++) {
        coefficient += weights[i] * kept[first + i][n];
      }
      sum += coefficient * real;
      double turned = real * cos - imaginary * sin;
      imaginary = real * sin + imaginary * cos;
      real = turned;
    }
    return kink(t, x) + sum;
  }

  /** Fills in Lagrange's weights of the kept times about a root of t; returns the first of them. */
  private int weights(double root, double[] weights) {
    int last = kept.length - 1;
    double position = root * last;
    int first = Math.min(Math.max((int) position - DEGREE / 2, 0), last - DEGREE);
    for (int i = 0; i <= DEGREE; i++) {
      double weight = 1;
      for (int j = 0; j <= DEGREE; j++) {
        if (j != i) {
          weight *= (position - first - j) / (i - j);
        }
      }
      weights[i] = weight;
    }
    return first;
  }
}
