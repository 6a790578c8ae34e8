package io.raf4j.basis;

/**
 * A monomial: {@code gamma(z) = z^degree}.
 *
 * @param degree 0 (the constant 1) to {@link #MAX_DEGREE}
 */
public record Power(int degree) implements BasisFunction {

  /** The highest degree; beyond it single precision overflows within ordinary arguments. */
  public static final int MAX_DEGREE = 8;

  /** Checks the degree. */
  public Power {
    if (degree < 0 || degree > MAX_DEGREE) {
      throw new IllegalArgumentException("degree is " + degree + "; expected 0 to " + MAX_DEGREE);
    }
  }

  @Override
  public String name() {
    return switch (degree) {
      case 0 -> "one";
      case 1 -> "x";
      default -> "x^" + degree;
    };
  }

  @Override
  public String formula() {
    return degree == 0 ? "1" : degree == 1 ? "z" : "z^" + degree;
  }

  @Override
  public double derivative(int order, double z) {
    if (order < 0 || order > MAX_ORDER) {
      throw BasisFunction.badOrder(order);
    }
    double factor = 1;
    for (int k = 0; k < order; k++) {
      factor *= degree - k;
    }
    return factor == 0 ? 0 : factor * StrictMath.pow(z, degree - order);
  }
}
