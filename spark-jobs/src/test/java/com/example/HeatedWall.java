package com.example;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.Condition;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.ScalarProblem;
import java.util.List;

/** A wall that is cold on the left and at its ends, and heated on the right. */
public final class HeatedWall implements ScalarProblem {

  private final Shape domain = Box.unit(2);

  @Override
  public String name() {
    return "heated-wall";
  }

  @Override
  public String equation() {
    return "Lap u = 0 on [0,1]^2, u = 0 at x = 0 and at y = 0 and 1, u_x = sin(pi y) at x = 1";
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
    return u.laplacian();
  }

  /** The three cold sides are built in. */
  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0].times(x[1]).times(x[1].subtractedFrom(1)).times(4);
  }

  /** The heated one is a residual. */
  @Override
  public List<Condition> conditions() {
    return List.of(Condition.flux(domain.part("high 0"), 0, x -> Math.sin(Math.PI * x[1])));
  }
}
