package io.raf4j.formula;

import java.util.List;

/** The derivative of an unknown function along a direction, in one pass. */
final class Slope extends Expression {

  private final int component;
  private final List<Expression> direction;

  /**
   * Creates the derivative.
   *
   * @param direction one number for each coordinate; none for the normal that points out
   */
  Slope(int component, List<Expression> direction) {
    super(false, direction.toArray(Expression[]::new));
    this.component = component;
    this.direction = List.copyOf(direction);
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
    int i = component;
    if (direction.isEmpty()) {
      return (x, numbers, u, c) -> u[i].derivativeAlong(numbers);
    }
    PointProgram[] along = direction.stream().map(Expression::point).toArray(PointProgram[]::new);
    return (x, numbers, u, c) -> {
      double[] at = new double[along.length];
      for (int k = 0; k < at.length; k++) {
        at[k] = along[k].at(x, numbers);
      }
      return u[i].derivativeAlong(at);
    };
  }

  @Override
  Expression derivative(int axis) {
    throw new IllegalArgumentException(
        "there is no derivative of along and dn; expected derivatives d(u, ...) in their place");
  }
}
