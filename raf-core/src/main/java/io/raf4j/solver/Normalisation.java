package io.raf4j.solver;

import java.io.Serializable;

/**
 * The equation {@code penalty (m / norm - 1) = 0} that keeps a function from vanishing.
 *
 * @param norm what the integral of w u^2 is to be, positive
 * @param penalty the equation's weight beside the residuals, positive
 */
record Normalisation(double norm, double penalty) implements Serializable {

  /**
   * Returns what sums of squares are divided by. A differential equation's mean is over the domain:
   * the sum of weights. An eigenfunction's integral is relative to its norm, and the sum of weights
   * has nothing to do with it: over a whole space it has no limit.
   *
   * @param normalisation null for a differential equation
   * @param weight the sum of the points' weights
   */
  static double whole(Normalisation normalisation, double weight, long points) {
    return normalisation == null ? weight : points * normalisation.norm();
  }

  double residual(double mass) {
    return penalty * (mass / norm - 1);
  }

  /** Returns the derivative of the residual by the mass. */
  double slope() {
    return penalty / norm;
  }
}
