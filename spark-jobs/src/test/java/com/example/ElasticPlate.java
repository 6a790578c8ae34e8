package com.example;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.BoundaryFactors;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.PdeProblem;
import java.util.List;
import java.util.Optional;

/** A plate that is pulled within its plane and held along its edge: a system. */
public final class ElasticPlate implements PdeProblem {

  private static final double LAMBDA = 1;
  private static final double MU = 0.5;

  @Override
  public String name() {
    return "elastic-plate";
  }

  @Override
  public String equation() {
    return "mu Lap u + (lambda + mu) grad div u + f = 0 on [0,1]^2, u = 0 on the boundary";
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
  public List<String> unknowns() {
    return List.of("u", "v");
  }

  @Override
  public Dual[] operator(double[] x, Field[] f) {
    Dual alongX = f[0].second(0).plus(f[1].derivative(0, 1));
    Dual alongY = f[0].derivative(0, 1).plus(f[1].second(1));
    return new Dual[] {
      f[0].laplacian().times(MU).plus(alongX.times(LAMBDA + MU)),
      f[1].laplacian().times(MU).plus(alongY.times(LAMBDA + MU))
    };
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return BoundaryFactors.unitCube(x);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(
        x -> {
          Jet bump = x[0].times(Math.PI).sin().times(x[1].times(Math.PI).sin());
          return new Jet[] {bump.times(x[0]), bump.times(x[1].cos())};
        });
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
