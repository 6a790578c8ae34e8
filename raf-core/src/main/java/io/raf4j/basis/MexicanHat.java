package io.raf4j.basis;

/** The Mexican hat wavelet, not normalised: {@code gamma(z) = (1 - z^2) exp(-z^2 / 2)}. */
public record MexicanHat() implements BasisFunction {

  @Override
  public String name() {
    return "mexican-hat";
  }

  @Override
  public String formula() {
    return "(1 - z^2) exp(-z^2 / 2)";
  }

  @Override
  public double rate() {
    // 15/8 sqrt(pi) over 3/4 sqrt(pi).
    return StrictMath.sqrt(2.5);
  }

  @Override
  public double derivative(int order, double z) {
    double u = Gaussian.held(z);
    double s = u * u;
    double hermite =
        switch (order) {
          case 0 -> 1 - s;
          case 1 -> u * (s - 3);
          case 2 -> s * (6 - s) - 3;
          case 3 -> u * (s * (s - 10) + 15);
          case 4 -> s * (s * (15 - s) - 45) + 15;
          case 5 -> u * (s * (s * (s - 21) + 105) - 105);
          default -> throw BasisFunction.badOrder(order);
        };
    return hermite * Gaussian.envelope(u);
  }
}
