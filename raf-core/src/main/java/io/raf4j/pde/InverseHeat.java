package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.List;
import java.util.Optional;

/**
 * Heat in a medium whose conductivity is a function of the place and unknown, from measured values
 * of u with normal noise and values of the conductivity on the boundary.
 *
 * <p>The case HInv of PINNacle (Hao et al. 2023). That a does not depend on time is a second
 * equation.
 */
final class InverseHeat implements PdeProblem {

  static final String NAME = "inverse-heat";
  static final String EQUATION =
      "u_t = div(a grad u) + f, a_t = 0 on t in [0,1], x in [-1,1]^2, a from its values on the"
          + " boundary and from 2500 values of u with noise 0.1";
  static final String EXACT = "u = exp(-t) sin(pi x) sin(pi y), a = 2 + sin(pi x) sin(pi y)";

  static final double NOISE = 0.1;
  private static final int COUNT = 2500;
  private static final double ON_BOUNDARY = 2;

  private final Box domain = new Box(new double[] {0, -1, -1}, new double[] {1, 1, 1});
  private final Observations data;

  InverseHeat(int sample) {
    RandomStream stream = RandomStream.of(sample, Purpose.FEATURES, 0, 0);
    double[] coordinates = new double[3 * COUNT];
    double[] measured = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      double[] x = {stream.nextDouble(), 2 * stream.nextDouble() - 1, 2 * stream.nextDouble() - 1};
      System.arraycopy(x, 0, coordinates, 3 * i, 3);
      measured[i] = solution(Jet.constants(x))[0].value() + NOISE * stream.nextGaussian();
    }
    this.data = new Observations(3, coordinates, 1, measured);
  }

  private static Jet[] solution(Jet[] x) {
    Jet wave = Waves.product(x, 1, Math.PI);
    return new Jet[] {x[0].negate().exp().times(wave), wave.plus(ON_BOUNDARY)};
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
    return Coordinates.timeSpace("x", "y");
  }

  @Override
  public List<String> unknowns() {
    return List.of("u", "a");
  }

  @Override
  public Dual[] operator(double[] x, Field[] f) {
    return new Dual[] {
      f[0].derivative(0).minus(Diffusion.divergence(f[1], f[0], 1, 2)), f[1].derivative(0)
    };
  }

  /** Data have the weight 1: with less the equation wins, which any a satisfies with its own u. */
  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.measured("measured", data, NOISE, 0).weighted(1),
        Condition.prior(
            "smoothness", 1e-5, (where, f, coefficients) -> new Dual[] {f[1].laplacian()}));
  }

  /** Vanishes where a is known; of u nothing is known on the boundary but what was measured. */
  @Override
  public Jet boundaryFactor(int component, Jet[] x) {
    return component == 0
        ? Jet.constant(1)
        : BoundaryFactors.centred(x[1], 1).times(BoundaryFactors.centred(x[2], 1));
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    return Jet.constant(component == 0 ? 0 : ON_BOUNDARY);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(InverseHeat::solution);
  }

  /** Returns {@code u_t - div(a grad u)} of the solution, and 0. */
  @Override
  public double[] source(double[] x) {
    double s = Math.sin(Math.PI * x[1]);
    double t = Math.sin(Math.PI * x[2]);
    double wave = s * t;
    // |grad (s t)|^2 / pi^2
    double slopes = t * t * (1 - s * s) + s * s * (1 - t * t);
    double square = Math.PI * Math.PI;
    double sum = (4 * square - 1) * wave + square * (2 * wave * wave - slopes);
    return new double[] {Math.exp(-x[0]) * sum, 0};
  }

  /** Of the start nothing is known but what was measured. */
  @Override
  public List<String> freeParts() {
    return List.of("low 0");
  }
}
