package io.raf4j.linalg;

import java.util.Arrays;
import java.util.List;

/**
 * Damped steps of a {@link LinearModel}, one for every damping that is asked for.
 *
 * <p>Holds memory outside the heap until it is closed. Not thread-safe.
 */
public interface DampedSolver extends AutoCloseable {

  /**
   * Minimises {@code ||r + J delta||^2 + lambda ||sqrt(D) (delta - pull)||^2}.
   *
   * @param lambda the damping, finite and not negative
   * @param pull where the damping pulls to, such as a part of the step before: {@code [size]}, or
   *     null for none
   * @throws IllegalArgumentException if lambda or the length of pull is not as said
   */
  Solution solve(double lambda, double[] pull);

  /**
   * Solves for several dampings, where the method can in parallel; each solution has the bits that
   * {@link #solve} gives it.
   */
  default List<Solution> solveAll(double[] lambdas, double[] pull) {
    return Arrays.stream(lambdas).mapToObj(lambda -> solve(lambda, pull)).toList();
  }

  @Override
  void close();
}
