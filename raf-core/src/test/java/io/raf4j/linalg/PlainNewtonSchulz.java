package io.raf4j.linalg;

/** The iteration of {@link NewtonSchulz} as its source writes it, by plain loops in doubles. */
public final class PlainNewtonSchulz {

  private PlainNewtonSchulz() {}

  /** Returns the matrix after five iterations: {@code g[row][column]}. */
  public static double[][] of(double[][] g) {
    if (g.length > g[0].length) {
      return transposed(of(transposed(g)));
    }
    double squares = 0;
    for (double[] row : g) {
      for (double value : row) {
        squares += value * value;
      }
    }
    double[][] x = sum(1 / Math.sqrt(squares), g, 0, g);
    for (int i = 0; i < 5; i++) {
      double[][] a = product(x, transposed(x));
      double[][] b = sum(-4.7750, a, 2.0315, product(a, a));
      x = sum(3.4445, x, 1, product(b, x));
    }
    return x;
  }

  /** Returns a matrix with rows for columns. */
  public static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[0].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  static double[][] product(double[][] left, double[][] right) {
    double[][] result = new double[left.length][right[0].length];
    for (int i = 0; i < left.length; i++) {
      for (int k = 0; k < right.length; k++) {
        for (int j = 0; j < right[0].length; j++) {
          result[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return result;
  }

  private static double[][] sum(double p, double[][] first, double q, double[][] second) {
    double[][] result = new double[first.length][first[0].length];
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < first[0].length; j++) {
        result[i][j] = p * first[i][j] + q * second[i][j];
      }
    }
    return result;
  }
}
