package com.example;

import io.raf4j.geometry.Ball;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.pde.Condition;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.ScalarProblem;
import java.util.List;

/** A square with a round hole that lets heat out. */
public final class PerforatedPlate implements ScalarProblem {

  private final Shape domain =
      Box.unit(2)
          .naming("edge", "low 0", "high 0", "low 1", "high 1")
          .difference(Ball.around(0.2, 0.5, 0.5).naming("hole", "sphere"));

  @Override
  public String name() {
    return "perforated-plate";
  }

  @Override
  public String equation() {
    return "Lap u = 0 on [0,1]^2 without a disc, u = x y on the edge, du/dn + 3 u = 0 on the hole";
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

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.value(domain.part("edge"), 0, x -> x[0] * x[1]),
        Condition.robin(domain.part("hole"), 0, 3, x -> 0));
  }
}
