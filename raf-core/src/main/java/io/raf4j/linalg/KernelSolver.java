package io.raf4j.linalg;

import java.nio.DoubleBuffer;
import java.util.Optional;

/**
 * What solves {@code (K + lambda I) x = right} for the kernel K = J D^-1 J^T of few residuals.
 *
 * <p>Holds K until it is closed. {@link #solve} may be called by several threads at a time.
 */
sealed interface KernelSolver extends AutoCloseable {

  /**
   * The solution of a damped system, or why there is none.
   *
   * @param x the solution; empty where there is none
   * @param rank the directions in which it is determined
   * @param condition of {@code [J D^-1/2; sqrt(lambda)]}
   * @param failure the solution that there is none; null where there is one
   */
  record Answer(Optional<double[]> x, int rank, double condition, Solution failure) {

    static Answer of(double[] x, int rank, double condition) {
      return new Answer(Optional.of(x), rank, condition, null);
    }

    static Answer failed(Solution failure) {
      return new Answer(Optional.empty(), failure.rank(), failure.condition(), failure);
    }
  }

  /**
   * Solves a system.
   *
   * @param right may become x
   */
  Answer solve(double lambda, double[] right);

  @Override
  void close();

  /**
   * A factorisation of K and its damping for each damping, in a copy of K.
   *
   * @param kernel the upper triangle of K, whatever is below it
   */
  record ByCholesky(ColumnMatrix kernel) implements KernelSolver {

    @Override
    public Answer solve(double lambda, double[] right) {
      int n = right.length;
      double[] values = new double[n];
      try (ColumnMatrix damped = new ColumnMatrix(n, n)) {
        for (int j = 0; j < n; j++) {
          kernel.column(j).get(0, values);
          values[j] += lambda;
          DoubleBuffer column = damped.column(j);
          column.put(0, values);
        }
        PositiveDefinite system = PositiveDefinite.solve(damped, right);
        return system.isSolved()
            ? Answer.of(right, n, system.condition())
            : Answer.failed(system.failure());
      }
    }

    @Override
    public void close() {
      kernel.close();
    }
  }

  /** One decomposition of K for all dampings. */
  record ByEigenvalues(ColumnMatrix vectors, double[] values) implements KernelSolver {

    @Override
    public Answer solve(double lambda, double[] right) {
      double[] x = vectors.times(true, right);
      double largest = Math.max(values[values.length - 1], 0);
      double tolerance = Damping.tolerance(values.length);
      int rank = 0;
      for (int i = 0; i < x.length; i++) {
        double damped = Math.max(values[i], 0) + lambda;
        if (damped > tolerance * (largest + lambda)) {
          x[i] /= damped;
          rank++;
        } else {
          x[i] = 0;
        }
      }
      double condition = Math.sqrt((largest + lambda) / (Math.max(values[0], 0) + lambda));
      return Answer.of(vectors.times(false, x), rank, condition);
    }

    @Override
    public void close() {
      vectors.close();
    }
  }
}
