package io.raf4j.formula;

/** An unknown number of the equation. */
final class CoefficientTerm extends Expression {

  private final int index;

  CoefficientTerm(int index) {
    super(false);
    this.index = index;
  }

  @Override
  PointProgram point() {
    throw without("numbers");
  }

  @Override
  JetProgram jet() {
    throw without("jets");
  }

  @Override
  DualProgram unknown() {
    int j = index;
    return (x, numbers, u, c) -> c[j];
  }

  @Override
  Expression derivative(int axis) {
    return new Constant(0);
  }
}
