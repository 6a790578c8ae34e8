package io.raf4j.linalg;

/** The square roots of a damping's diagonal, and what is asked of arguments. */
final class Damping {

  private Damping() {}

  /**
   * Returns sqrt(D).
   *
   * @throws IllegalArgumentException if the length does not fit or an element is 0 or below
   */
  static double[] roots(double[] scaling, int size) {
    requireLength("scaling", scaling.length, size);
    double[] roots = new double[size];
    for (int i = 0; i < size; i++) {
      if (scaling[i] <= 0) {
        throw new IllegalArgumentException(
            "scaling has " + scaling[i] + " at " + i + "; expected numbers above 0");
      }
      roots[i] = Math.sqrt(scaling[i]);
    }
    return roots;
  }

  /** Refuses a damping below 0 or not finite and a pull of another length. */
  static void require(double lambda, double[] pull, int size) {
    if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "lambda is " + lambda + "; expected 0 or above, and finite");
    }
    if (pull != null) {
      requireLength("pull", pull.length, size);
    }
  }

  /** Refuses another length than expected. */
  static void requireLength(String name, long length, long expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + " has " + length + " elements; expected " + expected);
    }
  }

  /** Returns whether all numbers are finite. */
  static boolean areFinite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Returns {@code sqrt(D) pull}. */
  static double[] scaled(double[] roots, double[] pull) {
    double[] scaled = new double[roots.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = roots[i] * pull[i];
    }
    return scaled;
  }

  /** Returns {@code pull + sign D^-1/2 z}. */
  static double[] step(double[] roots, double[] pull, double sign, double[] z) {
    double[] delta = new double[roots.length];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = (pull == null ? 0 : pull[i]) + sign * z[i] / roots[i];
    }
    return delta;
  }

  /**
   * Returns the share of the largest singular value below which one is rounding.
   *
   * <p>Rounding errors of orthogonal transformations grow like the square root of their number.
   */
  static double tolerance(int size) {
    return 2 * Math.sqrt(size) * Math.ulp(1.0);
  }
}
