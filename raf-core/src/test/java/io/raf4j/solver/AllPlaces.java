package io.raf4j.solver;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.Coefficient;
import io.raf4j.pde.Condition;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.InverseProblem;
import io.raf4j.pde.Observations;
import java.util.List;

/**
 * A nonlinear system with a condition of every place and a coefficient of every kind, which has no
 * solution that anyone knows: gradients are right wherever they are taken.
 */
public final class AllPlaces implements InverseProblem {

  static final double WEIGHT = 3;

  static final Observations DATA =
      new Observations(
          2,
          new double[] {0.3, 0.2, 0.7, 0.9, 0.4, 0.6},
          2,
          new double[] {0.1, 0.5, -0.2, 0.4, 0.3, 0.2});

  private final Shape domain = Box.unit(2);

  @Override
  public String name() {
    return "all-places";
  }

  @Override
  public String equation() {
    return "-Lap u + a u^3 + v = b u_x, -Lap v + c u v = x y";
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public Coordinates coordinates() {
    return Coordinates.space("x", "y");
  }

  @Override
  public List<String> unknowns() {
    return List.of("u", "v");
  }

  @Override
  public List<Coefficient> coefficients() {
    return List.of(
        Coefficient.of("a", -2.5), Coefficient.positive("b", 0.4), new Coefficient("c", 1.2, 1, 3));
  }

  @Override
  public Dual[] operator(double[] x, Field[] u, Dual[] coefficients) {
    Dual first =
        u[0].laplacian()
            .negate()
            .plus(coefficients[0].times(u[0].value().cube()))
            .plus(u[1].value())
            .minus(coefficients[1].times(u[0].derivative(0)));
    Dual second =
        u[1].laplacian()
            .negate()
            .plus(coefficients[2].times(u[0].value()).times(u[1].value()))
            .minus(x[0] * x[1]);
    return new Dual[] {first, second};
  }

  /** u = 0 at the left end, v free of it: factors differ between the functions. */
  @Override
  public Jet boundaryFactor(int component, Jet[] x) {
    return component == 0 ? x[0].times(2) : Jet.constant(1);
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    return component == 0 ? x[1].times(x[0]).sin() : Jet.constant(0);
  }

  @Override
  public double weight(double[] x) {
    return 0.5 + x[0];
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.value(domain.part("high 0"), 0, x -> Math.sin(x[1])),
        Condition.flux(domain.part("low 1"), 1, x -> x[0]).weighted(WEIGHT),
        Condition.robin(domain.part("high 1"), 0, 0.7, x -> 1),
        Condition.on(
                domain.part("high 1"),
                (where, u, c) ->
                    new Dual[] {
                      u[1].derivativeAlong(where.normal())
                          .plus(c[1].times(u[1].value().square()))
                          .minus(c[2])
                    })
            .named("nonlinear flux"),
        Condition.measured("data", DATA, 0.2, 1, 0),
        Condition.inside(
            "mixed",
            (where, u, c) ->
                new Dual[] {u[0].derivative(0, 1).times(c[0]).minus(Math.cos(where.x()[0]))}));
  }
}
