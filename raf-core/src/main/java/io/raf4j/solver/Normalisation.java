package io.raf4j.solver;

import java.io.Serializable;

/**
 * The equation {@code penalty (m / norm - 1) = 0} that keeps a function from vanishing.
 *
 * @param norm what the integral of w u^2 is to be, positive
 * @param penalty the equation's weight beside the residuals, positive
 */
record Normalisation(double norm, double penalty) implements Serializable {

  double residual(double mass) {
    return penalty * (mass / norm - 1);
  }

  /** Returns the derivative of the residual by the mass. */
  double slope() {
    return penalty / norm;
  }
}
