package io.raf4j.kernel;

import static io.raf4j.kernel.FloatTable.C0;
import static io.raf4j.kernel.FloatTable.C1;
import static io.raf4j.kernel.FloatTable.C2;
import static io.raf4j.kernel.FloatTable.E0;
import static io.raf4j.kernel.FloatTable.E1;
import static io.raf4j.kernel.FloatTable.E2;
import static io.raf4j.kernel.FloatTable.E3;
import static io.raf4j.kernel.FloatTable.E4;
import static io.raf4j.kernel.FloatTable.GAUSSIAN_LIMIT;
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
import static io.raf4j.kernel.FloatTable.TANH_LIMIT;
import static io.raf4j.kernel.FloatTable.TWO_OVER_PI;
import static io.raf4j.kernel.FloatTable.WAVE_LIMIT;

/**
 * Elementary functions over strips in single precision, one number at a time.
 *
 * <p>Every operation is an IEEE one with one rounding, in the order in which {@code
 * VectorFloatMath} does it, so both give the same bits. {@link Math#fma} is an instruction on every
 * processor of the last ten years; on older ones it is exact but slow.
 */
final class ScalarFloatMath {
  private ScalarFloatMath() {}

  /**
   * Evaluates sines of u plus so many quarter turns and their derivatives, within 1.5 units in the
   * last place where u is within the limit of the short reduction.
   *
   * <p>u = r + k pi/2 with r within pi/4 of zero. Let q be the same turn as k, between -2 and 2;
   * then sin(k pi/2) = q (2 - |q|), cos(k pi/2) = 1 - |q|, and the addition theorem is exact.
   */
  static void waves(int quarterTurns, float[] u, float[] waves, float[] slopes, int n) {
    for (int i = 0; i < n; i++) {
      float k = Math.fma(u[i], TWO_OVER_PI, ROUNDER) - ROUNDER;
      float r = Math.fma(k, -HALF_PI_0, u[i]);
      r = Math.fma(k, -HALF_PI_1, r);
      r = Math.fma(k, -HALF_PI_2, r);
      float sin = sinPolynomial(r);
      float cos = cosPolynomial(r);
      float q = k + quarterTurns;
      q = Math.fma(Math.fma(q, 0.25f, ROUNDER) - ROUNDER, -4f, q);
      float sinTurn = (2f - Math.abs(q)) * q;
      float cosTurn = 1f - Math.abs(q);
      waves[i] = Math.fma(sinTurn, cos, cosTurn * sin);
      slopes[i] = Math.fma(cosTurn, cos, -(sinTurn * sin));
    }
  }

  private static float sinPolynomial(float r) {
    float t = r * r;
    float s = Math.fma(S2, t, S1);
    s = Math.fma(s, t, S0);
    return Math.fma(r * t, s, r);
  }

  private static float cosPolynomial(float r) {
    float t = r * r;
    float c = Math.fma(C2, t, C1);
    c = Math.fma(c, t, C0);
    return Math.fma(t, Math.fma(t, c, -0.5f), 1f);
  }

  /** Returns whether all u are within the limit of the short reduction; NaN is not. */
  static boolean allNear(float[] u, int n) {
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(u[i]) <= WAVE_LIMIT)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the sine of u plus so many quarter turns, for any u, slowly. */
  static float farWave(float u, int quarterTurns) {
    double wave = (quarterTurns & 1) == 0 ? StrictMath.sin(u) : StrictMath.cos(u);
    return (float) ((quarterTurns & 2) == 0 ? wave : -wave);
  }

  /**
   * Evaluates exp(-u^2 / 2) and the arguments that go with it: beyond {@link
   * FloatTable#GAUSSIAN_LIMIT} both are 0, so that products of the two are 0 and not NaN.
   *
   * <p>The relative error is at most 1.5 units in the last place and, from rounding the square,
   * 2^-24 u^2 / 2.
   */
  static void gaussians(float[] u, float[] near, float[] gaussians, int n) {
    for (int i = 0; i < n; i++) {
      boolean far = Math.abs(u[i]) > GAUSSIAN_LIMIT;
      float v = far ? 0f : u[i];
      float y = v * v * -0.5f;
      float octaves = Math.fma(y, LOG2_E, ROUNDER);
      float e = expm1Polynomial(withinOctave(y, octaves)) + 1f;
      near[i] = v;
      gaussians[i] = far ? 0f : e * powerOfTwo(octaves);
    }
  }

  /**
   * Evaluates tanh u within 2.5 units in the last place, as t / (t + 2) with t = e^2|u| - 1.
   *
   * <p>An odd function to the bit, but for the sign of zero.
   */
  static void tangents(float[] u, float[] tangents, int n) {
    for (int i = 0; i < n; i++) {
      float a = Math.abs(u[i]);
      float y = (a > TANH_LIMIT ? TANH_LIMIT : a) * 2f;
      float octaves = Math.fma(y, LOG2_E, ROUNDER);
      float power = powerOfTwo(octaves);
      float t = Math.fma(expm1Polynomial(withinOctave(y, octaves)), power, power - 1f);
      float tangent = t / (t + 2f);
      tangents[i] = u[i] < 0f ? -tangent : tangent;
    }
  }

  /** Returns e^r - 1 for |r| up to ln(2)/2. */
  private static float expm1Polynomial(float r) {
    float e = Math.fma(E4, r, E3);
    e = Math.fma(e, r, E2);
    e = Math.fma(e, r, E1);
    e = Math.fma(e, r, E0);
    return Math.fma(r * r, e, r);
  }

  /** Returns what is left of y after so many octaves, which the rounder still shifts. */
  private static float withinOctave(float y, float octaves) {
    float k = octaves - ROUNDER;
    return Math.fma(k, -LN2_1, Math.fma(k, -LN2_0, y));
  }

  /** Returns 2 to the number of octaves, which the rounder still shifts. */
  private static float powerOfTwo(float octaves) {
    int exponent = Float.floatToRawIntBits(octaves) - POWER_OFFSET;
    return Float.intBitsToFloat(exponent << MANTISSA_BITS);
  }
}
