package io.raf4j.basis;

/**
 * The Gaussian of width 1: {@code gamma(z) = exp(-z^2 / 2)}. A Gaussian of width d is the term
 * whose beta is 1/d.
 */
public record Gaussian() implements BasisFunction {

  /** Beyond this magnitude the Gaussian and its products with polynomials underflow to 0. */
  static final double SUPPORT = 40;

  /** Returns {@code exp(-z^2 / 2)}, or 0 outside the support. */
  static double envelope(double z) {
    return StrictMath.abs(z) > SUPPORT ? 0 : StrictMath.exp(-0.5 * z * z);
  }

  /** Returns z held within the support, so that a product with the envelope is 0 and not NaN. */
  static double held(double z) {
    return StrictMath.max(-SUPPORT, StrictMath.min(SUPPORT, z));
  }

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public String formula() {
    return "exp(-z^2 / 2)";
  }

  @Override
  public double rate() {
    return StrictMath.sqrt(0.5);
  }

  @Override
  public double derivative(int order, double z) {
    double u = held(z);
    double hermite =
        switch (order) {
          case 0 -> 1;
          case 1 -> -u;
          case 2 -> u * u - 1;
          case 3 -> u * (3 - u * u);
          case 4 -> u * u * (u * u - 6) + 3;
          case 5 -> u * (u * u * (10 - u * u) - 15);
          default -> throw BasisFunction.badOrder(order);
        };
    return hermite * envelope(u);
  }
}
