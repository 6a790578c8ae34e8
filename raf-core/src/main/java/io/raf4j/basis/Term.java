package io.raf4j.basis;

import java.util.Objects;

/**
 * One summand of an activation: {@code alpha gamma(beta z)}.
 *
 * @param function gamma
 * @param alpha the amplitude
 * @param beta the scale of the argument
 * @param share in a grouped activation, the neurons that have this term; else {@link Share#REST}
 */
public record Term(BasisFunction function, Coefficient alpha, Coefficient beta, Share share) {

  /** Checks that nothing is missing. */
  public Term {
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(alpha, "alpha");
    Objects.requireNonNull(beta, "beta");
    Objects.requireNonNull(share, "share");
  }

  /** Makes a term of a mixed activation. */
  public Term(BasisFunction function, Coefficient alpha, Coefficient beta) {
    this(function, alpha, beta, Share.REST);
  }

  /**
   * Returns {@code d^order/dz^order [alpha gamma(beta z)] = alpha beta^order gamma^(order)(beta
   * z)}.
   *
   * @param order 0 to {@link BasisFunction#MAX_ORDER}
   */
  public double derivative(int order, double z, double alpha, double beta) {
    return alpha * StrictMath.pow(beta, order) * function.derivative(order, beta * z);
  }

  /** Returns the term with its scale times a factor where the function has a rate of its own. */
  Term quickened(double factor) {
    return function.rate() > 0
        ? new Term(
            function, alpha, new Coefficient(beta.initial().times(factor), beta.learnable()), share)
        : this;
  }

  /** Returns whether training moves the amplitude or the scale. */
  public boolean isLearnable() {
    return alpha.learnable() || beta.learnable();
  }
}
