package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/** {@code -Lap u - (u - 1)^3 + (u + 2)^2 = f} on the unit cube, with a rapid wave as solution. */
final class PoissonOscillatory implements ScalarProblem {

  static final String NAME = "poisson-oscillatory";
  static final String EQUATION =
      "-Lap u - (u - 1)^3 + (u + 2)^2 = f on [0,1]^d, u = 0 on the boundary";
  static final String EXACT = "prod_i sin(6 pi x_i)";

  private static final double FREQUENCY = 6 * Math.PI;

  private final Box domain;

  PoissonOscillatory(int dimension) {
    domain = Box.unit(dimension);
  }

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
    return Coordinates.space(domain.dimension());
  }

  @Override
  public Dual operator(double[] x, Field u) {
    Dual value = u.value();
    return u.laplacian().negate().minus(value.minus(1).cube()).plus(value.plus(2).square());
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return BoundaryFactors.unitCube(x);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(ExactSolution.scalar(x -> Waves.product(x, 0, FREQUENCY)));
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
