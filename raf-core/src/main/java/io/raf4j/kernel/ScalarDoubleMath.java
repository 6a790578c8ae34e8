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
import static io.raf4j.kernel.DoubleTable.EXPONENT_OFFSET;
import static io.raf4j.kernel.DoubleTable.EXP_HIGH;
import static io.raf4j.kernel.DoubleTable.EXP_LOW;
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
import static io.raf4j.kernel.DoubleTable.SIGN_SHIFT;
import static io.raf4j.kernel.DoubleTable.TANH_LIMIT;
import static io.raf4j.kernel.DoubleTable.TWO_OVER_PI;
import static io.raf4j.kernel.DoubleTable.WAVE_LIMIT;

/**
 * Elementary functions in double precision, one number at a time.
 *
 * <p>Every operation is an IEEE one with one rounding, in the order in which {@link
 * VectorDoubleMath} does it, so both give the same bits.
 */
final class ScalarDoubleMath {
  private ScalarDoubleMath() {}

  /** Returns u in quarter turns, rounded, still shifted by the rounder. */
  static double turns(double u) {
    return Math.fma(u, TWO_OVER_PI, ROUNDER);
  }

  /** Returns what is left of u after so many quarter turns, within pi/4 of zero. */
  static double reduced(double u, double turns) {
    double k = turns - ROUNDER;
    double r = Math.fma(k, -HALF_PI_0, u);
    r = Math.fma(k, -HALF_PI_1, r);
    return Math.fma(k, -HALF_PI_2, r);
  }

  /** Returns sin r for |r| up to pi/4. */
  static double sinPolynomial(double r) {
    double t = r * r;
    double p = Math.fma(S5, t, S4);
    p = Math.fma(p, t, S3);
    p = Math.fma(p, t, S2);
    p = Math.fma(p, t, S1);
    p = Math.fma(p, t, S0);
    return Math.fma(r * t, p, r);
  }

  /** Returns cos r for |r| up to pi/4. */
  static double cosPolynomial(double r) {
    double t = r * r;
    double p = Math.fma(C5, t, C4);
    p = Math.fma(p, t, C3);
    p = Math.fma(p, t, C2);
    p = Math.fma(p, t, C1);
    p = Math.fma(p, t, C0);
    return Math.fma(t, Math.fma(t, p, -0.5), 1);
  }

  /** Returns the sine of r plus so many quarter turns, given the sine and the cosine of r. */
  static double rotated(double sin, double cos, long quarterTurns) {
    double chosen = (quarterTurns & 1) == 0 ? sin : cos;
    long sign = (quarterTurns & 2) << SIGN_SHIFT;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(chosen) ^ sign);
  }

  /**
   * Returns the sine of u plus so many quarter turns, within 1.5 units in the last place; beyond
   * {@link DoubleTable#WAVE_LIMIT} correct to half a unit and a little, by {@link StrictMath}.
   */
  static double wave(double u, int quarterTurns) {
    if (!(Math.abs(u) <= WAVE_LIMIT)) {
      return farWave(u, quarterTurns);
    }
    double turns = turns(u);
    double r = reduced(u, turns);
    long q = Double.doubleToRawLongBits(turns) + quarterTurns;
    return rotated(sinPolynomial(r), cosPolynomial(r), q);
  }

  /** Returns the sine of u plus so many quarter turns, for any u, slowly. */
  static double farWave(double u, int quarterTurns) {
    double wave = (quarterTurns & 1) == 0 ? StrictMath.sin(u) : StrictMath.cos(u);
    return (double) ((quarterTurns & 2) == 0 ? wave : -wave);
  }

  /** Returns e^r - 1 for |r| up to ln(2)/2. */
  static double expm1Polynomial(double r) {
    double p = Math.fma(E9, r, E8);
    p = Math.fma(p, r, E7);
    p = Math.fma(p, r, E6);
    p = Math.fma(p, r, E5);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, E1);
    p = Math.fma(p, r, E0);
    return Math.fma(r * r, p, r);
  }

  /** Returns x in octaves, rounded, still shifted by the rounder. */
  static double octaves(double x) {
    return Math.fma(x, LOG2_E, ROUNDER);
  }

  /** Returns what is left of x after so many octaves, within ln(2)/2 of zero. */
  static double withinOctave(double x, double octaves) {
    double k = octaves - ROUNDER;
    return Math.fma(k, -LN2_1, Math.fma(k, -LN2_0, x));
  }

  /** Returns e^x for x between EXP_LOW and EXP_HIGH. */
  static double boundedExp(double x) {
    double octaves = octaves(x);
    double mantissa = expm1Polynomial(withinOctave(x, octaves)) + 1;
    long both = Double.doubleToRawLongBits(octaves) - EXPONENT_OFFSET;
    long half = both >>> 1;
    // Two steps: the factor 2^k alone may be subnormal or infinite where the product is neither.
    return mantissa * powerOfTwo(half) * powerOfTwo(both - half);
  }

  /** Returns e^x within 1.5 units in the last place, with gradual underflow. */
  static double exp(double x) {
    double bounded = x < EXP_LOW ? EXP_LOW : x;
    return boundedExp(bounded > EXP_HIGH ? EXP_HIGH : bounded);
  }

  /** Returns exp(-v^2 / 2) for |v| up to {@link DoubleTable#GAUSSIAN_LIMIT}. */
  static double gaussian(double v) {
    double x = v * v * -0.5;
    double octaves = octaves(x);
    double mantissa = expm1Polynomial(withinOctave(x, octaves)) + 1;
    return mantissa * powerOfTwo(Double.doubleToRawLongBits(octaves) - POWER_OFFSET);
  }

  private static double powerOfTwo(long biasedExponent) {
    return Double.longBitsToDouble(biasedExponent << MANTISSA_BITS);
  }

  /**
   * Returns tanh x within 2.5 units in the last place, as t / (t + 2) with t = e^2|x| - 1, an odd
   * function to the bit.
   */
  static double tanh(double x) {
    double a = Math.abs(x);
    double y = 2 * (a > TANH_LIMIT ? TANH_LIMIT : a);
    double octaves = octaves(y);
    double m = expm1Polynomial(withinOctave(y, octaves));
    double power = powerOfTwo(Double.doubleToRawLongBits(octaves) - POWER_OFFSET);
    double t = Math.fma(power, m, power - 1);
    return Math.copySign(t / (t + 2), x);
  }
}
