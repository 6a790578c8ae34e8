package io.raf4j.kernel;

import static io.raf4j.kernel.DoubleTable.RATIONAL_LIMIT;
import static io.raf4j.kernel.DoubleTable.WAVE_LIMIT;

import io.raf4j.basis.Rational;
import java.util.Arrays;

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
    double factor = k > degree ? 0 : 1;
    for (int j = 0; j < Math.min(k, degree); j++) {
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
    for (int k = 0; k <= Math.min(order, power); k++) {
      rectify(power - k, factor(power, k), u, out[k], n);
    }
    for (int k = power + 1; k <= order; k++) {
      Arrays.fill(out[k], 0, n, 0);
    }
  }

  private static void rectify(int exponent, double factor, double[] u, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double p = factor;
      for (int j = 0; j < exponent; j++) {
        p *= u[i];
      }
      // A step alone would hide NaN.
      out[i] = Double.isNaN(u[i]) ? u[i] : u[i] <= 0 ? 0 : p;
    }
  }

  @Override
  public void wave(int quarterTurns, int order, double[] u, double[][] out, int n) {
    double[] slopes = order >= 1 ? out[1] : DoubleWorkspace.ofThisThread().cosine;
    ScalarDoubleMath.waves(quarterTurns, u, out[0], slopes, n);
    for (int k = 2; k <= order; k++) {
      negate(out[k - 2], out[k], n);
    }
    if (!ScalarDoubleMath.allNear(u, n)) {
      farWaves(quarterTurns, order, u, out, n);
    }
  }

  private static void negate(double[] from, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = -from[i];
    }
  }

  /** Evaluates those waves again whose argument is beyond the reach of the short reduction. */
  static void farWaves(int quarterTurns, int order, double[] u, double[][] out, int n) {
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(u[i]) <= WAVE_LIMIT)) {
        for (int k = 0; k <= order; k++) {
          out[k][i] = ScalarDoubleMath.farWave(u[i], quarterTurns + k);
        }
      }
    }
  }

  @Override
  public void gaussian(int order, double[] u, double[][] out, int n) {
    double[] near = DoubleWorkspace.ofThisThread().near;
    ScalarDoubleMath.gaussians(u, near, out[0], n);
    if (order >= 1) {
      gaussianSlopes(order, near, out[0], out, n);
    }
  }

  private static void gaussianSlopes(int order, double[] near, double[] es, double[][] out, int n) {
    for (int i = 0; i < n; i++) {
      double v = near[i];
      double e = es[i];
      out[1][i] = -(v * e);
      if (order >= 2) {
        out[2][i] = Math.fma(v, v, -1) * e;
      }
      if (order >= 3) {
        out[3][i] = Math.fma(-v, v, 3) * v * e;
      }
    }
  }

  @Override
  public void mexicanHat(int order, double[] u, double[][] out, int n) {
    DoubleWorkspace w = DoubleWorkspace.ofThisThread();
    ScalarDoubleMath.gaussians(u, w.near, w.envelope, n);
    hats(order, w.near, w.envelope, out, n);
  }

  private static void hats(int order, double[] near, double[] es, double[][] out, int n) {
    for (int i = 0; i < n; i++) {
      double v = near[i];
      double e = es[i];
      double s = v * v;
      out[0][i] = (1 - s) * e;
      if (order >= 1) {
        out[1][i] = (s - 3) * v * e;
      }
      if (order >= 2) {
        out[2][i] = Math.fma(s, 6 - s, -3) * e;
      }
      if (order >= 3) {
        out[3][i] = Math.fma(s, s - 10, 15) * v * e;
      }
    }
  }

  @Override
  public void wavePacket(double frequency, int order, double[] u, double[][] out, int n) {
    DoubleWorkspace w = DoubleWorkspace.ofThisThread();
    ScalarDoubleMath.gaussians(u, w.near, w.envelope, n);
    scale(w.near, frequency, w.phase, n);
    ScalarDoubleMath.waves(0, w.phase, w.sine, w.cosine, n);
    packets(frequency, order, w, out, n);
  }

  private static void scale(double[] from, double factor, double[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = from[i] * factor;
    }
  }

  private static void packets(
      double frequency, int order, DoubleWorkspace w, double[][] out, int n) {
    double square = frequency * frequency;
    for (int i = 0; i < n; i++) {
      double v = w.near[i];
      double e = w.envelope[i];
      double s = w.sine[i];
      double c = w.cosine[i];
      out[0][i] = c * e;
      if (order >= 1) {
        out[1][i] = -Math.fma(v, c, s * frequency) * e;
      }
      if (order >= 2) {
        double even = Math.fma(v, v, -1 - square);
        out[2][i] = Math.fma(even, c, v * (2 * frequency) * s) * e;
      }
      if (order >= 3) {
        double even = Math.fma(-v, v, 3 + 3 * square) * v;
        double odd = Math.fma(v * -3, v, 3 + square) * frequency;
        out[3][i] = Math.fma(even, c, odd * s) * e;
      }
    }
  }

  @Override
  public void tanh(int order, double[] u, double[][] out, int n) {
    ScalarDoubleMath.tangents(u, out[0], n);
    if (order >= 1) {
      tangentSlopes(order, out, n);
    }
  }

  private static void tangentSlopes(int order, double[][] out, int n) {
    for (int i = 0; i < n; i++) {
      double y = out[0][i];
      double slope = Math.fma(-y, y, 1);
      out[1][i] = slope;
      if (order >= 2) {
        out[2][i] = y * -2 * slope;
      }
      if (order >= 3) {
        out[3][i] = Math.fma(y * 6, y, -2) * slope;
      }
    }
  }

  @Override
  public void rational(int power, int order, double[] u, double[][] out, int n) {
    DoubleWorkspace w = DoubleWorkspace.ofThisThread();
    reciprocals(u, w.near, w.envelope, n);
    rationalValues(power, u, w, out[0], n);
    for (int k = 1; k <= order; k++) {
      if ((power & 1) == 0) {
        evenDerivatives(k, w, out[k], n);
      } else {
        oddDerivatives(k, w, out[k], n);
      }
      if (power >= 2) {
        complement(power == 3 && k == 1 ? 1 : 0, out[k], n);
      }
    }
  }

  /** Evaluates {@code w = 1 / (1 + q v^2)}, with v held where its square is finite. */
  private static void reciprocals(double[] u, double[] near, double[] ws, int n) {
    for (int i = 0; i < n; i++) {
      double low = u[i] < -RATIONAL_LIMIT ? -RATIONAL_LIMIT : u[i];
      double v = low > RATIONAL_LIMIT ? RATIONAL_LIMIT : low;
      near[i] = v;
      ws[i] = 1 / Math.fma(v * Q, v, 1);
    }
  }

  private static void rationalValues(
      int power, double[] u, DoubleWorkspace w, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double value = w.envelope[i];
      if (power >= 1) {
        value *= w.near[i];
      }
      if (power >= 2) {
        value *= w.near[i];
      }
      if (power >= 3) {
        value *= u[i];
      }
      out[i] = value;
    }
  }

  /** Evaluates the k-th derivative of w. */
  private static void evenDerivatives(int k, DoubleWorkspace scratch, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double v = scratch.near[i];
      double w = scratch.envelope[i];
      out[i] =
          switch (k) {
            case 1 -> v * w * w * (-2 * Q);
            case 2 -> w * w * (2 * Q) * Math.fma(w, -4, 3);
            default -> v * w * w * w * (-24 * Q * Q) * Math.fma(w, -2, 1);
          };
    }
  }

  /** Evaluates the k-th derivative of {@code v w}. */
  private static void oddDerivatives(int k, DoubleWorkspace scratch, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double v = scratch.near[i];
      double w = scratch.envelope[i];
      out[i] =
          switch (k) {
            case 1 -> Math.fma(w, 2, -1) * w;
            case 2 -> v * w * w * (2 * Q) * Math.fma(w, -4, 1);
            default -> w * w * (-6 * Q) * Math.fma(w * 8, w - 1, 1);
          };
    }
  }

  /**
   * Turns the derivatives of power k into those of k + 2: {@code z^(k+2) w = (z^k - z^k w) / q}.
   */
  private static void complement(double polynomial, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (polynomial - out[i]) * (1 / Q);
    }
  }
}
