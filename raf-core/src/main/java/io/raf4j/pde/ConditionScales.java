package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.random.Purpose;
import java.util.Arrays;
import java.util.List;

/**
 * How large residuals of conditions are beside those of the equation, for functions that are about
 * 1 and vary over the whole domain by half a wave or so:
 *
 * <pre>
 *   s_c = rms of (A[v] - A[0])  /  rms of (r_c[v] - r_c[0])
 *   v_i = sin(2 z_1 + i) + sin(2 z_2 + 1 + i) + ... + sin(z_1 + ... + z_d + 2 i)      z in [-1, 1]^d
 * </pre>
 *
 * <p>A fourth derivative is a hundred times a value: without a scale nothing but the derivative
 * would be fitted. The scales depend on the problem alone, so any executor finds the same.
 */
final class ConditionScales {

  private static final int POINTS = 64;

  private final PdeProblem problem;
  private final JetShape shape;
  private final Box bounds;
  private final Dual[] coefficients;

  private ConditionScales(PdeProblem problem, JetShape shape) {
    this.problem = problem;
    this.shape = shape;
    this.bounds = problem.domain().bounds();
    this.coefficients = Coefficient.initials(problem.coefficients());
  }

  /** Returns the scales: 1 inside, then those of the conditions. */
  static double[] of(PdeProblem problem, OperatorTrace trace) {
    List<Condition> conditions = problem.conditions();
    double[] scales = new double[1 + conditions.size()];
    scales[0] = 1;
    if (conditions.isEmpty()) {
      return scales;
    }
    ConditionScales probe = new ConditionScales(problem, trace.shape());
    double inside = probe.inside();
    for (int c = 1; c < scales.length; c++) {
      double scale = inside / probe.on(conditions.get(c - 1), c);
      scales[c] = scale > 0 && Double.isFinite(scale) ? scale : 1;
    }
    return scales;
  }

  private double inside() {
    Points points =
        Sampler.UNIFORM.draw(problem.domain(), 1, Purpose.EVALUATION_SAMPLE, 0, 0, POINTS);
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      double[] x = points.point(i);
      sum +=
          square(
              problem.operator(x, waves(x), coefficients),
              problem.operator(x, zeros(), coefficients));
    }
    return Math.sqrt(sum / POINTS);
  }

  private double on(Condition condition, int number) {
    ConditionPoints points =
        ConditionPoints.draw(
            problem,
            condition,
            number,
            new ConditionPoints.Source(Sampler.UNIFORM, 1, Purpose.EVALUATION_SAMPLE, 0, 0),
            POINTS);
    double sum = 0;
    for (int i = 0; i < points.count(); i++) {
      Location where = points.location(number, i, bounds.dimension());
      sum +=
          square(
              condition.equation().at(where, waves(where.x()), coefficients),
              condition.equation().at(where, zeros(), coefficients));
    }
    return Math.sqrt(sum / points.count());
  }

  private static double square(Dual[] of, Dual[] atZero) {
    double sum = 0;
    for (int i = 0; i < of.length; i++) {
      double difference = of[i].value() - atZero[i].value();
      sum += difference * difference / of.length;
    }
    return sum;
  }

  private Field[] zeros() {
    Field[] zeros = new Field[problem.components()];
    Arrays.fill(zeros, Field.of(Jet.constant(0), shape));
    return zeros;
  }

  private Field[] waves(double[] point) {
    Jet[] x = Jet.coordinates(point, shape);
    Jet[] z = new Jet[x.length];
    for (int k = 0; k < z.length; k++) {
      double middle = (bounds.low(k) + bounds.high(k)) / 2;
      z[k] = x[k].minus(middle).times(2 / (bounds.high(k) - bounds.low(k)));
    }
    Field[] waves = new Field[problem.components()];
    for (int i = 0; i < waves.length; i++) {
      Jet sum = Jet.sum(z).plus(2 * i).sin();
      for (int k = 0; k < z.length; k++) {
        sum = sum.plus(z[k].times(2).plus(k + i).sin());
      }
      waves[i] = Field.of(sum, shape);
    }
    return waves;
  }
}
