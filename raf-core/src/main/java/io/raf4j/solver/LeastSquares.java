package io.raf4j.solver;

import io.raf4j.geometry.CubeDensity;
import java.util.List;

/**
 * A loss that is a sum of squares of residuals, at theta, as {@link LevenbergMarquardt} sees it: on
 * this machine or on a cluster.
 *
 * <p>An iteration has its training points and its fresh points; the same iteration always has the
 * same. Losses may be infinite or not a number: such candidates are refused.
 */
public interface LeastSquares {

  /**
   * Returns the loss on the training points with its linearisation, by all unknowns or by the last
   * ones of them; the others then stay as they are.
   *
   * @param factorisation that suits the damping; a problem with a {@link LinearSolver} of its own
   *     takes what that sums up
   */
  Linearisation linearise(double[] theta, int iteration, Factorisation factorisation);

  /**
   * Returns the loss of every candidate on the training points and on the fresh ones, or on the
   * same part of them for all candidates.
   */
  Losses losses(List<double[]> candidates, int iteration);

  /**
   * Returns whether an iteration's loss is that of the problem itself; before that it may be an
   * easier problem's, whose solution ends nothing.
   */
  default boolean isItself(int iteration) {
    return true;
  }

  /**
   * Takes more points from the next iteration on: the solver asks for it when steps fit the
   * training points alone.
   *
   * @param times how often the first number of points, training and fresh, is to be doubled
   * @return whether it is done; false where there is no memory or will for more points
   */
  default boolean grow(int times) {
    return false;
  }

  /**
   * Draws the points of the calls to come, training and fresh, with a density: even at first, later
   * what a {@link Linearisation#next linearisation} asked for. Points are weighted, so the loss
   * stays what it is.
   */
  default void concentrate(CubeDensity density) {}

  /**
   * Losses of several candidates.
   *
   * @param training on the points of the linearisation
   * @param fresh on points that the linearisation has not seen
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Losses(double[] training, double[] fresh) {}
}
