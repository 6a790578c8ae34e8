package io.raf4j.eigen;

import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Torus;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/**
 * The Fokker-Planck operator {@code H u = -Lap u - div(u grad V)} on a torus, {@code V = sin(s)}, s
 * = sum_k c_k cos x_k: the first eigenvalue is 0, of {@code u = e^-V}.
 *
 * <p>Because {@code H u = -div(e^-V grad(e^V u))}, it is symmetric with the weight e^V, and {@code
 * a(u, v) = integral of e^V (grad u + u grad V) . (grad v + v grad V)} is never negative.
 *
 * @param dimension d
 */
record FokkerPlanck(int dimension) implements EigenProblem {

  static final String NAME = "fokker-planck";
  static final String EQUATION =
      "-Lap u - div(u grad V) = lambda u, V = sin(sum c_k cos x_k), on [0, 2 pi)^d, u periodic";

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
    return 0;
  }

  @Override
  public double weight(double[] x) {
    return Math.exp(Math.sin(phase(x)));
  }

  /** Writes grad V, {@code -cos(s) c_k sin x_k}. */
  @Override
  public void drift(double[] x, double[] b) {
    double cos = Math.cos(phase(x));
    for (int k = 0; k < dimension; k++) {
      b[k] = -cos * Periodic.factor(k) * Math.sin(x[k]);
    }
  }

  /** Returns s. */
  private double phase(double[] x) {
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      sum += Periodic.factor(k) * Math.cos(x[k]);
    }
    return sum;
  }

  /** Returns {@code -Lap u - grad V . grad u - Lap(V) u}. */
  @Override
  public Dual operator(double[] x, Field u) {
    double[] b = new double[dimension];
    drift(x, b);
    Dual sum = u.laplacian().plus(u.value().times(laplacian(x)));
    for (int k = 0; k < dimension; k++) {
      sum = sum.plus(u.derivative(k).times(b[k]));
    }
    return sum.negate();
  }

  /** Returns Lap V. */
  private double laplacian(double[] x) {
    double s = phase(x);
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      double slope = Periodic.factor(k) * Math.sin(x[k]);
      sum -= Math.sin(s) * slope * slope + Math.cos(s) * Periodic.factor(k) * Math.cos(x[k]);
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

  /** Returns 0, the one that is known. */
  @Override
  public double[] eigenvalues(int count) {
    return new double[Math.min(count, 1)];
  }

  @Override
  public Optional<GroundState> groundState() {
    return Optional.of(
        x -> {
          Jet[] terms = new Jet[dimension];
          for (int k = 0; k < dimension; k++) {
            terms[k] = x[k].cos().times(Periodic.factor(k));
          }
          return Jet.sum(terms).sin().negate().exp();
        });
  }
}
