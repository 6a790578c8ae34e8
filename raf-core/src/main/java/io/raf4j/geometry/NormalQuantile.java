package io.raf4j.geometry;

import org.apache.commons.math3.special.Erf;

/**
 * The inverse of the standard normal distribution function, {@code sqrt(2) erfinv(2 p - 1)}, in
 * arithmetic that gives the same bits on every machine.
 */
final class NormalQuantile {

  private static final double ROOT_OF_TWO = Math.sqrt(2);

  private NormalQuantile() {}

  /**
   * Returns z with P(Z below z) = p, at most 8.3 in magnitude.
   *
   * @param p in [0, 1)
   */
  static double of(double p) {
    return ROOT_OF_TWO * Erf.erfInv(2 * Math.max(p, Quantile.LEAST) - 1);
  }
}
