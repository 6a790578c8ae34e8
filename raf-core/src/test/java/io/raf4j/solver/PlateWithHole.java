package io.raf4j.solver;

import io.raf4j.geometry.Ball;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.BoundaryFactors;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.ScalarProblem;
import java.util.Optional;
import java.util.function.Function;

/** Poisson's equation on a square with a round hole in its middle. */
public final class PlateWithHole implements ScalarProblem {

  static final Shape SHAPE = Box.unit(2).difference(Ball.around(0.2, 0.5, 0.5));

  private final Function<Jet[], Jet> factor = BoundaryFactors.of(SHAPE);

  @Override
  public String name() {
    return "plate-with-hole";
  }

  @Override
  public String equation() {
    return "-Lap u = f on a square with a hole, u = 0 on the boundary";
  }

  @Override
  public Domain domain() {
    return SHAPE;
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
    return factor.apply(x);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(ExactSolution.scalar(x -> factor.apply(x).times(x[0].times(2).sin())));
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
