package io.raf4j.pde;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;

/**
 * The residual A[u] - f of a problem inside its domain, with what its trace has found out.
 *
 * <p>f is the operator applied to the exact solution of a manufactured problem, otherwise what the
 * problem gives. Immutable and thread-safe.
 */
public final class PdeResidual {

  private final PdeProblem problem;
  private final JetShape shape;
  private final int equations;

  /**
   * Traces a problem.
   *
   * @throws IllegalStateException see {@link OperatorTrace#of}
   */
  public PdeResidual(PdeProblem problem) {
    OperatorTrace trace = OperatorTrace.of(problem);
    this.problem = problem;
    this.shape = trace.shape();
    this.equations = trace.equations();
  }

  /** Returns the problem. */
  public PdeProblem problem() {
    return problem;
  }

  /** Returns the derivatives that the operator asks for. */
  public JetShape shape() {
    return shape;
  }

  /** Returns how many residuals a point has. */
  public int equations() {
    return equations;
  }

  /**
   * Returns the right-hand sides at a point.
   *
   * @throws IllegalStateException when the problem is manufactured from no exact solution, or its
   *     source gives another number than its operator
   */
  public double[] source(double[] x) {
    double[] f = problem.isManufactured() ? manufactured(x) : problem.source(x);
    if (f.length != equations) {
      throw new IllegalStateException(
          problem.name()
              + " has an operator that gives "
              + equations
              + " residuals and a source that gives "
              + f.length
              + " numbers; let source(x) return as many");
    }
    return f;
  }

  private double[] manufactured(double[] x) {
    ExactSolution solution =
        problem
            .exact()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        problem.name()
                            + " is manufactured; let exact() return the solution it is made of"));
    return values(problem.operator(x, known(solution, x)));
  }

  /** Returns an exact solution at a point as fields of the problem's operator. */
  public Field[] known(ExactSolution solution, double[] x) {
    Jet[] u = solution.at(Jet.coordinates(x, shape));
    if (u.length != problem.components()) {
      throw new IllegalStateException(
          problem.name()
              + " has the unknowns "
              + problem.unknowns()
              + ", but exact() gives "
              + u.length
              + " functions; let it give as many");
    }
    Field[] known = new Field[u.length];
    for (int i = 0; i < u.length; i++) {
      known[i] = Field.of(u[i], shape);
    }
    return known;
  }

  private static double[] values(Dual[] numbers) {
    double[] values = new double[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers[i].value();
    }
    return values;
  }

  /**
   * Returns A[u] - f with its linearisation.
   *
   * @param x a point of the domain
   * @param u the functions there
   */
  public Dual[] at(double[] x, Field[] u) {
    Dual[] values = problem.operator(x, u);
    double[] f = source(x);
    Dual[] residual = new Dual[f.length];
    for (int i = 0; i < f.length; i++) {
      residual[i] = values[i].minus(f[i]);
    }
    return residual;
  }
}
