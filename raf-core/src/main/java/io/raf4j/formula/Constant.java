package io.raf4j.formula;

import io.raf4j.jet.Jet;

/** A known number. */
final class Constant extends Expression {

  private final double value;

  Constant(double value) {
    super(true);
    this.value = value;
  }

  double value() {
    return value;
  }

  @Override
  PointProgram point() {
    double number = value;
    return (x, numbers) -> number;
  }

  @Override
  JetProgram jet() {
    Jet number = Jet.constant(value);
    return x -> number;
  }

  @Override
  DualProgram unknown() {
    throw without("unknowns");
  }

  @Override
  Expression derivative(int axis) {
    return new Constant(0);
  }
}
