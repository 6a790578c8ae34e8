package io.raf4j.eigen;

import io.raf4j.jet.Jet;
import java.util.Arrays;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Mathieu's equation {@code -u'' + c cos(x) u = mu u} for functions of period 2 pi.
 *
 * <p>In the basis e^(ikx), |k| at most N, the operator is the tridiagonal matrix with k^2 on its
 * diagonal and c / 2 beside it. Eigenvalues and coefficients converge faster than exponentially in
 * N; what is left is rounding, about 1e-13.
 *
 * @param coefficient c
 */
record Mathieu(double coefficient) {

  // The coefficients of |k| = 24 are below 1e-30 where |c| is at most 10.
  private static final int MODES = 24;

  /** Returns the lowest values mu, ascending. */
  double[] levels(int count) {
    double[] descending = decomposition(MODES + count / 2).getRealEigenvalues();
    Arrays.sort(descending);
    return Arrays.copyOf(descending, count);
  }

  /**
   * Returns the lowest values mu of even functions, ascending: in the basis 1, sqrt(2) cos(k x) the
   * matrix has k^2 on its diagonal, and beside it c / sqrt(2) once and c / 2 from then on.
   */
  double[] evenLevels(int count) {
    int modes = MODES + count;
    double[] main = new double[modes + 1];
    double[] beside = new double[modes];
    for (int k = 0; k <= modes; k++) {
      main[k] = (double) k * k;
    }
    Arrays.fill(beside, 0.5 * coefficient);
    beside[0] *= Math.sqrt(2);
    double[] values = new EigenDecomposition(main, beside).getRealEigenvalues();
    Arrays.sort(values);
    return Arrays.copyOf(values, count);
  }

  /** Returns the function of the lowest value mu, positive, with mean 1. */
  Ground ground() {
    EigenDecomposition decomposition = decomposition(MODES);
    double[] values = decomposition.getRealEigenvalues();
    int lowest = 0;
    for (int i = 1; i < values.length; i++) {
      lowest = values[i] < values[lowest] ? i : lowest;
    }
    double[] modes = decomposition.getEigenvector(lowest).toArray();
    double[] cosines = new double[MODES + 1];
    cosines[0] = 1;
    for (int k = 1; k <= MODES; k++) {
      cosines[k] = (modes[MODES + k] + modes[MODES - k]) / modes[MODES];
    }
    return new Ground(cosines);
  }

  private EigenDecomposition decomposition(int modes) {
    double[] main = new double[2 * modes + 1];
    double[] beside = new double[2 * modes];
    for (int k = -modes; k <= modes; k++) {
      main[modes + k] = (double) k * k;
    }
    Arrays.fill(beside, 0.5 * coefficient);
    return new EigenDecomposition(main, beside);
  }

  /** The series {@code sum_k a_k cos(k x)}. */
  static final class Ground {

    private final double[] values;
    private final double[] slopes;
    private final double[] curvatures;

    private Ground(double[] cosines) {
      this.values = cosines;
      this.slopes = timesMode(cosines);
      this.curvatures = timesMode(slopes);
    }

    private static double[] timesMode(double[] series) {
      double[] product = new double[series.length];
      for (int k = 0; k < product.length; k++) {
        product[k] = k * series[k];
      }
      return product;
    }

    Jet at(Jet x) {
      // A derivative multiplies by k and turns the phase by a quarter.
      return x.composed(
          t -> sum(values, t, 0),
          t -> sum(slopes, t, 0.5 * Math.PI),
          t -> sum(curvatures, t, Math.PI));
    }

    private static double sum(double[] series, double t, double phase) {
      double sum = 0;
      for (int k = series.length - 1; k >= 0; k--) {
        sum += series[k] * Math.cos(k * t + phase);
      }
      return sum;
    }
  }
}
