package io.raf4j.basis;

/** The hyperbolic tangent: {@code gamma(z) = tanh z}. */
public record HyperbolicTangent() implements BasisFunction {

  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public String formula() {
    return "tanh z";
  }

  @Override
  public double derivative(int order, double z) {
    double y = StrictMath.tanh(z);
    double slope = (1 - y) * (1 + y);
    return switch (order) {
      case 0 -> y;
      case 1 -> slope;
      case 2 -> -2 * y * slope;
      case 3 -> slope * (6 * y * y - 2);
      case 4 -> slope * y * (16 - 24 * y * y);
      case 5 -> slope * (120 * y * y * (y * y - 1) + 16);
      default -> throw BasisFunction.badOrder(order);
    };
  }
}
