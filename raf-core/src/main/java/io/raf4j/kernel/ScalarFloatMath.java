package io.raf4j.kernel;

import static io.raf4j.kernel.FloatTable.C0;
import static io.raf4j.kernel.FloatTable.C1;
import static io.raf4j.kernel.FloatTable.C2;
import static io.raf4j.kernel.FloatTable.E0;
import static io.raf4j.kernel.FloatTable.E1;
import static io.raf4j.kernel.FloatTable.E2;
import static io.raf4j.kernel.FloatTable.E3;
import static io.raf4j.kernel.FloatTable.E4;
import static io.raf4j.kernel.FloatTable.EXPONENT_OFFSET;
import static io.raf4j.kernel.FloatTable.EXP_HIGH;
import static io.raf4j.kernel.FloatTable.EXP_LOW;
import static io.raf4j.kernel.FloatTable.HALF_PI_0;
import static io.raf4j.kernel.FloatTable.HALF_PI_1;
import static io.raf4j.kernel.FloatTable.HALF_PI_2;
import static io.raf4j.kernel.FloatTable.LN2_0;
import static io.raf4j.kernel.FloatTable.LN2_1;
import static io.raf4j.kernel.FloatTable.LOG2_E;
import static io.raf4j.kernel.FloatTable.MANTISSA_BITS;
import static io.raf4j.kernel.FloatTable.POWER_OFFSET;
import static io.raf4j.kernel.FloatTable.ROUNDER;
import static io.raf4j.kernel.FloatTable.S0;
import static io.raf4j.kernel.FloatTable.S1;
import static io.raf4j.kernel.FloatTable.S2;
import static io.raf4j.kernel.FloatTable.SIGN_SHIFT;
import static io.raf4j.kernel.FloatTable.TANH_LIMIT;
import static io.raf4j.kernel.FloatTable.TWO_OVER_PI;
import static io.raf4j.kernel.FloatTable.WAVE_LIMIT;

/**
 * Elementary functions in single precision, one number at a time.
 *
 * <p>Every operation is an IEEE one with one rounding, in the order in which {@link
 * VectorFloatMath} does it, so both give the same bits.
 */
final class ScalarFloatMath {
  private ScalarFloatMath() {}

  /** Returns u in quarter turns, rounded, still shifted by the rounder. */
  static float turns(float u) {
    return Math.fma(u, TWO_OVER_PI, ROUNDER);
  }

  /** Returns what is left of u after so many quarter turns, within pi/4 of zero. */
  static float reduced(float u, float turns) {
    float k = turns - ROUNDER;
    float r = Math.fma(k, -HALF_PI_0, u);
    r = Math.fma(k, -HALF_PI_1, r);
    return Math.fma(k, -HALF_PI_2, r);
  }

  /** Returns sin r for |r| up to pi/4. */
  static float sinPolynomial(float r) {
    float t = r * r;
    float p = Math.fma(S2, t, S1);
    p = Math.fma(p, t, S0);
    return Math.fma(r * t, p, r);
  }

  /** Returns cos r for |r| up to pi/4. */
  static float cosPolynomial(float r) {
    float t = r * r;
    float p = Math.fma(C2, t, C1);
    p = Math.fma(p, t, C0);
    return Math.fma(t, Math.fma(t, p, -0.5f), 1f);
  }

  /** Returns the sine of r plus so many quarter turns, given the sine and the cosine of r. */
  static float rotated(float sin, float cos, int quarterTurns) {
    float chosen = (quarterTurns & 1) == 0 ? sin : cos;
    int sign = (quarterTurns & 2) << SIGN_SHIFT;
    return Float.intBitsToFloat(Float.floatToRawIntBits(chosen) ^ sign);
  }

  /**
   * Returns the sine of u plus so many quarter turns, within 1.5 units in the last place; beyond
   * {@link FloatTable#WAVE_LIMIT} correct to half a unit and a little, by {@link StrictMath}.
   */
  static float wave(float u, int quarterTurns) {
    if (!(Math.abs(u) <= WAVE_LIMIT)) {
      return farWave(u, quarterTurns);
    }
    float turns = turns(u);
    float r = reduced(u, turns);
    int q = Float.floatToRawIntBits(turns) + quarterTurns;
    return rotated(sinPolynomial(r), cosPolynomial(r), q);
  }

  /** Returns the sine of u plus so many quarter turns, for any u, slowly. */
  static float farWave(float u, int quarterTurns) {
    double wave = (quarterTurns & 1) == 0 ? StrictMath.sin(u) : StrictMath.cos(u);
    return (float) ((quarterTurns & 2) == 0 ? wave : -wave);
  }

  /** Returns e^r - 1 for |r| up to ln(2)/2. */
  static float expm1Polynomial(float r) {
    float p = Math.fma(E4, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, E1);
    p = Math.fma(p, r, E0);
    return Math.fma(r * r, p, r);
  }

  /** Returns x in octaves, rounded, still shifted by the rounder. */
  static float octaves(float x) {
    return Math.fma(x, LOG2_E, ROUNDER);
  }

  /** Returns what is left of x after so many octaves, within ln(2)/2 of zero. */
  static float withinOctave(float x, float octaves) {
    float k = octaves - ROUNDER;
    return Math.fma(k, -LN2_1, Math.fma(k, -LN2_0, x));
  }

  /** Returns e^x for x between EXP_LOW and EXP_HIGH. */
  static float boundedExp(float x) {
    float octaves = octaves(x);
    float mantissa = expm1Polynomial(withinOctave(x, octaves)) + 1f;
    int both = Float.floatToRawIntBits(octaves) - EXPONENT_OFFSET;
    int half = both >>> 1;
    // Two steps: the factor 2^k alone may be subnormal or infinite where the product is neither.
    return mantissa * powerOfTwo(half) * powerOfTwo(both - half);
  }

  /** Returns e^x within 1.5 units in the last place, with gradual underflow. */
  static float exp(float x) {
    float bounded = x < EXP_LOW ? EXP_LOW : x;
    return boundedExp(bounded > EXP_HIGH ? EXP_HIGH : bounded);
  }

  /** Returns exp(-v^2 / 2) for |v| up to {@link FloatTable#GAUSSIAN_LIMIT}. */
  static float gaussian(float v) {
    float x = v * v * -0.5f;
    float octaves = octaves(x);
    float mantissa = expm1Polynomial(withinOctave(x, octaves)) + 1f;
    return mantissa * powerOfTwo(Float.floatToRawIntBits(octaves) - POWER_OFFSET);
  }

  private static float powerOfTwo(int biasedExponent) {
    return Float.intBitsToFloat(biasedExponent << MANTISSA_BITS);
  }

  /**
   * Returns tanh x within 2.5 units in the last place, as t / (t + 2) with t = e^2|x| - 1, an odd
   * function to the bit.
   */
  static float tanh(float x) {
    float a = Math.abs(x);
    float y = 2f * (a > TANH_LIMIT ? TANH_LIMIT : a);
    float octaves = octaves(y);
    float m = expm1Polynomial(withinOctave(y, octaves));
    float power = powerOfTwo(Float.floatToRawIntBits(octaves) - POWER_OFFSET);
    float t = Math.fma(power, m, power - 1f);
    return Math.copySign(t / (t + 2f), x);
  }
}
