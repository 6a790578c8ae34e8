package io.raf4j.pde;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.DerivativeTrace;
import io.raf4j.jet.Dual;
import io.raf4j.jet.JetShape;
import io.raf4j.random.Purpose;

/**
 * What a problem's operator asks for and gives: found out by applying it to a {@link
 * DerivativeTrace} at some points of the domain.
 *
 * @param shape the smallest jet that carries all derivatives of the operator
 * @param equations residuals that the operator gives at a point
 */
public record OperatorTrace(JetShape shape, int equations) {

  /** Points at which an operator is asked: enough to meet the branches of its formulas. */
  private static final int POINTS = 32;

  /**
   * Traces a problem's operator.
   *
   * @throws IllegalStateException if it gives more residuals at one point than at another, or none,
   *     or asks for derivatives along coordinates that the domain does not have
   */
  public static OperatorTrace of(PdeProblem problem) {
    requireCoordinates(problem);
    DerivativeTrace trace = new DerivativeTrace(problem.coordinates().laplacian());
    Points points =
        Sampler.UNIFORM.draw(problem.domain(), 1, Purpose.EVALUATION_SAMPLE, 0, 0, POINTS);
    int equations = 0;
    for (int p = 0; p < POINTS; p++) {
      Dual[] residuals = problem.operator(points.point(p), trace.fields(problem.components()));
      if (residuals.length == 0 || p > 0 && residuals.length != equations) {
        throw new IllegalStateException(
            problem.name()
                + " gives "
                + residuals.length
                + " residuals at one point and "
                + equations
                + " at another; let its operator give as many everywhere, one or more");
      }
      equations = residuals.length;
    }
    JetShape shape = trace.shape();
    return new OperatorTrace(
        shape.order() == 0 ? JetShape.gradient(problem.domain().dimension()) : shape, equations);
  }

  private static void requireCoordinates(PdeProblem problem) {
    int named = problem.coordinates().count();
    int dimension = problem.domain().dimension();
    if (named != dimension) {
      throw new IllegalStateException(
          problem.name()
              + " names the coordinates "
              + problem.coordinates().names()
              + ", but its domain has "
              + dimension
              + "; let coordinates() name as many");
    }
  }
}
