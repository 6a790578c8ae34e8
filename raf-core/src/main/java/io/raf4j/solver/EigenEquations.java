package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.pde.Location;

/**
 * {@code r_i = H u_i - lambda_i u_i} for several functions, with every lambda_i an unknown.
 *
 * @param functions how many
 */
record EigenEquations(EigenProblem problem, int functions) implements PointEquations {

  @Override
  public int equations() {
    return functions;
  }

  @Override
  public int extra() {
    return functions;
  }

  @Override
  public Dual[] at(Location where, Field[] u, double[] lambda) {
    Dual[] residuals = new Dual[functions];
    for (int i = 0; i < functions; i++) {
      residuals[i] = problem.operator(where.x(), u[i]).minus(u[i].value().times(lambda[i]));
    }
    return residuals;
  }

  /** Leaves the zeros: the equations are homogeneous. */
  @Override
  public void source(Location where, double[] f) {}

  @Override
  public double byExtra(int equation, int unknown, Field[] u, Dual residual, int rows) {
    return equation == unknown ? -u[equation].value().value() : 0;
  }

  @Override
  public double weight(Location where) {
    return problem.weight(where.x());
  }
}
