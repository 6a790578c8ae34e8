package io.raf4j.solver;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.pde.PdeProblem;

/** {@code r = A[u] - f}. */
record PdeEquations(PdeProblem problem) implements PointEquations {

  @Override
  public int equations() {
    return problem.components();
  }

  @Override
  public Dual[] at(double[] x, Field[] u, double[] extra) {
    return problem.operator(x, u);
  }

  @Override
  public void source(double[] x, double[] f) {
    System.arraycopy(problem.source(x), 0, f, 0, f.length);
  }
}
