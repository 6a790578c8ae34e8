package io.raf4j.kernel;

import static io.raf4j.kernel.DoubleTable.GAUSSIAN_LIMIT;
import static io.raf4j.kernel.DoubleTable.RATIONAL_LIMIT;
import static io.raf4j.kernel.DoubleTable.WAVE_LIMIT;

import io.raf4j.basis.Rational;

/** Derivatives one number at a time; the vector twin does the same operations in the same order. */
final class ScalarDoubleDerivatives implements DoubleDerivatives {
  private static final double Q = (double) Rational.Q;

  @Override
  public void power(int degree, int order, double[] u, double[][] out, int n) {
    for (int k = 0; k <= order; k++) {
      power(Math.max(degree - k, 0), factor(degree, k), u, out[k], n);
    }
  }

  /** Returns the factor that k derivatives bring before {@code u^(degree - k)}. */
  static double factor(int degree, int k) {
    double factor = 1;
    for (int j = 0; j < k; j++) {
      factor *= degree - j;
    }
    return factor;
  }

  private static void power(int exponent, double factor, double[] u, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double p = factor;
      for (int j = 0; j < exponent; j++) {
        p *= u[i];
      }
      out[i] = p;
    }
  }

  @Override
  public void rectifiedPower(int power, int order, double[] u, double[][] out, int n) {
    for (int k = 0; k <= order; k++) {
      rectify(Math.max(power - k, 0), factor(power, k), u, out[k], n);
    }
  }

  private static void rectify(int exponent, double factor, double[] u, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double p = u[i] <= 0 ? 0 : factor;
      for (int j = 0; j < exponent; j++) {
        p *= u[i];
      }
      // A step alone would hide NaN, and -infinity times 0 would make one.
      out[i] = Double.isNaN(u[i]) ? u[i] : u[i] <= 0 ? 0 : p;
    }
  }

  @Override
  public void wave(int quarterTurns, int order, double[] u, double[][] out, int n) {
    for (int k = 0; k <= order; k++) {
      double[] o = out[k];
      for (int i = 0; i < n; i++) {
        o[i] = ScalarDoubleMath.wave(u[i], quarterTurns + k);
      }
    }
  }

  /** Evaluates those waves again whose argument is beyond the reach of a short reduction. */
  static void farWaves(int quarterTurns, int order, double[] u, double[][] out, int n) {
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(u[i]) <= WAVE_LIMIT)) {
        for (int k = 0; k <= order; k++) {
          out[k][i] = ScalarDoubleMath.farWave(u[i], quarterTurns + k);
        }
      }
    }
  }

  /** Returns u, or 0 where the envelope is 0, so that their products are 0 and not NaN. */
  private static double near(double u) {
    return Math.abs(u) > GAUSSIAN_LIMIT ? 0 : u;
  }

  private static double envelope(double u) {
    return Math.abs(u) > GAUSSIAN_LIMIT ? 0 : ScalarDoubleMath.gaussian(u);
  }

  @Override
  public void gaussian(int order, double[] u, double[][] out, int n) {
    for (int i = 0; i < n; i++) {
      double v = near(u[i]);
      double e = envelope(u[i]);
      out[0][i] = e;
      if (order >= 1) {
        out[1][i] = -(v * e);
      }
      if (order >= 2) {
        out[2][i] = Math.fma(v, v, -1) * e;
      }
      if (order >= 3) {
        out[3][i] = v * Math.fma(-v, v, 3) * e;
      }
    }
  }

  @Override
  public void mexicanHat(int order, double[] u, double[][] out, int n) {
    for (int i = 0; i < n; i++) {
      double v = near(u[i]);
      double s = v * v;
      double e = envelope(u[i]);
      out[0][i] = (1 - s) * e;
      if (order >= 1) {
        out[1][i] = v * (s - 3) * e;
      }
      if (order >= 2) {
        out[2][i] = Math.fma(s, 6 - s, -3) * e;
      }
      if (order >= 3) {
        out[3][i] = v * Math.fma(s, s - 10, 15) * e;
      }
    }
  }

  @Override
  public void wavePacket(double frequency, int order, double[] u, double[][] out, int n) {
    double w = frequency;
    double ww = w * w;
    for (int i = 0; i < n; i++) {
      double v = near(u[i]);
      double e = envelope(u[i]);
      double c = ScalarDoubleMath.wave(w * v, 1);
      double s = ScalarDoubleMath.wave(w * v, 0);
      out[0][i] = c * e;
      if (order >= 1) {
        out[1][i] = -Math.fma(v, c, w * s) * e;
      }
      if (order >= 2) {
        out[2][i] = Math.fma(Math.fma(v, v, -1 - ww), c, 2 * w * v * s) * e;
      }
      if (order >= 3) {
        double even = v * Math.fma(-v, v, 3 + 3 * ww);
        double odd = w * Math.fma(-3 * v, v, 3 + ww);
        out[3][i] = Math.fma(even, c, odd * s) * e;
      }
    }
  }

  @Override
  public void tanh(int order, double[] u, double[][] out, int n) {
    for (int i = 0; i < n; i++) {
      double y = ScalarDoubleMath.tanh(u[i]);
      double slope = Math.fma(-y, y, 1);
      out[0][i] = y;
      if (order >= 1) {
        out[1][i] = slope;
      }
      if (order >= 2) {
        out[2][i] = -2 * y * slope;
      }
      if (order >= 3) {
        out[3][i] = Math.fma(6 * y, y, -2) * slope;
      }
    }
  }

  @Override
  public void rational(int power, int order, double[] u, double[][] out, int n) {
    for (int i = 0; i < n; i++) {
      double v = held(u[i], RATIONAL_LIMIT);
      double w = 1 / Math.fma(Q * v, v, 1);
      double vw = v * w;
      out[0][i] = rationalValue(power, u[i], v, w);
      for (int k = 1; k <= order; k++) {
        double low = (power & 1) == 0 ? even(k, w, vw) : odd(k, w, vw);
        double polynomial = power == 3 && k == 1 ? 1 : 0;
        out[k][i] = power < 2 ? low : (polynomial - low) * (1 / Q);
      }
    }
  }

  /** Returns u held within plus and minus a limit; NaN stays NaN. */
  private static double held(double u, double limit) {
    double low = u < -limit ? -limit : u;
    return low > limit ? limit : low;
  }

  private static double rationalValue(int power, double u, double v, double w) {
    return switch (power) {
      case 0 -> w;
      case 1 -> v * w;
      case 2 -> v * (v * w);
      default -> u * (v * (v * w));
    };
  }

  /** Returns the k-th derivative of {@code w = 1 / (1 + q v^2)}. */
  private static double even(int k, double w, double vw) {
    return switch (k) {
      case 1 -> -2 * Q * vw * w;
      case 2 -> 2 * Q * (w * w) * Math.fma(-4, w, 3);
      default -> -24 * Q * Q * (vw * w * w) * Math.fma(-2, w, 1);
    };
  }

  /** Returns the k-th derivative of {@code v w}. */
  private static double odd(int k, double w, double vw) {
    return switch (k) {
      case 1 -> w * Math.fma(2, w, -1);
      case 2 -> 2 * Q * (vw * w) * Math.fma(-4, w, 1);
      default -> -6 * Q * (w * w) * Math.fma(8 * w, w - 1, 1);
    };
  }
}
