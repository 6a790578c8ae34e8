package io.raf4j.kernel;

/** The numbers of {@link FloatTable} in double precision: longer polynomials, the same meaning. */
final class DoubleTable {
  static final double ROUNDER = 0x1.8p52;
  static final double WAVE_LIMIT = 0x1p28;

  static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
  static final double HALF_PI_0 = 0x1.921fb54442d18p+0;
  static final double HALF_PI_1 = 0x1.1a62633145c07p-54;
  static final double HALF_PI_2 = -0x1.f1976b7ed8fbcp-110;

  static final double S0 = -0.16666666666666666;
  static final double S1 = 0.008333333333330948;
  static final double S2 = -0.00019841269836758574;
  static final double S3 = 2.755731610255244e-06;
  static final double S4 = -2.5051131845003624e-08;
  static final double S5 = 1.5918129294866608e-10;

  static final double C0 = 0.041666666666666664;
  static final double C1 = -0.0013888888888887398;
  static final double C2 = 2.480158729876569e-05;
  static final double C3 = -2.7557317271729793e-07;
  static final double C4 = 2.08761462684032e-09;
  static final double C5 = -1.1382632425521717e-11;

  static final double LOG2_E = 0x1.71547652b82fep+0;
  static final double LN2_0 = 0x1.62e42fefa39efp-1;
  static final double LN2_1 = 0x1.abc9e3b39803fp-56;

  static final double E0 = 0.5000000000000001;
  static final double E1 = 0.16666666666666669;
  static final double E2 = 0.041666666666624164;
  static final double E3 = 0.008333333333330065;
  static final double E4 = 0.0013888888917196719;
  static final double E5 = 0.00019841269863040545;
  static final double E6 = 2.4801521322368692e-05;
  static final double E7 = 2.7557268480310024e-06;
  static final double E8 = 2.7620075879983367e-07;
  static final double E9 = 2.5100375832561234e-08;

  static final double GAUSSIAN_LIMIT = 26;
  static final double TANH_LIMIT = 20;
  static final double RATIONAL_LIMIT = 0x1p500;

  static final long POWER_OFFSET = Double.doubleToRawLongBits(ROUNDER) - 1023;

  static final int MANTISSA_BITS = 52;

  private DoubleTable() {}
}
