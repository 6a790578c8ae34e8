package io.raf4j.pde;

import io.raf4j.geometry.Ball;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/**
 * {@code -Lap u = f} in the unit ball of many dimensions, with a solution that depends on every
 * coordinate in its own way and couples neighbours.
 *
 * <p>Coordinates of a point of the ball are about 1 / sqrt(d) in size; the sines see them times
 * sqrt(d), so the solution has the same shape along each axis in all dimensions.
 */
final class PoissonInBall implements ScalarProblem {

  static final String NAME = "poisson";
  static final String EQUATION = "-Lap u = f in the unit ball of R^d, u = 0 on the boundary";
  static final String EXACT =
      "(1 - |x|^2) / sqrt(d) (sum_i sin(sqrt(d) x_i + i) + sum_i sin(d x_i x_(i+1)) / 2)";

  private final Ball domain;
  private final int dimension;
  private final double scale;

  PoissonInBall(int dimension) {
    domain = Ball.unit(dimension);
    this.dimension = dimension;
    scale = Math.sqrt(dimension);
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
    return Coordinates.space(dimension);
  }

  @Override
  public Dual operator(double[] x, Field u) {
    return u.laplacian().negate();
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return BoundaryFactors.unitBall(x);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(ExactSolution.scalar(x -> boundaryFactor(x).times(waves(x))));
  }

  private Jet waves(Jet[] x) {
    Jet[] waves = new Jet[2 * dimension - 1];
    for (int i = 0; i < dimension; i++) {
      waves[i] = x[i].times(scale).plus(i + 1).sin();
    }
    for (int i = 0; i + 1 < dimension; i++) {
      waves[dimension + i] = x[i].times(x[i + 1]).times(dimension).sin().times(0.5);
    }
    return Jet.sum(waves).times(1 / scale);
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
