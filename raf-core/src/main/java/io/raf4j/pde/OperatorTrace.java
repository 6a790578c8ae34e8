package io.raf4j.pde;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.DerivativeTrace;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.JetShape;
import io.raf4j.random.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * What a problem's operator and conditions ask for and give: found out by applying them to a {@link
 * DerivativeTrace} at some points.
 *
 * @param shape the smallest jet that carries all derivatives asked for
 * @param equations residuals of a point: inside first, then of each condition
 */
public record OperatorTrace(JetShape shape, List<Integer> equations) {

  /** Points at which residuals are asked for: enough to meet the branches of their formulas. */
  private static final int POINTS = 32;

  /**
   * Traces a problem.
   *
   * @throws TraceException if it gives more residuals at one point than at another, or none, or
   *     asks for derivatives along coordinates that the domain does not have
   */
  public static OperatorTrace of(PdeProblem problem) {
    requireCoordinates(problem);
    DerivativeTrace trace = new DerivativeTrace(problem.coordinates().laplacian());
    Dual[] coefficients = Coefficient.initials(problem.coefficients());
    Points inside =
        Sampler.UNIFORM.draw(problem.domain(), 1, Purpose.EVALUATION_SAMPLE, 0, 0, POINTS);
    List<Integer> equations = new ArrayList<>();
    equations.add(
        count(
            problem.name() + ": its operator",
            POINTS,
            i -> problem.operator(inside.point(i), fields(trace, problem), coefficients)));
    List<Condition> conditions = problem.conditions();
    for (int c = 0; c < conditions.size(); c++) {
      Condition condition = conditions.get(c);
      int number = c + 1;
      ConditionPoints points =
          ConditionPoints.draw(
              problem,
              condition,
              number,
              new ConditionPoints.Source(Sampler.UNIFORM, 1, Purpose.EVALUATION_SAMPLE, 0, 0),
              POINTS);
      int d = problem.domain().dimension();
      equations.add(
          count(
              problem.name() + ": condition \"" + condition.name() + "\"",
              points.count(),
              i ->
                  condition
                      .equation()
                      .at(points.location(number, i, d), fields(trace, problem), coefficients)));
    }
    JetShape shape = trace.shape();
    return new OperatorTrace(
        shape.order() == 0 ? JetShape.gradient(problem.domain().dimension()) : shape,
        List.copyOf(equations));
  }

  /** Residuals at one of some points. */
  private interface AtPoint {
    Dual[] at(int i);
  }

  /** Returns how many residuals there are at a point. */
  private static int countAt(String whose, AtPoint residuals, int i) {
    try {
      return residuals.at(i).length;
    } catch (RuntimeException e) {
      String what = e instanceof IllegalStateException ? e.getMessage() : e.toString();
      throw new TraceException(whose + " fails: " + what, e);
    }
  }

  private static Field[] fields(DerivativeTrace trace, PdeProblem problem) {
    return trace.fields(problem.components());
  }

  private static int count(String whose, int points, AtPoint residuals) {
    int equations = 0;
    for (int i = 0; i < points; i++) {
      int here = countAt(whose, residuals, i);
      if (here == 0 || i > 0 && here != equations) {
        throw new TraceException(
            whose
                + " gives "
                + here
                + " residuals at one point and "
                + equations
                + " at another; let it give as many everywhere, one or more");
      }
      equations = here;
    }
    return equations;
  }

  private static void requireCoordinates(PdeProblem problem) {
    int named = problem.coordinates().count();
    int dimension = problem.domain().dimension();
    if (named != dimension) {
      throw new TraceException(
          problem.name()
              + " names the coordinates "
              + problem.coordinates().names()
              + ", but its domain has "
              + dimension
              + "; let coordinates() name as many");
    }
  }

  /** Returns the most residuals that a point has. */
  int most() {
    return equations.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }
}
