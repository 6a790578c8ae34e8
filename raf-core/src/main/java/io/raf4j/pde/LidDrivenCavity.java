package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.List;
import java.util.Optional;

/**
 * The steady flow of an incompressible fluid in a square whose lid moves, at the Reynolds number
 * 100: velocity u, v and pressure p.
 *
 * <pre>
 *   u u_x + v u_y + p_x = nu Lap u       u v_x + v v_y + p_y = nu Lap v       u_x + v_y = 0
 * </pre>
 *
 * <p>The lid is as fast as {@code 4 x (1 - x)}, which leaves the corners without a jump. Velocities
 * on the walls are exact; the pressure, which the equations know up to a constant, is 0 at one
 * given point.
 */
final class LidDrivenCavity implements PdeProblem {

  static final String NAME = "lid-driven-cavity";
  static final String EQUATION =
      "steady Navier-Stokes equations of (u, v, p) on [0,1]^2, nu = 0.01, u = 4 x (1 - x) on the lid"
          + " y = 1, u = v = 0 on the other sides, p(0,0) = 0";
  static final String EXACT =
      "u and v by Chebyshev collocation of the stream function; values alone";

  static final double VISCOSITY = 0.01;

  private final Box domain = Box.unit(2);
  private final Observations pin = new Observations(2, new double[] {0, 0}, 1, new double[] {0});

  /** The reference, computed when it is first asked for, once in a process. */
  private static final class Reference {
    private static final CavitySpectral FLOW = CavitySpectral.solve(40, VISCOSITY);

    private Reference() {}
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
    return Coordinates.space("x", "y");
  }

  @Override
  public List<String> unknowns() {
    return List.of("u", "v", "p");
  }

  @Override
  public Dual[] operator(double[] x, Field[] f) {
    return new Dual[] {
      transported(f, f[0]).plus(f[2].derivative(0)),
      transported(f, f[1]).plus(f[2].derivative(1)),
      f[0].derivative(0).plus(f[1].derivative(1))
    };
  }

  /** Returns {@code u w_x + v w_y - nu Lap w}. */
  private static Dual transported(Field[] f, Field w) {
    return f[0].value()
        .times(w.derivative(0))
        .plus(f[1].value().times(w.derivative(1)))
        .minus(w.laplacian().times(VISCOSITY));
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.at(
            "p(0,0)",
            pin,
            (where, f, coefficients) -> new Dual[] {f[2].value().minus(where.measured(0))}));
  }

  @Override
  public Jet boundaryFactor(int component, Jet[] x) {
    return component == 2 ? Jet.constant(1) : BoundaryFactors.unitCube(x).times(16);
  }

  /** Returns the lid's speed, which fades towards the bottom. */
  @Override
  public Jet lift(int component, Jet[] x) {
    return component == 0
        ? x[0].times(x[0].subtractedFrom(1)).times(4).times(x[1].power(4))
        : Jet.constant(0);
  }

  @Override
  public Optional<ExactValues> exactValues() {
    return Optional.of(x -> Reference.FLOW.at(x[0], x[1]));
  }
}
