package io.raf4j.linalg;

import io.raf4j.host.Address;
import io.raf4j.host.HostMemory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

/**
 * A least-squares problem with the numbers of its J, column by column.
 *
 * @param jacobian J: {@code [rows, size]}, column-major
 * @param residuals r: {@code [rows]}
 */
record Problem(int rows, int size, double[] jacobian, double[] residuals) {

  /** A problem of independent numbers between -1 and 1. */
  static Problem random(int rows, int size, long seed) {
    Random random = new Random(seed);
    return new Problem(
        rows,
        size,
        random.doubles((long) rows * size, -1, 1).toArray(),
        random.doubles(rows, -1, 1).toArray());
  }

  /** A problem of the same J that an unknown vector solves without a residual. */
  static Problem solvedBy(double[][] rows, double[] solution) {
    int size = solution.length;
    double[] jacobian = new double[rows.length * size];
    double[] residuals = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < size; j++) {
        jacobian[j * rows.length + i] = rows[i][j];
        residuals[i] -= rows[i][j] * solution[j];
      }
    }
    return new Problem(rows.length, size, jacobian, residuals);
  }

  /** Powers 0 to size - 1 of equidistant points in [0, 1]. */
  static double[][] vandermonde(int rows, int size) {
    double[][] matrix = new double[rows][size];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < size; j++) {
        matrix[i][j] = Math.pow(i / (rows - 1.0), j);
      }
    }
    return matrix;
  }

  double at(int row, int column) {
    return jacobian[column * rows + row];
  }

  /** Returns J delta. */
  double[] times(double[] delta) {
    double[] product = new double[rows];
    for (int j = 0; j < size; j++) {
      for (int i = 0; i < rows; i++) {
        product[i] += at(i, j) * delta[j];
      }
    }
    return product;
  }

  /** Returns ||r + J delta||^2. */
  double sumOfSquares(double[] delta) {
    double[] change = times(delta);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += (residuals[i] + change[i]) * (residuals[i] + change[i]);
    }
    return sum;
  }

  /** Returns the lower triangle of J^T J, row by row. */
  double[] matrix() {
    double[] matrix = new double[size * (size + 1) / 2];
    int next = 0;
    for (int a = 0; a < size; a++) {
      for (int b = 0; b <= a; b++, next++) {
        for (int i = 0; i < rows; i++) {
          matrix[next] += at(i, a) * at(i, b);
        }
      }
    }
    return matrix;
  }

  /** Returns J^T r. */
  double[] vector() {
    return gradient(residuals);
  }

  /** Returns J^T v. */
  double[] gradient(double[] v) {
    double[] gradient = new double[size];
    for (int j = 0; j < size; j++) {
      for (int i = 0; i < rows; i++) {
        gradient[j] += at(i, j) * v[i];
      }
    }
    return gradient;
  }

  /** Returns some of the rows. */
  Problem rows(int from, int to) {
    int count = to - from;
    double[] part = new double[count * size];
    for (int j = 0; j < size; j++) {
      System.arraycopy(jacobian, j * rows + from, part, j * count, count);
    }
    return new Problem(count, size, part, Arrays.copyOfRange(residuals, from, to));
  }

  /** What takes a panel. */
  interface Taker<T> {
    T take(Address jacobian, int leadingDimension, Address residuals);
  }

  /** Lends J and r outside the heap, with some elements between the columns. */
  <T> T lend(Taker<T> taker) {
    int leadingDimension = rows + 3;
    try (HostMemory memory =
        HostMemory.of(((long) leadingDimension * size + rows) * Double.BYTES)) {
      for (int j = 0; j < size; j++) {
        memory
            .address()
            .plus((long) j * leadingDimension * Double.BYTES)
            .doubles(rows)
            .put(0, jacobian, j * rows, rows);
      }
      Address end = memory.address().plus((long) leadingDimension * size * Double.BYTES);
      end.doubles(rows).put(0, residuals);
      return taker.take(memory.address(), leadingDimension, end);
    }
  }

  /** Returns the factor of all rows. */
  TriangularFactor factor() {
    return lend(
        (jacobian, leadingDimension, r) -> {
          try (TriangularFactor.Sum sum = new TriangularFactor.Sum(size)) {
            sum.add(jacobian, leadingDimension, rows, r);
            return sum.factor();
          }
        });
  }

  /** Solves by a model of this problem. */
  Solution solve(
      Function<Problem, LinearModel> method, double[] scaling, double lambda, double[] pull) {
    try (DampedSolver solver = method.apply(this).damped(scaling)) {
      return solver.solve(lambda, pull);
    }
  }
}
