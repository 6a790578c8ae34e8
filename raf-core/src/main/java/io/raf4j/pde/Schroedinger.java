package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.List;
import java.util.Optional;

/**
 * {@code i h_t + h_xx / 2 + |h|^2 h = 0}, the bright soliton, as two real equations for h = u + i
 * v.
 *
 * <pre>
 *   real part        -v_t + u_xx / 2 + (u^2 + v^2) u = 0
 *   imaginary part    u_t + v_xx / 2 + (u^2 + v^2) v = 0
 * </pre>
 */
final class Schroedinger implements PdeProblem {

  static final String NAME = "schroedinger";
  static final String EQUATION =
      "i h_t + h_xx / 2 + |h|^2 h = 0 on t in [0,pi/2], x in [-5,5], initial and side values exact";
  static final String EXACT = "sech(x) exp(i t / 2)";

  private static final double HALF = 5;
  private static final double SIDE = 1 / Math.cosh(HALF);

  private final Box domain = new Box(new double[] {0, -HALF}, new double[] {Math.PI / 2, HALF});

  private static Jet[] solution(Jet[] x) {
    Jet phase = x[0].times(0.5);
    Jet envelope = x[1].sech();
    return new Jet[] {envelope.times(phase.cos()), envelope.times(phase.sin())};
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
  public List<String> unknowns() {
    return List.of("u", "v");
  }

  @Override
  public Dual[] operator(double[] x, Field[] h) {
    Dual u = h[0].value();
    Dual v = h[1].value();
    Dual density = u.square().plus(v.square());
    return new Dual[] {
      h[0].laplacian(0, 0.5).minus(h[1].derivative(0)).plus(density.times(u)),
      h[1].laplacian(0, 0.5).plus(h[0].derivative(0)).plus(density.times(v))
    };
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0].times(BoundaryFactors.centred(x[1], HALF));
  }

  /** Returns {@code sech(x) + sech(5) (exp(i t / 2) - 1)}: both sides have the same values. */
  @Override
  public Jet lift(int component, Jet[] x) {
    Jet phase = x[0].times(0.5);
    return component == 0
        ? x[1].sech().plus(phase.cos().minus(1).times(SIDE))
        : phase.sin().times(SIDE);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(Schroedinger::solution);
  }
}
