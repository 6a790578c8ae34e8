package io.raf4j.linalg;

import java.util.List;

/**
 * A sum of squares of linear functions, {@code ||r + J delta||^2}: what a sum of squares of
 * residuals looks like near the parameters theta.
 *
 * <pre>
 *   r: [rows]    J = dr/dtheta: [rows, size]    delta: [size]
 * </pre>
 *
 * <p>Every method of decomposition has its implementation: {@link NormalModel} knows J^T J (by
 * Cholesky or by eigenvalues), {@link TriangularModel} the triangular factor of J (by singular
 * values or by orthogonal elimination), {@link ResidualModel} J itself where its rows are few, and
 * {@link SketchModel} a sketch of J; {@link RemoteResidualModel} and {@link RemoteSketchModel} are
 * the last two for a J that is in no one place. They give the same step where numbers are exact;
 * they differ in cost and in the digits that are left on problems of bad condition.
 */
public interface LinearModel {

  /** Returns the number of unknowns. */
  int size();

  /** Returns the diagonal of J^T J: {@code [size]}. */
  double[] diagonal();

  /** Returns r^T r. */
  double sumOfSquares();

  /**
   * Returns the modelled decrease {@code ||r||^2 - ||r + J delta||^2}, without the difference of
   * the two: also steps far smaller than the sum's last digit have one.
   *
   * @throws IllegalArgumentException if delta is not as long as there are unknowns
   */
  double reduction(double[] delta);

  /**
   * Returns the {@link #reduction} of each of several steps, where J is elsewhere for one pass.
   *
   * @throws IllegalArgumentException if one is not as long as there are unknowns
   */
  default double[] reductions(List<double[]> deltas) {
    return deltas.stream().mapToDouble(this::reduction).toArray();
  }

  /**
   * Prepares the decomposition from which steps of every damping come.
   *
   * <p>Numbers that are not finite are told by the solutions, not by this method.
   *
   * @param scaling the diagonal D of the damping: {@code [size]}, above 0
   * @throws IllegalArgumentException if scaling does not fit or has an element of 0 or below
   */
  DampedSolver damped(double[] scaling);
}
