package io.raf4j.solver;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.pde.Coefficient;
import io.raf4j.pde.Condition;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.InverseProblem;
import io.raf4j.pde.Observations;
import java.util.List;

/**
 * A line through measured points beside a function that has nothing to do with it: what is known of
 * regression holds to the digit.
 */
public final class MeasuredLine implements InverseProblem {

  static final double[] X = {0.1, 0.2, 0.35, 0.6, 0.8, 0.95};
  static final double NOISE = 0.05;
  private static final double[] Y = {1.1, 1.25, 1.3, 1.62, 1.8, 1.93};
  private static final Observations DATA = new Observations(1, X, 1, Y);

  private final boolean isNoisy;

  /** Takes the points for measured ones (1) or for given ones (2). */
  public MeasuredLine(int kind) {
    this.isNoisy = kind == 1;
  }

  @Override
  public String name() {
    return "measured-line";
  }

  @Override
  public String equation() {
    return "u = 1";
  }

  @Override
  public Domain domain() {
    return Box.unit(1);
  }

  @Override
  public Coordinates coordinates() {
    return Coordinates.space("x");
  }

  @Override
  public List<Coefficient> coefficients() {
    return List.of(
        Coefficient.of("idle", 1), Coefficient.positive("slope", 2), Coefficient.of("start", 1));
  }

  @Override
  public Dual[] operator(double[] x, Field[] u, Dual[] coefficients) {
    return new Dual[] {u[0].value().minus(1)};
  }

  @Override
  public List<Condition> conditions() {
    Condition.Equation line =
        (where, u, c) ->
            new Dual[] {
              c[1].times(where.x()[0]).plus(c[2]).minus(where.measured(0)).times(1 / NOISE)
            };
    return List.of(
        (isNoisy ? Condition.measured("line", DATA, line) : Condition.at("line", DATA, line))
            .weighted(3));
  }
}
