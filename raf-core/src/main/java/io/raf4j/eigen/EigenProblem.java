package io.raf4j.eigen;

import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import java.util.Arrays;
import java.util.Optional;

/**
 * An eigenvalue problem H u = lambda u that is symmetric in a weighted scalar product, in its weak
 * and in its strong form.
 *
 * <pre>
 *   weak       a(u, v) = integral of w (kappa (grad u + u b) . (grad v + v b) + V u v)
 *              m(u, v) = integral of w u v                     lambda = min a(u, u) / m(u, u)
 *   strong     H u at a point, from value, gradient and Laplacian
 *   nonlinear  H has the term g u^3 as well, and solutions are normalised to m(u, u) = norm:
 *              with q(u) = integral of w u^4 they are stationary points of
 *              a(u, u) / m(u, u) + g norm / 2 q(u) / m(u, u)^2, which no factor of u changes,
 *              and lambda = a(u, u) / m(u, u) + g norm q(u) / m(u, u)^2
 * </pre>
 *
 * <p>w = 1 and b = 0 unless the problem says otherwise; the Fokker-Planck operator is symmetric
 * with w = e^V and b = grad V. Trial functions are {@code u = B(x) N(features(x))}. {@link
 * RayleighForm} sums the weak form over points. Immutable and usable by any number of threads.
 */
public interface EigenProblem {

  /** Returns the name in reports, such as {@code box}. */
  String name();

  /** Returns the equation with its conditions in one line, for people. */
  String equation();

  /** Returns where the equation holds, and how densely points are drawn there. */
  Domain domain();

  /** Returns the factor kappa of the Laplacian in H, positive. */
  default double kinetic() {
    return 1;
  }

  /** Returns the potential V of the weak form at a point. */
  double potential(double[] x);

  /** Returns the weight w at a point. */
  default double weight(double[] x) {
    return 1;
  }

  /** Writes the drift b at a point; leaves the array alone, full of zeros, where there is none. */
  default void drift(double[] x, double[] b) {}

  /** Returns the factor g of u^3. */
  default double cubic() {
    return 0;
  }

  /** Returns m(u, u) of a normalised solution; matters to nonlinear problems alone. */
  default double norm() {
    return 1;
  }

  /**
   * Returns H u at a point, with all terms but lambda u: {@code -kappa Lap u + V u + g u^3}. A
   * problem with a weight or a drift has more terms and writes its own.
   *
   * @throws IllegalStateException when the problem has a weight or a drift and does not
   */
  default Dual operator(double[] x, Field u) {
    double[] b = new double[x.length];
    drift(x, b);
    if (weight(x) != 1 || Arrays.stream(b).anyMatch(component -> component != 0)) {
      throw new IllegalStateException(
          "problem " + name() + " has a weight or a drift; it must override operator");
    }
    Dual linear = u.laplacian().times(-kinetic()).plus(u.value().times(potential(x)));
    return cubic() == 0 ? linear : linear.plus(u.value().cube().times(cubic()));
  }

  /** Returns the shape of the strong form's jets: a Laplacian. */
  default JetShape shape() {
    return JetShape.laplacian(domain().dimension());
  }

  /** Returns B, zero where u is and positive inside. */
  Jet boundaryFactor(Jet[] x);

  /** Returns what the network sees of the coordinates. */
  default Jet[] features(Jet[] x) {
    return x;
  }

  /**
   * Returns the lowest eigenvalues that are known exactly, in ascending order with multiplicity.
   *
   * @param count how many are asked for; fewer may be known
   */
  double[] eigenvalues(int count);

  /** Returns the first eigenfunction up to a factor, where it is known exactly. */
  Optional<GroundState> groundState();

  /** A function of the coordinates. */
  @FunctionalInterface
  interface GroundState {
    /** Returns u at a point, up to a factor. */
    Jet at(Jet[] x);
  }
}
