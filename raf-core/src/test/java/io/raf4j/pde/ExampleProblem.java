package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;

/** A problem as users write theirs: -Lap u + sin u = 1 on [0,1]^d, u = 0 on the boundary. */
public record ExampleProblem(int dimension) implements ScalarProblem {
  public String name() {
    return "sine-poisson";
  }

  public String equation() {
    return "-Lap u + sin u = 1 on [0,1]^d, u = 0 on the boundary";
  }

  public Domain domain() {
    return Box.unit(dimension);
  }

  public Coordinates coordinates() {
    return Coordinates.space(dimension);
  }

  public Dual operator(double[] x, Field u) {
    return u.laplacian().negate().plus(u.value().sin()).minus(1);
  }

  public Jet boundaryFactor(Jet[] x) {
    return BoundaryFactors.unitCube(x);
  }
}
