package io.raf4j.spark.cli;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.PdeProblem;
import java.util.Optional;

/** An equation as a user writes it: -u'' = f on [0, 1], u = 4 x (1 - x). */
public final class OwnEquation implements PdeProblem {

  @Override
  public String name() {
    return "own-equation";
  }

  @Override
  public String equation() {
    return "-u'' = f on [0, 1], u = 0 at the ends";
  }

  @Override
  public Domain domain() {
    return Box.unit(1);
  }

  @Override
  public JetShape shape() {
    return JetShape.laplacian(1);
  }

  @Override
  public Dual[] operator(double[] x, Field[] u) {
    return new Dual[] {u[0].laplacian().negate()};
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0].times(Jet.constant(1).minus(x[0]));
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(x -> new Jet[] {boundaryFactor(x).times(4)});
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
