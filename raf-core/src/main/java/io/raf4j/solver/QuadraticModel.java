package io.raf4j.solver;

/**
 * A least-squares loss near theta: {@code loss(theta + delta) = loss + 2 g . delta + delta . M
 * delta}.
 *
 * @param matrix lower triangle of {@code M = J^T J} by rows, {@code n (n + 1) / 2} numbers; not
 *     copied
 * @param vector {@code g = J^T r}, n numbers; not copied
 * @param loss {@code r . r}
 */
@SuppressWarnings("ArrayRecordComponent")
public record QuadraticModel(double[] matrix, double[] vector, double loss) {

  /** Checks that the matrix fits the vector. */
  public QuadraticModel {
    long expected = (long) vector.length * (vector.length + 1) / 2;
    if (matrix.length != expected) {
      throw new IllegalArgumentException(
          "matrix has " + matrix.length + " numbers; expected " + expected);
    }
  }

  /** Returns the number of unknowns. */
  public int size() {
    return vector.length;
  }

  /** Returns M_ii. */
  double diagonal(int i) {
    return matrix[(int) ((long) i * (i + 1) / 2) + i];
  }

  /** Returns how much smaller the modelled loss is at theta + delta. */
  double reduction(double[] delta) {
    double sum = 0;
    int at = 0;
    for (int i = 0; i < delta.length; i++) {
      double row = 0;
      for (int j = 0; j < i; j++) {
        row += matrix[at++] * delta[j];
      }
      sum -= delta[i] * (2 * row + matrix[at++] * delta[i] + 2 * vector[i]);
    }
    return sum;
  }
}
