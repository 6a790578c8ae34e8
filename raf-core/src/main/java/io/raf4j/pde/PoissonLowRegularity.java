package io.raf4j.pde;

import io.raf4j.geometry.Ball;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/**
 * {@code -div(|x| grad u) = -|x| Lap u - x . grad u / |x| = f} in the unit ball, with a solution
 * whose gradient jumps at the centre.
 *
 * <p>|x| is taken as {@code sqrt(|x|^2 + 1e-60)}, the same number to the last bit but at the centre
 * itself, where it makes derivatives finite and the operator the limit that it has there.
 */
final class PoissonLowRegularity implements ScalarProblem {

  static final String NAME = "poisson-low-regularity";
  static final String EQUATION =
      "-div(|x| grad u) = f in the unit ball of R^d, u = 0 on the boundary";
  static final String EXACT = "sin(2 pi (1 - |x|))";

  private static final double CENTRE = 1e-60;

  private final Ball domain;

  PoissonLowRegularity(int dimension) {
    domain = Ball.unit(dimension);
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
    double square = CENTRE;
    for (double side : x) {
      square += side * side;
    }
    double radius = Math.sqrt(square);
    return u.laplacian().times(-radius).minus(u.derivativeAlong(x).times(1 / radius));
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return radius(x).subtractedFrom(1);
  }

  private static Jet radius(Jet[] x) {
    return Jet.sumOfSquares(x).plus(CENTRE).squareRoot();
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(ExactSolution.scalar(x -> boundaryFactor(x).times(2 * Math.PI).sin()));
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
