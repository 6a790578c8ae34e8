package io.raf4j.pde;

import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.List;
import java.util.Optional;

/**
 * A differential equation A[u] = f with its boundary conditions, for one or several unknown
 * functions u_1, ..., u_m of the same coordinates.
 *
 * <p>The trial functions {@code u_i = B_i(x) N_i(x) + A_i(x)} meet conditions on their values
 * whatever the network N is: B_i vanishes where u_i is prescribed, and A_i has the prescribed
 * values. All other {@linkplain #conditions conditions} are residuals like those of the equation.
 * The right-hand side f need not be written down: it is the operator applied to the exact solution,
 * or zero. Which derivatives the operator asks for is found out by an {@link OperatorTrace}.
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

  /** Returns the names of the domain's coordinates, and which of them are space. */
  Coordinates coordinates();

  /** Returns the names of the unknown functions: u alone, unless the problem says otherwise. */
  default List<String> unknowns() {
    return List.of("u");
  }

  /** Returns the number m of unknown functions. */
  default int components() {
    return unknowns().size();
  }

  /**
   * Returns the unknown numbers of the equation, which are found together with the solution; none,
   * unless the problem says otherwise.
   */
  default List<Coefficient> coefficients() {
    return List.of();
  }

  /** Returns the unknown numbers where they are known, to judge those that were found. */
  default Optional<double[]> exactCoefficients() {
    return Optional.empty();
  }

  /**
   * Applies the operator: one residual for every equation, as many at every point, more or fewer
   * than there are unknown functions.
   *
   * @param x a point of the domain
   * @param u the m functions there
   */
  Dual[] operator(double[] x, Field[] u);

  /**
   * Applies the operator of an equation with unknown numbers, see {@link InverseProblem}.
   *
   * @param x a point of the domain
   * @param u the m functions there
   * @param coefficients the unknown numbers
   */
  default Dual[] operator(double[] x, Field[] u, Dual[] coefficients) {
    return operator(x, u);
  }

  /**
   * Returns what holds beside the equation and the exact conditions of B and A; nothing, unless the
   * problem says otherwise.
   */
  default List<Condition> conditions() {
    return List.of();
  }

  /**
   * Returns the factor of the squared residuals of the equation at a point inside, positive; 1,
   * unless the problem says otherwise, such as r^2 at the distance r from a corner where they are
   * infinite.
   */
  default double weight(double[] x) {
    return 1;
  }

  /**
   * Returns the parts of the boundary on which nothing is prescribed on purpose, such as an
   * outflow. The end of an interval of time is one without being named.
   */
  default List<String> freeParts() {
    return List.of();
  }

  /**
   * Returns B, zero where u is prescribed exactly and positive inside, the same for all functions;
   * 1, unless the problem says otherwise.
   */
  default Jet boundaryFactor(Jet[] x) {
    return Jet.constant(1);
  }

  /**
   * Returns B_i, where the functions are prescribed on different parts of the boundary.
   *
   * @param component i, counted from 0
   */
  default Jet boundaryFactor(int component, Jet[] x) {
    return boundaryFactor(x);
  }

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
   * Returns whether f is the operator applied to the exact solution; otherwise an exact solution
   * satisfies A[u] = f with the f of {@link #source}.
   */
  default boolean isManufactured() {
    return false;
  }

  /**
   * Returns the right-hand sides at a point, one for each residual; zeros, as many as there are
   * unknown functions, unless the problem gives others.
   */
  default double[] source(double[] x) {
    return new double[components()];
  }
}
