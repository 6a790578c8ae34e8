package io.raf4j.pde;

import io.raf4j.geometry.Ball;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import java.util.List;
import java.util.Optional;

/**
 * {@code -Lap u = f} between two circles, with a value on the outer one and {@code du/dn + 2 u = g}
 * on the inner one: a shape with a hole, whose conditions are residuals.
 */
final class DiscWithHole implements ScalarProblem {

  static final String NAME = "disc-with-hole";
  static final String EQUATION =
      "-Lap u = f on the unit disc without that of radius 0.3 around (0.2, 0.1), u = g on the rim,"
          + " du/dn + 2 u = h on the hole";
  static final String EXACT = "e^x sin(2 y) + x y^2";

  private static final double ROBIN = 2;

  private final Shape domain =
      Ball.unit(2)
          .naming("rim", "sphere")
          .difference(Ball.around(0.3, 0.2, 0.1).naming("hole", "sphere"));

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
    return u.laplacian().negate();
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.value(domain.part("rim"), 0, x -> 0),
        Condition.robin(domain.part("hole"), 0, ROBIN, x -> 0));
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(
        ExactSolution.scalar(
            x -> x[0].exp().times(x[1].times(2).sin()).plus(x[0].times(x[1].square()))));
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
