package io.raf4j.solver;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.Condition;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.ScalarProblem;
import java.util.List;
import java.util.Optional;

/** Poisson's equation on a square: u on three sides is built in, the fourth has its flux. */
public final class InsulatedSquare implements ScalarProblem {

  private final Shape domain = Box.unit(2);

  @Override
  public String name() {
    return "insulated-square";
  }

  @Override
  public String equation() {
    return "-Lap u = f, u = 0 at x = 0 and y = 0 and y = 1, u_x = g at x = 1";
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
  public Dual operator(double[] x, Field u) {
    return u.laplacian().negate();
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0].times(x[1]).times(x[1].subtractedFrom(1)).times(4);
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.flux(domain.part("high 0"), 0, x -> 2 * Math.cos(2) * Math.sin(Math.PI * x[1])));
  }

  @Override
  public double[] source(double[] x) {
    return new double[] {(4 + Math.PI * Math.PI) * Math.sin(2 * x[0]) * Math.sin(Math.PI * x[1])};
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(
        ExactSolution.scalar(x -> x[0].times(2).sin().times(x[1].times(Math.PI).sin())));
  }
}
