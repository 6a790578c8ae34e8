package io.raf4j.linalg;

/**
 * Damped steps from eigenvalues of {@code D^-1/2 J^T J D^-1/2 = V S^2 V^T}, whose square roots are
 * the singular values of {@code J D^-1/2}.
 *
 * <pre>
 *   delta = pull - D^-1/2 V q,   q_i = (g_i + s_i^2 w_i) / (s_i^2 + lambda)
 *   g = V^T D^-1/2 J^T r,        w = V^T sqrt(D) pull
 * </pre>
 *
 * <p>Cost of a damping: {@code 2 n^2} flops, {@code 4 n^2} with a pull. Directions in which {@code
 * s_i^2 + lambda} is rounding in comparison to the largest are left where the pull is.
 */
final class SpectralSolver implements DampedSolver {

  private final double[] roots;
  private final double[] squares;
  private final double[] gradient;
  private final ColumnMatrix vectors;
  private final double tolerance;

  /**
   * Takes a decomposition.
   *
   * @param roots sqrt(D)
   * @param squares s^2, finite
   * @param gradient g
   * @param vectors V, which is closed with this
   * @param tolerance the share of the largest square that is rounding
   */
  SpectralSolver(
      double[] roots, double[] squares, double[] gradient, ColumnMatrix vectors, double tolerance) {
    this.roots = roots;
    this.squares = squares;
    this.gradient = gradient;
    this.vectors = vectors;
    this.tolerance = tolerance;
  }

  @Override
  public Solution solve(double lambda, double[] pull) {
    Damping.require(lambda, pull, roots.length);
    double[] w = pull == null ? null : vectors.times(true, Damping.scaled(roots, pull));
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (double square : squares) {
      largest = Math.max(largest, square);
      smallest = Math.min(smallest, square);
    }
    double[] q = new double[squares.length];
    int rank = 0;
    for (int i = 0; i < q.length; i++) {
      double damped = squares[i] + lambda;
      if (damped > tolerance * (largest + lambda)) {
        q[i] = (gradient[i] + (w == null ? 0 : squares[i] * w[i])) / damped;
        rank++;
      }
    }
    double condition = Math.sqrt((largest + lambda) / (smallest + lambda));
    return Solution.of(Damping.step(roots, pull, -1, vectors.times(false, q)), rank, condition);
  }

  @Override
  public void close() {
    vectors.close();
  }
}
