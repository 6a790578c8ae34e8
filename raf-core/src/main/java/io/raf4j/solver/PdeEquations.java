package io.raf4j.solver;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.pde.PdeResidual;

/** {@code r = A[u] - f}. */
record PdeEquations(PdeResidual residual) implements PointEquations {

  @Override
  public int equations() {
    return residual.equations();
  }

  @Override
  public Dual[] at(double[] x, Field[] u, double[] extra) {
    return residual.problem().operator(x, u);
  }

  @Override
  public void source(double[] x, double[] f) {
    System.arraycopy(residual.source(x), 0, f, 0, f.length);
  }
}
