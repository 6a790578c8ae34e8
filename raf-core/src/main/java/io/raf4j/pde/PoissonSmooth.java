package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/** {@code -Lap u = f} on the unit square, with a polynomial as solution. */
final class PoissonSmooth implements ScalarProblem {

  static final String NAME = "poisson-smooth";
  static final String EQUATION = "-Lap u = f on [0,1]^2, u = 0 on the boundary";
  static final String EXACT = "x^2 (1 - x) y^2 (1 - y)";

  private final Box domain = Box.unit(2);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String equation() {
    return EQUATION;
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public Coordinates coordinates() {
    return Coordinates.space(2);
  }

  @Override
  public Dual operator(double[] x, Field u) {
    return u.laplacian().negate();
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return BoundaryFactors.unitCube(x);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(ExactSolution.scalar(x -> solution(x[0]).times(solution(x[1]))));
  }

  private static Jet solution(Jet x) {
    return x.square().times(x.subtractedFrom(1));
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
