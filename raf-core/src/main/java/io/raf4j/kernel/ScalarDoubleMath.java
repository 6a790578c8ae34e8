package io.raf4j.kernel;

import static io.raf4j.kernel.DoubleTable.C0;
import static io.raf4j.kernel.DoubleTable.C1;
import static io.raf4j.kernel.DoubleTable.C2;
import static io.raf4j.kernel.DoubleTable.C3;
import static io.raf4j.kernel.DoubleTable.C4;
import static io.raf4j.kernel.DoubleTable.C5;
import static io.raf4j.kernel.DoubleTable.E0;
import static io.raf4j.kernel.DoubleTable.E1;
import static io.raf4j.kernel.DoubleTable.E2;
import static io.raf4j.kernel.DoubleTable.E3;
import static io.raf4j.kernel.DoubleTable.E4;
import static io.raf4j.kernel.DoubleTable.E5;
import static io.raf4j.kernel.DoubleTable.E6;
import static io.raf4j.kernel.DoubleTable.E7;
import static io.raf4j.kernel.DoubleTable.E8;
import static io.raf4j.kernel.DoubleTable.E9;
import static io.raf4j.kernel.DoubleTable.GAUSSIAN_LIMIT;
import static io.raf4j.kernel.DoubleTable.HALF_PI_0;
import static io.raf4j.kernel.DoubleTable.HALF_PI_1;
import static io.raf4j.kernel.DoubleTable.HALF_PI_2;
import static io.raf4j.kernel.DoubleTable.LN2_0;
import static io.raf4j.kernel.DoubleTable.LN2_1;
import static io.raf4j.kernel.DoubleTable.LOG2_E;
import static io.raf4j.kernel.DoubleTable.MANTISSA_BITS;
import static io.raf4j.kernel.DoubleTable.POWER_OFFSET;
import static io.raf4j.kernel.DoubleTable.ROUNDER;
import static io.raf4j.kernel.DoubleTable.S0;
import static io.raf4j.kernel.DoubleTable.S1;
import static io.raf4j.kernel.DoubleTable.S2;
import static io.raf4j.kernel.DoubleTable.S3;
import static io.raf4j.kernel.DoubleTable.S4;
import static io.raf4j.kernel.DoubleTable.S5;
import static io.raf4j.kernel.DoubleTable.TANH_LIMIT;
import static io.raf4j.kernel.DoubleTable.TWO_OVER_PI;
import static io.raf4j.kernel.DoubleTable.WAVE_LIMIT;

/**
 * Elementary functions over strips in double precision, one number at a time.
 *
 * <p>Every operation is an IEEE one with one rounding, in the order in which {@code
 * VectorDoubleMath} does it, so both give the same bits. {@link Math#fma} is an instruction on
 * every processor of the last ten years; on older ones it is exact but slow.
 */
final class ScalarDoubleMath {
  private ScalarDoubleMath() {}

  /**
   * Evaluates sines of u plus so many quarter turns and their derivatives, within 1.5 units in the
   * last place where u is within the limit of the short reduction.
   *
   * <p>u = r + k pi/2 with r within pi/4 of zero. Let q be the same turn as k, between -2 and 2;
   * then sin(k pi/2) = q (2 - |q|), cos(k pi/2) = 1 - |q|, and the addition theorem is exact.
   */
  static void waves(int quarterTurns, double[] u, double[] waves, double[] slopes, int n) {
    for (int i = 0; i < n; i++) {
      double k = Math.fma(u[i], TWO_OVER_PI, ROUNDER) - ROUNDER;
      double r = Math.fma(k, -HALF_PI_0, u[i]);
      r = Math.fma(k, -HALF_PI_1, r);
      r = Math.fma(k, -HALF_PI_2, r);
      double sin = sinPolynomial(r);
      double cos = cosPolynomial(r);
      double q = k + quarterTurns;
      q = Math.fma(Math.fma(q, 0.25, ROUNDER) - ROUNDER, -4, q);
      double sinTurn = (2 - Math.abs(q)) * q;
      double cosTurn = 1 - Math.abs(q);
      waves[i] = Math.fma(sinTurn, cos, cosTurn * sin);
      slopes[i] = Math.fma(cosTurn, cos, -(sinTurn * sin));
    }
  }

