package com.example;

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

/** How fast a bar conducts heat, from what two thermometers said. */
public final class CoolingBar implements InverseProblem {

  /** Time and place of each reading. */
  private static final double[] WHERE = {
    0.1, 0.5, 0.1, 1.0, 0.25, 0.5, 0.25, 1.0,
    0.4, 0.5, 0.4, 1.0, 0.55, 0.5, 0.55, 1.0,
    0.7, 0.5, 0.7, 1.0, 0.85, 0.5, 0.85, 1.0,
    1.0, 0.5, 1.0, 1.0
  };

  private static final double[] READ = {
    0.629, 0.895, 0.559, 0.758, 0.475, 0.651, 0.422, 0.583, 0.368, 0.496, 0.31, 0.429, 0.256, 0.374
  };

  private final Shape domain = Box.unit(2);

  @Override
  public String name() {
    return "cooling-bar";
  }

  @Override
  public String equation() {
    return "u_t = D u_xx on t and x in [0,1], u = 0 at x = 0, u_x = 0 at x = 1, u(0,x) = sin(pi x/2)";
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public Coordinates coordinates() {
    return Coordinates.timeSpace("x");
  }

  @Override
  public List<Coefficient> coefficients() {
    return List.of(Coefficient.positive("D", 1));
  }

  @Override
  public Dual[] operator(double[] x, Field[] u, Dual[] coefficients) {
    return new Dual[] {u[0].derivative(0).minus(coefficients[0].times(u[0].second(1)))};
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.flux(domain.part("high 1"), 0, x -> 0).named("insulated"),
        Condition.measured("thermometers", new Observations(2, WHERE, 1, READ), 0.01, 0));
  }

  /** The initial values, and the cold end, are built in. */
  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0].times(x[1]);
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    return x[1].times(Math.PI / 2).sin();
  }
}
