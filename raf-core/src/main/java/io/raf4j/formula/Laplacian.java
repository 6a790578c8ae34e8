package io.raf4j.formula;

import java.util.List;

/** A weighted sum of an unknown function's pure second derivatives, in one pass. */
final class Laplacian extends Expression {

  private final int component;
  private final double[] weights;
  private final boolean isOfSpace;

  /**
   * Creates the sum.
   *
   * @param weights one for each coordinate, the same everywhere
   * @param isOfSpace whether they are 1 for coordinates of space and 0 for others
   */
  Laplacian(int component, double[] weights, boolean isOfSpace) {
    super(false);
    this.component = component;
    this.weights = weights.clone();
    this.isOfSpace = isOfSpace;
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
    double[] of = weights;
    return isOfSpace
        ? (x, numbers, u, c) -> u[i].laplacian()
        : (x, numbers, u, c) -> u[i].laplacian(of);
  }

  /** As a sum of third derivatives. */
  @Override
  Expression derivative(int axis) {
    Expression sum = new Constant(0);
    for (int k = 0; k < weights.length; k++) {
      Expression third = new UnknownTerm(component, List.of(k, k, axis));
      sum = Algebra.plus(sum, Algebra.times(new Constant(weights[k]), third));
    }
    return sum;
  }
}
