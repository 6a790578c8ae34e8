package io.raf4j.basis;

/**
 * A power of the rectifier: {@code gamma(z) = max(0, z)^power}. Derivatives at the kink are those
 * from the left, 0.
 *
 * @param power 1 (ReLU) or 3 (ReLU cubed, twice continuously differentiable)
 */
public record RectifiedPower(int power) implements BasisFunction {

  /** Checks the power. */
  public RectifiedPower {
    if (power != 1 && power != 3) {
      throw new IllegalArgumentException("power is " + power + "; expected 1 or 3");
    }
  }

  @Override
  public String name() {
    return power == 1 ? "relu" : "relu^3";
  }

  @Override
  public String formula() {
    return power == 1 ? "max(0, z)" : "max(0, z)^3";
  }

  @Override
  public double derivative(int order, double z) {
    if (order < 0 || order > MAX_ORDER) {
      throw BasisFunction.badOrder(order);
    }
    if (order > power) {
      return 0;
    }
    return z <= 0 ? 0 : Double.isNaN(z) ? z : new Power(power).derivative(order, z);
  }
}
