package io.raf4j.eigen;

import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Torus;
import io.raf4j.jet.Jet;
import java.util.Arrays;
import java.util.Optional;

/**
 * A nonlinear Schroedinger (Gross-Pitaevskii) equation on a torus, {@code H u = -Lap u + V u +
 * u^3}, whose solution {@code u = e^f}, f = mean_k cos x_k, has the eigenvalue -3.
 *
 * <p>Since {@code Lap e^f = e^f (|grad f|^2 + Lap f)} and {@code Lap f = -f}, the potential is
 *
 * <pre>
 *   V = -3 + |grad f|^2 - f - e^(2 f)        |grad f|^2 = sum_k sin^2 x_k / d^2
 *   norm = integral of e^(2 f) = (2 pi I_0(2 / d))^d
 * </pre>
 *
 * <p>u is positive, hence the first function of its own linearisation and the only minimiser.
 *
 * @param dimension d
 */
record CubicSchroedinger(int dimension) implements EigenProblem {

  static final String NAME = "cubic";
  static final String EQUATION =
      "-Lap u + V u + u^3 = lambda u on [0, 2 pi)^d, u periodic,"
          + " V such that u = exp(mean cos x_k) solves it";

  private static final double EIGENVALUE = -3;

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
    return Torus.ofAngles(dimension);
  }

  @Override
  public double potential(double[] x) {
    double mean = 0;
    double slopes = 0;
    for (int k = 0; k < dimension; k++) {
      mean += Math.cos(x[k]) / dimension;
      double slope = Math.sin(x[k]) / dimension;
      slopes += slope * slope;
    }
    return EIGENVALUE + slopes - mean - Math.exp(2 * mean);
  }

  @Override
  public double cubic() {
    return 1;
  }

  @Override
  public double norm() {
    return Math.pow(2 * Math.PI * besselI0(2.0 / dimension), dimension);
  }

  /** Returns {@code I_0(z) = sum_j (z^2 / 4)^j / j!^2}. */
  private static double besselI0(double z) {
    double sum = 0;
    double term = 1;
    for (int j = 1; term > sum * 1e-17; j++) {
      sum += term;
      term *= 0.25 * z * z / ((double) j * j);
    }
    return sum;
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return Jet.constant(1);
  }

  @Override
  public Jet[] features(Jet[] x) {
    return Periodic.features(x);
  }

  /** Returns -3, the one that is known. */
  @Override
  public double[] eigenvalues(int count) {
    return Arrays.copyOf(new double[] {EIGENVALUE}, Math.min(count, 1));
  }

  /** Returns {@code e^f}, which has the norm of the problem without a factor. */
  @Override
  public Optional<GroundState> groundState() {
    return Optional.of(
        x ->
            Jet.sum(Arrays.stream(x).map(Jet::cos).toArray(Jet[]::new))
                .times(1.0 / dimension)
                .exp());
  }
}