  private static double sinPolynomial(double r) {
    double t = r * r;
    double s = Math.fma(S5, t, S4);
    s = Math.fma(s, t, S3);
    s = Math.fma(s, t, S2);
    s = Math.fma(s, t, S1);
    s = Math.fma(s, t, S0);
    return Math.fma(r * t, s, r);
  }

  private static double cosPolynomial(double r) {
    double t = r * r;
    double c = Math.fma(C5, t, C4);
    c = Math.fma(c, t, C3);
    c = Math.fma(c, t, C2);
    c = Math.fma(c, t, C1);
    c = Math.fma(c, t, C0);
    return Math.fma(t, Math.fma(t, c, -0.5), 1);
  }

  /** Returns whether all u are within the limit of the short reduction; NaN is not. */
  static boolean allNear(double[] u, int n) {
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(u[i]) <= WAVE_LIMIT)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the sine of u plus so many quarter turns, for any u, slowly. */
  static double farWave(double u, int quarterTurns) {
    double wave = (quarterTurns & 1) == 0 ? StrictMath.sin(u) : StrictMath.cos(u);
    return (double) ((quarterTurns & 2) == 0 ? wave : -wave);
  }

  /**
   * Evaluates exp(-u^2 / 2) and the arguments that go with it: beyond {@link
   * DoubleTable#GAUSSIAN_LIMIT} both are 0, so that products of the two are 0 and not NaN.
   *
   * <p>The relative error is at most 1.5 units in the last place and, from rounding the square,
   * 2^-53 u^2 / 2.
   */
  static void gaussians(double[] u, double[] near, double[] gaussians, int n) {
    for (int i = 0; i < n; i++) {
      boolean far = Math.abs(u[i]) > GAUSSIAN_LIMIT;
      double v = far ? 0 : u[i];
      double y = v * v * -0.5;
      double octaves = Math.fma(y, LOG2_E, ROUNDER);
      double e = expm1Polynomial(withinOctave(y, octaves)) + 1;
      near[i] = v;
      gaussians[i] = far ? 0 : e * powerOfTwo(octaves);
    }
  }

  /**
   * Evaluates tanh u within 2.5 units in the last place, as t / (t + 2) with t = e^2|u| - 1.
   *
   * <p>An odd function to the bit, but for the sign of zero.
   */
  static void tangents(double[] u, double[] tangents, int n) {
    for (int i = 0; i < n; i++) {
      double a = Math.abs(u[i]);
      double y = (a > TANH_LIMIT ? TANH_LIMIT : a) * 2;
      double octaves = Math.fma(y, LOG2_E, ROUNDER);
      double power = powerOfTwo(octaves);
      double t = Math.fma(expm1Polynomial(withinOctave(y, octaves)), power, power - 1);
      double tangent = t / (t + 2);
      tangents[i] = u[i] < 0 ? -tangent : tangent;
    }
  }

  /** Returns e^r - 1 for |r| up to ln(2)/2. */
  private static double expm1Polynomial(double r) {
    double e = Math.fma(E9, r, E8);
    e = Math.fma(e, r, E7);
    e = Math.fma(e, r, E6);
    e = Math.fma(e, r, E5);
    e = Math.fma(e, r, E4);
    e = Math.fma(e, r, E3);
    e = Math.fma(e, r, E2);
    e = Math.fma(e, r, E1);
    e = Math.fma(e, r, E0);
    return Math.fma(r * r, e, r);
  }

  /** Returns what is left of y after so many octaves, which the rounder still shifts. */
  private static double withinOctave(double y, double octaves) {
    double k = octaves - ROUNDER;
    return Math.fma(k, -LN2_1, Math.fma(k, -LN2_0, y));
  }

  /** Returns 2 to the number of octaves, which the rounder still shifts. */
  private static double powerOfTwo(double octaves) {
    long exponent = Double.doubleToRawLongBits(octaves) - POWER_OFFSET;
    return Double.longBitsToDouble(exponent << MANTISSA_BITS);
  }
}
