package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/**
 * {@code u_t = D u_xx + 5 (u - u^3)} with D = 1e-4, periodic, from {@code x^2 cos(pi x)}: two
 * layers of width 0.01 that form between -1 and 1.
 *
 * <p>The network sees cos(pi x) and sin(pi x), so all its functions are periodic. The initial value
 * is not a smooth one on the circle: its slope jumps from -2 to 2 at x = 1. At once diffusion
 * smooths that kink, which no {@code t N} with a smooth N can do; with the initial value alone as
 * lift the kink would stay for ever, as if a source stood there. The lift has the kink as it
 * diffuses:
 *
 * <pre>
 *   A(t, x) = x^2 cos(pi x) + 2 kappa(t, 1 - |x|)          kappa as in {@link DiffusingKink}
 * </pre>
 *
 * <p>It has a continuous second derivative on the circle for t above 0. What is left is a jump of
 * 12 pi^2 in the third one, which enters the equation as D times a kink.
 */
final class AllenCahnPeriodic implements ScalarProblem {

  static final String NAME = "allen-cahn-periodic";
  static final String EQUATION =
      "u_t = 0.0001 u_xx + 5 (u - u^3) on t in [0,1], x in [-1,1], periodic in x,"
          + " u(0,x) = x^2 cos(pi x)";
  static final String EXACT = "Fourier spectral solution, good to 1e-10; values alone";

  static final double DIFFUSION = 1e-4;
  static final double RATE = 5;

  private static final DiffusingKink KINK = new DiffusingKink(DIFFUSION);

  private final Box domain = new Box(new double[] {0, -1}, new double[] {1, 1});

  /** The reference, computed when it is first asked for, once in a process. */
  private static final class Reference {
    private static final AllenCahnSpectral SOLUTION = AllenCahnSpectral.solve(1024, 1200);

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
    return Coordinates.timeSpace(1);
  }

  @Override
  public Dual operator(double[] x, Field u) {
    Dual value = u.value();
    return u.derivative(0)
        .minus(u.laplacian(0, DIFFUSION))
        .plus(value.cube().minus(value).times(RATE));
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0];
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    Jet distance = x[1].value() < 0 ? x[1].plus(1) : x[1].subtractedFrom(1);
    Jet initial = x[1].square().times(x[1].times(Math.PI).cos());
    return initial.plus(KINK.at(x[0], distance).times(2));
  }

  /** Returns t, cos(pi x), sin(pi x). */
  @Override
  public Jet[] features(Jet[] x) {
    Jet angle = x[1].times(Math.PI);
    return new Jet[] {x[0], angle.cos(), angle.sin()};
  }

  @Override
  public Optional<ExactValues> exactValues() {
    return Optional.of(x -> new double[] {Reference.SOLUTION.at(x[0], x[1])});
  }
}
