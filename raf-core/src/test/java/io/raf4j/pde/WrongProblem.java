package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.List;
import java.util.Optional;

/**
 * Poisson's equation on the unit square, {@code u = x^2 + y^2} on its sides, with nothing wrong:
 * each test spoils one thing.
 */
class WrongProblem implements PdeProblem {

  static final Shape SQUARE = Box.unit(2);

  @Override
  public String name() {
    return "wrong";
  }

  @Override
  public String equation() {
    return "Lap u = 4 on [0,1]^2, u = x^2 + y^2 on the boundary";
  }

  @Override
  public Domain domain() {
    return SQUARE;
  }

  @Override
  public Coordinates coordinates() {
    return Coordinates.space("x", "y");
  }

  @Override
  public Dual[] operator(double[] x, Field[] u) {
    return new Dual[] {u[0].laplacian()};
  }

  @Override
  public double[] source(double[] x) {
    return new double[] {4};
  }

  @Override
  public List<Condition> conditions() {
    return List.of(side("low 0"), side("high 0"), side("low 1"), side("high 1"));
  }

  static Condition side(String name) {
    return Condition.value(SQUARE.part(name), 0, x -> x[0] * x[0] + x[1] * x[1]);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(ExactSolution.scalar(WrongProblem::solution));
  }

  static Jet solution(Jet[] x) {
    return x[0].square().plus(x[1].square());
  }
}
