package io.raf4j.geometry;

/**
 * The inverse of a distribution function by Newton's method, kept inside a bracket by bisection.
 */
final class Quantile {

  private static final int MOST_STEPS = 200;
  private static final double TOLERANCE = 1e-15;

  /** Stands for 0: half of the smallest positive number that a sampler draws. */
  static final double LEAST = 0x1p-54;

  private Quantile() {}

  /** A distribution on an interval. */
  interface Law {
    /** Returns the probability below t; accurate where it is small. */
    double below(double t);

    /** Returns the probability above t; accurate where it is small. */
    double above(double t);

    /** Returns the density at t, the derivative of {@link #below}. */
    double density(double t);
  }

  /**
   * Returns t with P(T below t) = p, to about 1e-15 of itself.
   *
   * @param p in [0, 1); 0 is taken for half of the smallest number that is drawn
   * @param low nothing lies below
   * @param high nothing that matters lies above
   * @param start a first guess between the two
   */
  static double of(Law law, double p, double low, double high, double start) {
    double target = Math.max(p, LEAST);
    double left = low;
    double right = high;
    double t = start;
    for (int step = 0; step < MOST_STEPS; step++) {
      double excess = target < 0.5 ? law.below(t) - target : 1 - target - law.above(t);
      if (excess < 0) {
        left = t;
      } else {
        right = t;
      }
      double newton = excess / law.density(t);
      if (Math.abs(newton) <= TOLERANCE * t) {
        return t - newton;
      }
      double next = t - newton;
      if (!(next > left && next < right)) {
        next = 0.5 * (left + right);
      }
      t = next;
    }
    return t;
  }
}
