package io.raf4j.pde;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;

/** A differential equation for one unknown function. */
public interface ScalarProblem extends PdeProblem {

  /**
   * Applies the operator.
   *
   * @param x a point of the domain
   * @param u the function there
   */
  Dual operator(double[] x, Field u);

  @Override
  default Dual[] operator(double[] x, Field[] u) {
    return new Dual[] {operator(x, u[0])};
  }
}
