package io.raf4j.kernel;

/**
 * The numbers behind the elementary functions in single precision, read by the scalar and by the
 * vector provider.
 *
 * <p>Polynomials interpolate at Chebyshev nodes; a test computes them again from the power series:
 *
 * <pre>
 *   sin r = r + r^3 (S0 + S1 t + ...),  cos r = 1 - t/2 + t^2 (C0 + C1 t + ...),  t = r^2,  |r| &lt;= pi/4
 *   e^r   = 1 + r + r^2 (E0 + E1 r + ...),                                             |r| &lt;= ln(2)/2
 * </pre>
 */
final class FloatTable {
  /** Adding it leaves the nearest integer in the low bits of the sum. */
  static final float ROUNDER = 0x1.8p23f;

  /** Up to this magnitude the three parts of pi/2 give a full reduction. */
  static final float WAVE_LIMIT = 0x1p16f;

  static final float TWO_OVER_PI = 0x1.45f306p-1f;
  static final float HALF_PI_0 = 0x1.921fb6p+0f;
  static final float HALF_PI_1 = -0x1.777a5cp-25f;
  static final float HALF_PI_2 = -0x1.ee59dap-50f;

  static final float S0 = -0.166666641831398f;
  static final float S1 = 0.008332747966051102f;
  static final float S2 = -0.00019587890710681677f;

  static final float C0 = 0.0416666641831398f;
  static final float C1 = -0.001388830249197781f;
  static final float C2 = 2.454794230288826e-05f;

  static final float LOG2_E = 0x1.715476p+0f;
  static final float LN2_0 = 0x1.62e43p-1f;
  static final float LN2_1 = -0x1.05c61p-29f;

  static final float E0 = 0.5f;
  static final float E1 = 0.16666577756404877f;
  static final float E2 = 0.041666556149721146f;
  static final float E3 = 0.008363173343241215f;
  static final float E4 = 0.0013926175888627768f;

  /**
   * Beyond this magnitude exp(-u^2/2), 3e-20, is taken as 0: far below the rounding of any sum it
   * enters, and far from subnormal numbers, whose products cost a hundred times as much.
   */
  static final float GAUSSIAN_LIMIT = 9.5f;

  /** Beyond this magnitude tanh is 1. */
  static final float TANH_LIMIT = 10f;

  /** Beyond this magnitude rational functions take their limits, before u^2 overflows. */
  static final float RATIONAL_LIMIT = 0x1p60f;

  /** Subtracted from the bits of a rounded number k: leaves k plus the exponent's bias. */
  static final int POWER_OFFSET = Float.floatToRawIntBits(ROUNDER) - 127;

  static final int MANTISSA_BITS = 23;

  private FloatTable() {}
}
