package com.example;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.BoundaryFactors;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.ScalarProblem;
import java.util.Optional;

/** A membrane on stiffening springs, held at its edge. */
public final class Membrane implements ScalarProblem {

  @Override
  public String name() {
    return "membrane";
  }

  @Override
  public String equation() {
    return "-Lap u + u^3 = f on [0,1]^2, u = 0 on the boundary";
  }

  @Override
  public Domain domain() {
    return Box.unit(2);
  }

  @Override
  public Coordinates coordinates() {
    return Coordinates.space("x", "y");
  }

  @Override
  public Dual operator(double[] x, Field u) {
    return u.laplacian().negate().plus(u.value().cube());
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return BoundaryFactors.unitCube(x);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(
        ExactSolution.scalar(x -> x[0].times(Math.PI).sin().times(x[1].times(Math.PI).sin())));
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
