package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/**
 * {@code u_t = D u_xx + u - u^3} with D = 0.001: a thin front between 1 and 0 that travels at the
 * speed {@code 3 sqrt(D / 2)}.
 */
final class AllenCahn implements ScalarProblem {

  static final String NAME = "allen-cahn";
  static final String EQUATION =
      "u_t = 0.001 u_xx + u - u^3 on t in [0,5], x in [-1,1], initial and side values exact";
  static final String EXACT = "(1 - tanh(x / sqrt(0.008) - 3 t / 4)) / 2";

  private static final double DIFFUSION = 0.001;
  private static final double STEEPNESS = 1 / Math.sqrt(8 * DIFFUSION);

  private final Box domain = new Box(new double[] {0, -1}, new double[] {5, 1});
  private final TimeSpaceLift lift =
      new TimeSpaceLift(domain, ExactSolution.scalar(AllenCahn::solution));

  private static Jet solution(Jet[] x) {
    Jet phase = x[1].times(STEEPNESS).minus(x[0].times(0.75));
    return phase.tanh().subtractedFrom(1).times(0.5);
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
    return Coordinates.timeSpace(1);
  }

  @Override
  public Dual operator(double[] x, Field u) {
    Dual value = u.value();
    return u.derivative(0).minus(u.laplacian(0, DIFFUSION)).minus(value).plus(value.cube());
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0].times(BoundaryFactors.centred(x[1], 1));
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    return lift.at(component, x);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(lift.solution());
  }
}
