package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/**
 * {@code Lap Lap u = f}, a plate that is clamped along its edge: one unknown function and its
 * fourth derivatives. The square of the product of the sides leaves neither deflection nor slope
 * there.
 */
final class ClampedPlate implements ScalarProblem {

  static final String NAME = "clamped-plate";
  static final String EQUATION = "Lap Lap u = f on [0,1]^2, u = du/dn = 0 on the boundary";
  static final String EXACT = "sin(pi x)^2 sin(pi y)^2 e^x";

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
    return Coordinates.space("x", "y");
  }

  @Override
  public Dual operator(double[] x, Field u) {
    return u.derivative(0, 0, 0, 0)
        .plus(u.derivative(0, 0, 1, 1).times(2))
        .plus(u.derivative(1, 1, 1, 1));
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return BoundaryFactors.unitCube(x).times(16).square();
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(
        ExactSolution.scalar(
            x ->
                x[0].times(Math.PI)
                    .sin()
                    .times(x[1].times(Math.PI).sin())
                    .square()
                    .times(x[0].exp())));
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
