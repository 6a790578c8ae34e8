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
 * {@code u_t = D u_xx} with an unknown D, from 40 measured values of u with normal noise.
 *
 * <p>The data are made from D = 0.3 and noise of a standard deviation of 0.01. Different samples
 * are repetitions of the same experiment.
 */
final class InverseDiffusion implements InverseProblem {

  static final String NAME = "inverse-diffusion";
  static final String EQUATION =
      "u_t = D u_xx on t in [0,1], x in [0,1], u = 0 at both ends, u(0,x) = sin(pi x), D from 40"
          + " values with noise 0.01";
  static final String EXACT = "exp(-D pi^2 t) sin(pi x), D = 0.3";

  static final double DIFFUSIVITY = 0.3;
  static final double NOISE = 0.01;
  private static final int COUNT = 40;

  private final Box domain = Box.unit(2);
  private final Observations data;

  InverseDiffusion(int sample) {
    RandomStream stream = RandomStream.of(sample, Purpose.FEATURES, 0, 0);
    double[] coordinates = new double[2 * COUNT];
    double[] measured = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      double t = stream.nextDouble();
      double x = stream.nextDouble();
      coordinates[2 * i] = t;
      coordinates[2 * i + 1] = x;
      measured[i] =
          Math.exp(-DIFFUSIVITY * Math.PI * Math.PI * t) * Math.sin(Math.PI * x)
              + NOISE * stream.nextGaussian();
    }
    this.data = new Observations(2, coordinates, 1, measured);
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
  public List<Coefficient> coefficients() {
    return List.of(Coefficient.positive("D", 1));
  }

  @Override
  public Optional<double[]> exactCoefficients() {
    return Optional.of(new double[] {DIFFUSIVITY});
  }

  @Override
  public Dual[] operator(double[] x, Field[] u, Dual[] coefficients) {
    return new Dual[] {u[0].derivative(0).minus(coefficients[0].times(u[0].second(1)))};
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.measured("measured", data, NOISE, 0));
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0].times(BoundaryFactors.unitSides(x, 1)).times(4);
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    return x[1].times(Math.PI).sin();
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(
        ExactSolution.scalar(
            x ->
                x[0].times(-DIFFUSIVITY * Math.PI * Math.PI)
                    .exp()
                    .times(x[1].times(Math.PI).sin())));
  }
}
