package io.raf4j.pde;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Chebyshev's points {@code X_i = cos(i pi / n)} on [-1, 1], for functions of {@code x = (X + 1) /
 * 2} on [0, 1]: derivatives, which are by x, and interpolation.
 */
final class ChebyshevGrid {

  private static final double STRETCH = 2;

  private final int degree;
  private final double[] points;
  private final RealMatrix derivative;

  ChebyshevGrid(int degree) {
    this.degree = degree;
    this.points = new double[degree + 1];
    for (int i = 0; i <= degree; i++) {
      points[i] = Math.cos(i * Math.PI / degree);
    }
    this.derivative = new Array2DRowRealMatrix(derivatives(), false);
  }

  int degree() {
    return degree;
  }

  /** Returns the matrix that differentiates by X: each row's sum is 0, as of constants. */
  private double[][] derivatives() {
    double[][] d = new double[degree + 1][degree + 1];
    for (int i = 0; i <= degree; i++) {
      for (int j = 0; j <= degree; j++) {
        if (i != j) {
          double sign = (i + j) % 2 == 0 ? 1 : -1;
          d[i][j] = sign * end(i) / end(j) / (points[i] - points[j]);
          d[i][i] -= d[i][j];
        }
      }
    }
    return d;
  }

  private double end(int i) {
    return i == 0 || i == degree ? 2 : 1;
  }

  /**
   * Returns the matrix from values of q to those of a derivative of {@code (1 - X^2) q}.
   *
   * @param order 0 to 4
   */
  double[][] bounded(int order) {
    RealMatrix[] powers = new RealMatrix[5];
    powers[0] = MatrixUtils.createRealIdentityMatrix(degree + 1);
    for (int k = 1; k < powers.length; k++) {
      powers[k] = derivative.multiply(powers[k - 1]);
    }
    double[][] result = new double[degree + 1][degree + 1];
    double scale = Math.pow(STRETCH, order);
    for (int i = 0; i <= degree; i++) {
      double x = points[i];
      for (int j = 0; j <= degree; j++) {
        // Leibniz' rule for 1 - X^2, whose derivatives are -2 X and -2.
        double value = (1 - x * x) * powers[order].getEntry(i, j);
        if (order >= 1) {
          value -= 2 * x * order * powers[order - 1].getEntry(i, j);
        }
        if (order >= 2) {
          value -= order * (order - 1.0) * powers[order - 2].getEntry(i, j);
        }
        result[i][j] = scale * value;
      }
    }
    return result;
  }

  /** Returns the weights of the values in the interpolating polynomial at X: barycentric. */
  double[] weights(double x) {
    double[] weights = new double[degree + 1];
    double sum = 0;
    for (int i = 0; i <= degree; i++) {
      if (x == points[i]) {
        double[] one = new double[degree + 1];
        one[i] = 1;
        return one;
      }
      weights[i] = (i % 2 == 0 ? 1 : -1) / end(i) / (x - points[i]);
      sum += weights[i];
    }
    for (int i = 0; i <= degree; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
