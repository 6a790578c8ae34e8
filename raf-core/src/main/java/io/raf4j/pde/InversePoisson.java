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
 * Poisson's equation with a coefficient that is a function of the place and unknown, from measured
 * values of u with normal noise and values of the coefficient on the boundary.
 *
 * <p>The case PInv of PINNacle (Hao et al. 2023), with the source that belongs to its solution:
 * that of the published program has the wrong sign in two terms.
 */
final class InversePoisson implements PdeProblem {

  static final String NAME = "inverse-poisson";
  static final String EQUATION =
      "-div(a grad u) = f on [0,1]^2, a from its values on the boundary and from 2500 values of u"
          + " with noise 0.1";
  static final String EXACT =
      "u = sin(pi x) sin(pi y), a = 1 / (1 + x^2 + y^2 + (x - 1)^2 + (y - 1)^2)";

  static final double NOISE = 0.1;
  private static final int SIDE = 50;

  private final Box domain = Box.unit(2);
  private final Observations data;

  InversePoisson(int sample) {
    RandomStream stream = RandomStream.of(sample, Purpose.FEATURES, 0, 0);
    double[] coordinates = new double[2 * SIDE * SIDE];
    double[] measured = new double[SIDE * SIDE];
    for (int i = 0; i < measured.length; i++) {
      double[] x = {(double) (i / SIDE) / (SIDE - 1), (double) (i % SIDE) / (SIDE - 1)};
      System.arraycopy(x, 0, coordinates, 2 * i, 2);
      measured[i] = solution(Jet.constants(x))[0].value() + NOISE * stream.nextGaussian();
    }
    this.data = new Observations(2, coordinates, 1, measured);
  }

  private static Jet[] solution(Jet[] x) {
    return new Jet[] {Waves.product(x, 0, Math.PI), medium(x[0], x[1])};
  }

  private static Jet medium(Jet x, Jet y) {
    Jet one = Jet.constant(1);
    return one.dividedBy(one.plus(Jet.sumOfSquares(x, y, x.minus(1), y.minus(1))));
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
    return List.of("u", "a");
  }

  @Override
  public Dual[] operator(double[] x, Field[] f) {
    return new Dual[] {Diffusion.divergence(f[1], f[0], 0, 1).negate()};
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.measured("measured", data, NOISE, 0),
        Condition.prior(
            "smoothness", 1e-4, (where, f, coefficients) -> new Dual[] {f[1].laplacian()}));
  }

  /** Vanishes where a is known; of u nothing is known on the boundary but what was measured. */
  @Override
  public Jet boundaryFactor(int component, Jet[] x) {
    return component == 0 ? Jet.constant(1) : BoundaryFactors.unitCube(x).times(16);
  }

  /** Returns the values of a on the four sides, blended into the square (a Coons patch). */
  @Override
  public Jet lift(int component, Jet[] x) {
    if (component == 0) {
      return Jet.constant(0);
    }
    Jet zero = Jet.constant(0);
    Jet one = Jet.constant(1);
    Jet alongX = blend(x[0], medium(zero, x[1]), medium(one, x[1]));
    Jet alongY = blend(x[1], medium(x[0], zero), medium(x[0], one));
    Jet corners =
        blend(
            x[0],
            blend(x[1], medium(zero, zero), medium(zero, one)),
            blend(x[1], medium(one, zero), medium(one, one)));
    return alongX.plus(alongY).minus(corners);
  }

  private static Jet blend(Jet x, Jet atZero, Jet atOne) {
    return x.subtractedFrom(1).times(atZero).plus(x.times(atOne));
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(InversePoisson::solution);
  }

  /** Returns {@code -(a Lap u + grad a . grad u)} of the solution. */
  @Override
  public double[] source(double[] x) {
    double u = Math.sin(Math.PI * x[0]) * Math.sin(Math.PI * x[1]);
    double a = medium(Jet.constant(x[0]), Jet.constant(x[1])).value();
    double slopes =
        (2 * x[0] - 1) * Math.cos(Math.PI * x[0]) * Math.sin(Math.PI * x[1])
            + (2 * x[1] - 1) * Math.sin(Math.PI * x[0]) * Math.cos(Math.PI * x[1]);
    return new double[] {2 * Math.PI * a * (Math.PI * u + a * slopes)};
  }
}
