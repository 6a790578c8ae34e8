package io.raf4j.pde;

import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import java.util.Optional;

/**
 * A differential equation A[u] = f with its boundary conditions, for one or several unknown
 * functions u_1, ..., u_m of the same coordinates.
 *
 * <p>The trial functions {@code u_i = B(x) N_i(x) + A_i(x)} meet the conditions whatever the
 * network N is: B vanishes where u is prescribed, and A has the prescribed values. The right-hand
 * side f need not be written down: it is the operator applied to the exact solution, or zero.
 *
 * <p>A problem of one's own is one class with a public constructor without parameters, or with one
 * {@code int}, the dimension; for a single unknown function start from {@link ScalarProblem}.
 * Immutable and usable by any number of threads.
 */
public interface PdeProblem {

  /** Returns the name in reports, such as {@code poisson-smooth}. */
  String name();

  /** Returns the equation with its conditions in one line, for people. */
  String equation();

  /** Returns where the equation holds; time, where there is one, is the first coordinate. */
  Domain domain();

  /** Returns the number m of unknown functions and of equations. */
  default int components() {
    return 1;
  }

  /** Returns the derivatives that the operator asks for: gradient and Laplacian. */
  default JetShape shape() {
    return JetShape.laplacian(domain().dimension());
  }

  /**
   * Applies the operator.
   *
   * @param x a point of the domain
   * @param u the m functions there
   * @return m numbers
   */
  Dual[] operator(double[] x, Field[] u);

  /** Returns B, zero where u is prescribed and positive inside. */
  Jet boundaryFactor(Jet[] x);

  /** Returns A_i, which has the prescribed values; zero unless the problem says otherwise. */
  default Jet lift(int component, Jet[] x) {
    return Jet.constant(0);
  }

  /**
   * Returns what the network sees of the coordinates; the coordinates themselves, unless the
   * problem says otherwise, such as cosines and sines for periodic functions.
   */
  default Jet[] features(Jet[] x) {
    return x;
  }

  /** Returns the exact solution, where one is known in closed form. */
  default Optional<ExactSolution> exact() {
    return Optional.empty();
  }

  /**
   * Returns the values of the exact solution, where they are known: those of {@link #exact()},
   * unless there are values without a closed form.
   */
  default Optional<ExactValues> exactValues() {
    return exact().map(solution -> solution::values);
  }

  /**
   * Returns whether f is the operator applied to the exact solution; otherwise f is zero, and an
   * exact solution satisfies A[u] = 0 by itself.
   */
  default boolean isManufactured() {
    return false;
  }

  /**
   * Returns the right-hand sides f_1, ..., f_m at a point. A problem whose f is known, but not its
   * solution, gives it here.
   *
   * @throws IllegalStateException when the problem is manufactured from no exact solution
   */
  default double[] source(double[] x) {
    double[] f = new double[components()];
    if (isManufactured()) {
      Dual[] values = operator(x, knownSolution(x));
      for (int i = 0; i < f.length; i++) {
        f[i] = values[i].value();
      }
    }
    return f;
  }

  private Field[] knownSolution(double[] x) {
    ExactSolution solution =
        exact()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        name()
                            + " is manufactured; let exact() return the solution it is made of"));
    JetShape shape = shape();
    Jet[] u = solution.at(Jet.coordinates(x));
    Field[] known = new Field[u.length];
    for (int i = 0; i < u.length; i++) {
      known[i] = Field.of(u[i], shape);
    }
    return known;
  }

  /**
   * Returns A[u] - f with its linearisation.
   *
   * @param x a point of the domain
   * @param u the m functions there
   * @return m numbers
   * @throws IllegalStateException when operator or source give more or fewer
   */
  default Dual[] residual(double[] x, Field[] u) {
    Dual[] values = operator(x, u);
    double[] f = source(x);
    if (values.length != components() || f.length != components()) {
      throw new IllegalStateException(
          name()
              + " has "
              + components()
              + " components, but its operator gives "
              + values.length
              + " numbers and its source "
              + f.length
              + "; let components() return as many");
    }
    Dual[] residual = new Dual[f.length];
    for (int i = 0; i < f.length; i++) {
      residual[i] = values[i].minus(f[i]);
    }
    return residual;
  }
}
