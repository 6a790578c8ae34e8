package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/**
 * {@code u_t + 6 u u_x + u_xxx = 0}: a wave that keeps its shape, by a third derivative.
 *
 * <p>A third derivative takes three conditions: u at both ends and its slope at the right one, all
 * those of the exact wave. With s = (x + 10) / 20 the lift is
 *
 * <pre>
 *   A(t, x) = u(0, x) + (1 - s)^2 v(t, -10) + s (2 - s) v(t, 10) - 20 s (1 - s) v_x(t, 10)
 *   v(t, x) = u(t, x) - u(0, x)
 * </pre>
 *
 * <p>which has the value at both ends and the slope on the right, and B = t s (1 - s)^2 leaves
 * them.
 */
final class KortewegDeVries implements ScalarProblem {

  static final String NAME = "korteweg-de-vries";
  static final String EQUATION =
      "u_t + 6 u u_x + u_xxx = 0 on t in [0,1], x in [-10,10], initial value, u at both ends and u_x"
          + " on the right exact";
  static final String EXACT = "2 sech(x + 2 - 4 t)^2";

  private static final double HALF = 10;

  private final Box domain = new Box(new double[] {0, -HALF}, new double[] {1, HALF});

  private static Jet wave(Jet time, Jet x) {
    return x.plus(2).minus(time.times(4)).sech().square().times(2);
  }

  /** Returns u_x = -2 u tanh. */
  private static Jet slope(Jet time, Jet x) {
    return wave(time, x).times(x.plus(2).minus(time.times(4)).tanh()).times(-2);
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
    return Coordinates.timeSpace("x");
  }

  @Override
  public Dual operator(double[] x, Field u) {
    return u.derivative(0)
        .plus(u.value().times(u.derivative(1)).times(6))
        .plus(u.derivative(1, 1, 1));
  }

  private static Jet share(Jet[] x) {
    return x[1].plus(HALF).times(1 / (2 * HALF));
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    Jet s = share(x);
    return x[0].times(s).times(s.subtractedFrom(1).square()).times(8);
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    Jet s = share(x);
    Jet rest = s.subtractedFrom(1);
    Jet none = Jet.constant(0);
    Jet left = Jet.constant(-HALF);
    Jet right = Jet.constant(HALF);
    Jet atLeft = wave(x[0], left).minus(wave(none, left));
    Jet atRight = wave(x[0], right).minus(wave(none, right));
    Jet slope = slope(x[0], right).minus(slope(none, right));
    return wave(none, x[1])
        .plus(rest.square().times(atLeft))
        .plus(s.times(s.subtractedFrom(2)).times(atRight))
        .minus(s.times(rest).times(slope).times(2 * HALF));
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(ExactSolution.scalar(x -> wave(x[0], x[1])));
  }
}
