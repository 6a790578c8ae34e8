package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/** {@code Lap u + k^2 u = f} with k = 1 on a square, with four times as many waves along y. */
final class Helmholtz implements ScalarProblem {

  static final String NAME = "helmholtz";
  static final String EQUATION = "Lap u + u = f on [-1,1]^2, u = 0 on the boundary";
  static final String EXACT = "sin(pi x) sin(4 pi y)";

  private final Box domain = Box.cube(2, -1, 1);

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
    return u.laplacian().plus(u.value());
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return BoundaryFactors.centred(x[0], 1).times(BoundaryFactors.centred(x[1], 1));
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(
        ExactSolution.scalar(x -> x[0].times(Math.PI).sin().times(x[1].times(4 * Math.PI).sin())));
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
