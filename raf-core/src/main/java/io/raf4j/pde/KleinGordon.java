package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/**
 * {@code u_tt - u_xx + u^3 = f}: a nonlinear wave. The factor t^2 leaves both initial conditions,
 * on u and on u_t, to the lift.
 */
final class KleinGordon implements ScalarProblem {

  static final String NAME = "klein-gordon";
  static final String EQUATION =
      "u_tt - u_xx + u^3 = f on t in [0,1], x in [0,1], u(t,0) = 0, u(t,1) = cos(5 pi t) + t^3,"
          + " u(0,x) = x, u_t(0,x) = 0";
  static final String EXACT = "x cos(5 pi t) + (x t)^3";

  private final Box domain = Box.unit(2);

  private static Jet solution(Jet[] x) {
    return wave(x[0]).times(x[1]).plus(x[0].times(x[1]).power(3));
  }

  private static Jet wave(Jet time) {
    return time.times(5 * Math.PI).cos();
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
    return u.laplacian(1, -1).plus(u.value().cube());
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0].square().times(BoundaryFactors.unitSides(x, 1));
  }

  /** Returns {@code x (cos(5 pi t) + t^3)}, whose derivative by t is 0 at the first time. */
  @Override
  public Jet lift(int component, Jet[] x) {
    return wave(x[0]).plus(x[0].power(3)).times(x[1]);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(ExactSolution.scalar(KleinGordon::solution));
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
