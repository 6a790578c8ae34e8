package io.raf4j.geometry;

/** Arithmetic of short vectors. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  static double length(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  static double[] minus(double[] a, double[] b) {
    return plus(a, -1, b);
  }

  /** Returns a + s b. */
  static double[] plus(double[] a, double s, double[] b) {
    double[] sum = new double[a.length];
    for (int k = 0; k < a.length; k++) {
      sum[k] = a[k] + s * b[k];
    }
    return sum;
  }

  static double[] times(double s, double[] a) {
    double[] product = new double[a.length];
    for (int k = 0; k < a.length; k++) {
      product[k] = s * a[k];
    }
    return product;
  }

  /** Returns a / |a|. */
  static double[] unit(double[] a) {
    return times(1 / length(a), a);
  }

  /** Returns a x b, of three coordinates each. */
  static double[] cross(double[] a, double[] b) {
    return new double[] {
      a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
    };
  }

  /** Returns e_k of R^d. */
  static double[] axis(int dimension, int k) {
    double[] axis = new double[dimension];
    axis[k] = 1;
    return axis;
  }

  static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, from.length);
  }

  static boolean areFinite(double... numbers) {
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        return false;
      }
    }
    return true;
  }
}
