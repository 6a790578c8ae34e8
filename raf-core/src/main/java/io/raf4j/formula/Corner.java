package io.raf4j.formula;

import io.raf4j.jet.Jet;
import io.raf4j.pde.CornerSingularity;

/** The singular function of a corner, see {@link CornerSingularity}. */
final class Corner extends Expression {

  private final Expression along;
  private final Expression across;
  private final double exponent;
  private final double start;

  /**
   * Creates the function.
   *
   * @param along first coordinate from the corner
   * @param across second coordinate from the corner
   * @param exponent pi / the corner's angle
   * @param start direction of the edge from which the angle grows
   */
  Corner(Expression along, Expression across, double exponent, double start) {
    super(true, along, across);
    this.along = along;
    this.across = across;
    this.exponent = exponent;
    this.start = start;
  }

  private static Jet at(Jet along, Jet across, double exponent, double start) {
    return CornerSingularity.at(new Jet[] {along, across}, exponent, start);
  }

  @Override
  PointProgram point() {
    PointProgram first = along.point();
    PointProgram second = across.point();
    double a = exponent;
    double phi = start;
    return (x, numbers) ->
        at(Jet.constant(first.at(x, numbers)), Jet.constant(second.at(x, numbers)), a, phi).value();
  }

  @Override
  JetProgram jet() {
    JetProgram first = along.jet();
    JetProgram second = across.jet();
    double a = exponent;
    double phi = start;
    return x -> at(first.at(x), second.at(x), a, phi);
  }

  @Override
  DualProgram unknown() {
    throw without("unknowns");
  }

  @Override
  Expression derivative(int axis) {
    throw new IllegalArgumentException(
        "there is no derivative of corner in a formula; expected a smooth formula");
  }
}
