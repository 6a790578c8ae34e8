package io.raf4j.basis;

/**
 * One numerator power over the denominator of the rational fit to ReLU: {@code gamma(z) = z^power /
 * (1 + q z^2)}, q = 2.383.
 *
 * <p>The four of them with alphas .0218, .5, 1.5957, 1.1915 are the rational function of degree 3/2
 * that fits ReLU best (Boulle, Nakatsukasa, Townsend 2020); learnable alphas make its numerator
 * learnable, a learnable beta shared by the four its denominator.
 *
 * @param power 0 to {@link #MAX_POWER}
 */
public record Rational(int power) implements BasisFunction {
  /** The degree of the fit's numerator. */
  public static final int MAX_POWER = 3;

  /** The coefficient q of z^2 in the denominator. */
  public static final double Q = 2.383;

  /** Checks the power. */
  public Rational {
    if (power < 0 || power > MAX_POWER) {
      throw new IllegalArgumentException("power is " + power + "; expected 0 to " + MAX_POWER);
    }
  }

  @Override
  public String name() {
    return "rational-" + power;
  }

  @Override
  public String formula() {
    String numerator = power == 0 ? "1" : power == 1 ? "z" : "z^" + power;
    return numerator + " / (1 + " + Q + " z^2)";
  }

  /**
   * {@inheritDoc}
   *
   * <p>The powers 2 and 3 follow from 0 and 1 by {@code z^(k+2) w = (z^k - z^k w) / q}, where
   * {@code w = 1 / (1 + q z^2)}.
   */
  @Override
  public double derivative(int order, double z) {
    if (order < 0 || order > MAX_ORDER) {
      throw BasisFunction.badOrder(order);
    }
    if (power < 2) {
      return lowDerivative(order, z);
    }
    if (order == 0) {
      return value23(z);
    }
    double polynomial = power == 3 && order == 1 ? 1 : 0;
    return (polynomial - new Rational(power - 2).lowDerivative(order, z)) / Q;
  }

  private double value23(double z) {
    double square = StrictMath.abs(z) > 1e9 ? 1 / Q : z * z / (1 + Q * z * z);
    return power == 2 ? square : z * square;
  }

  private double lowDerivative(int order, double z) {
    if (Double.isInfinite(z)) {
      return 0;
    }
    double w = 1 / (1 + Q * z * z);
    double zw = z * w;
    return power == 0 ? inverse(order, w, zw) : odd(order, w, zw);
  }

  private static double inverse(int order, double w, double zw) {
    return switch (order) {
      case 0 -> w;
      case 1 -> -2 * Q * zw * w;
      case 2 -> 2 * Q * w * w * (3 - 4 * w);
      case 3 -> -24 * Q * Q * zw * w * w * (1 - 2 * w);
      case 4 -> 24 * Q * Q * w * w * w * (5 - 20 * w + 16 * w * w);
      default -> -240 * Q * Q * Q * zw * w * w * w * (3 - 16 * w + 16 * w * w);
    };
  }

  private static double odd(int order, double w, double zw) {
    return switch (order) {
      case 0 -> zw;
      case 1 -> w * (2 * w - 1);
      case 2 -> 2 * Q * zw * w * (1 - 4 * w);
      case 3 -> -6 * Q * w * w * (1 - 8 * w + 8 * w * w);
      case 4 -> 24 * Q * Q * zw * w * w * (1 - 12 * w + 16 * w * w);
      default -> -120 * Q * Q * w * w * w * (1 - 18 * w + 48 * w * w - 32 * w * w * w);
    };
  }
}
