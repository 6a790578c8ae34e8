package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Arrays;
import java.util.Optional;

/** {@code u_t = kappa Lap u} with kappa = 0.1 on the unit cube: a mode that decays. */
final class Heat implements ScalarProblem {

  static final String NAME = "heat";
  static final String EQUATION =
      "u_t = 0.1 Lap u on t in [0,1], x in [0,1]^d, u = 0 on the sides, u(0,x) = prod_i sin(pi x_i)";
  static final String EXACT = "exp(-0.1 d pi^2 t) prod_i sin(pi x_i)";

  private static final double CONDUCTIVITY = 0.1;

  private final Box domain;
  private final double[] conductivity;
  private final TimeSpaceLift lift;

  Heat(int dimension) {
    conductivity = new double[1 + dimension];
    Arrays.fill(conductivity, 1, conductivity.length, CONDUCTIVITY);
    domain = Box.unit(1 + dimension);
    lift = new TimeSpaceLift(domain, ExactSolution.scalar(Heat::solution));
  }

  private static Jet solution(Jet[] x) {
    double rate = CONDUCTIVITY * (x.length - 1) * Math.PI * Math.PI;
    return x[0].times(-rate).exp().times(Waves.product(x, 1, Math.PI));
  }

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
    return Coordinates.timeSpace(domain.dimension() - 1);
  }

  @Override
  public Dual operator(double[] x, Field u) {
    return u.derivative(0).minus(u.laplacian(conductivity));
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0].times(BoundaryFactors.unitSides(x, 1));
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    return lift.initial(component, x);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(lift.solution());
  }
}
