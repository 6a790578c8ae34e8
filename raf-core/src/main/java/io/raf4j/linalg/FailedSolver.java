package io.raf4j.linalg;

/**
 * The solver of a model that could not be decomposed: every damping fails alike.
 *
 * @param size the unknowns
 * @param failure what every damping gets
 */
record FailedSolver(int size, Solution failure) implements DampedSolver {

  /** The solver of a model with numbers that are not finite. */
  static FailedSolver notFinite(int size) {
    return new FailedSolver(size, Solution.failed(Solution.Status.NOT_FINITE, 0, Double.NaN));
  }

  /** The solver after an iteration of LAPACK's that did not end. */
  static FailedSolver notConverged(int size, int lapackStatus) {
    return new FailedSolver(
        size, Solution.failed(Solution.Status.NOT_CONVERGED, lapackStatus, Double.NaN));
  }

  @Override
  public Solution solve(double lambda, double[] pull) {
    Damping.require(lambda, pull, size);
    return failure;
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
