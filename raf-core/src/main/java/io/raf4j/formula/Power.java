package io.raf4j.formula;

/** A formula to a known power. */
final class Power extends Expression {

  /** Exponents up to here are products. */
  private static final int MOST_PRODUCTS = 64;

  private final Expression base;
  private final double exponent;
  private final int products;

  private Power(Expression base, double exponent) {
    super(base.isPoint(), base);
    this.base = base;
    this.exponent = exponent;
    this.products =
        exponent == Math.rint(exponent) && exponent >= 1 && exponent <= MOST_PRODUCTS
            ? (int) exponent
            : 0;
  }

  /** Returns a power, or the number that it is. */
  static Expression of(Expression base, double exponent) {
    Power power = new Power(base, exponent);
    return base.isConstant() ? new Constant(power.point().at(null, null)) : power;
  }

  @Override
  PointProgram point() {
    PointProgram inner = base.point();
    int n = products;
    double real = exponent;
    return n == 0
        ? (x, numbers) -> Math.pow(inner.at(x, numbers), real)
        : (x, numbers) -> product(inner.at(x, numbers), n);
  }

  private static double product(double value, int n) {
    double product = value;
    for (int i = 1; i < n; i++) {
      product *= value;
    }
    return product;
  }

  @Override
  JetProgram jet() {
    JetProgram inner = base.jet();
    int n = products;
    double real = exponent;
    return switch (n) {
      case 0 -> x -> inner.at(x).power(real);
      case 2 -> x -> inner.at(x).square();
      default -> x -> inner.at(x).power(n);
    };
  }

  @Override
  DualProgram unknown() {
    DualProgram inner = base.unknown();
    int n = products;
    double real = exponent;
    return switch (n) {
      case 0 -> (x, numbers, u, c) -> inner.at(x, numbers, u, c).power(real);
      case 2 -> (x, numbers, u, c) -> inner.at(x, numbers, u, c).square();
      case 3 -> (x, numbers, u, c) -> inner.at(x, numbers, u, c).cube();
      default -> (x, numbers, u, c) -> inner.at(x, numbers, u, c).power(n);
    };
  }

  @Override
  Expression derivative(int axis) {
    if (exponent == 0) {
      return new Constant(0);
    }
    Expression lower = exponent == 1 ? new Constant(1) : of(base, exponent - 1);
    return Algebra.times(Algebra.times(new Constant(exponent), lower), base.derivative(axis));
  }
}
