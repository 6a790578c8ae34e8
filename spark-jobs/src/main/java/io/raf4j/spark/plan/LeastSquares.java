package io.raf4j.spark.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Least squares with coefficients that cannot be negative, by relative error:
 *
 * <p>min over c of 0 or more: sum_i ((A c)_i / y_i - 1)^2.
 *
 * <p>Relative, since measurements of microseconds and of seconds are to count alike. A negative
 * coefficient is fixed at zero and the rest is fitted again, the most negative first: the active
 * set of Lawson and Hanson's method without its way back, which is enough for the few columns here.
 * Columns are scaled to length 1, and what the data cannot tell apart gets the solution of least
 * norm.
 */
final class LeastSquares {

  /** Singular values below this part of the largest count as none. */
  private static final double NONE = 1e-10;

  private LeastSquares() {}

  /**
   * Returns the coefficients.
   *
   * @param rows of A, as many numbers each
   * @param y positive, one a row
   * @throws IllegalArgumentException if there are fewer rows than columns, or a y is not positive
   */
  static double[] fit(List<double[]> rows, double[] y) {
    int columns = rows.isEmpty() ? 0 : rows.get(0).length;
    if (rows.size() < Math.max(1, columns) || rows.size() != y.length) {
      throw new IllegalArgumentException(
          rows.size() + " measurements for " + columns + " constants; expected at least as many");
    }
    for (double value : y) {
      if (!(value > 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException("measured " + value + "; expected a positive number");
      }
    }
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      free.add(i);
    }
    double[] result = new double[columns];
    while (!free.isEmpty()) {
      double[] some = unconstrained(rows, y, free);
      int worst = 0;
      for (int i = 1; i < some.length; i++) {
        worst = some[i] < some[worst] ? i : worst;
      }
      if (some[worst] >= 0) {
        for (int i = 0; i < some.length; i++) {
          result[free.get(i)] = some[i];
        }
        return result;
      }
      free.remove(worst);
    }
    return result;
  }

  private static double[] unconstrained(List<double[]> rows, double[] y, List<Integer> columns) {
    RealMatrix a = new Array2DRowRealMatrix(rows.size(), columns.size());
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        a.setEntry(i, j, rows.get(i)[columns.get(j)] / y[i]);
      }
    }
    double[] lengths = new double[columns.size()];
    for (int j = 0; j < lengths.length; j++) {
      double length = a.getColumnVector(j).getNorm();
      lengths[j] = length == 0 ? 1 : length;
    }
    RealMatrix scaled =
        a.multiply(
            MatrixUtils.createRealDiagonalMatrix(
                Arrays.stream(lengths).map(length -> 1 / length).toArray()));
    double[] ones = new double[rows.size()];
    Arrays.fill(ones, 1);
    double[] found = solve(scaled, ones);
    for (int j = 0; j < found.length; j++) {
      found[j] /= lengths[j];
    }
    return found;
  }

  private static double[] solve(RealMatrix a, double[] b) {
    SingularValueDecomposition svd = new SingularValueDecomposition(a);
    double[] singular = svd.getSingularValues();
    double[] projected = svd.getUT().operate(b);
    double[] scaled = new double[singular.length];
    for (int i = 0; i < singular.length; i++) {
      scaled[i] = singular[i] > NONE * singular[0] ? projected[i] / singular[i] : 0;
    }
    return svd.getV().operate(new ArrayRealVector(scaled)).toArray();
  }
}
