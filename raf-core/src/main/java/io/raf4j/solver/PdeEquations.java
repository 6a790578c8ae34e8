package io.raf4j.solver;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.PdeProblem;
import java.util.Optional;

/** {@code r = A[u] - f}; f is the operator applied to a manufactured solution, or zero. */
record PdeEquations(PdeProblem problem) implements PointEquations {

  @Override
  public int equations() {
    return problem.components();
  }

  @Override
  public Dual[] at(double[] x, Field[] u, double[] extra) {
    Dual[] residuals = problem.operator(x, u);
    Optional<ExactSolution> exact = problem.exact();
    if (!problem.isManufactured() || exact.isEmpty()) {
      return residuals;
    }
    Jet[] solution = exact.get().at(Jet.coordinates(x));
    Field[] known = new Field[solution.length];
    for (int i = 0; i < known.length; i++) {
      known[i] = Field.of(solution[i], problem.shape());
    }
    Dual[] rightHandSide = problem.operator(x, known);
    for (int e = 0; e < residuals.length; e++) {
      residuals[e] = residuals[e].minus(rightHandSide[e].value());
    }
    return residuals;
  }
}
