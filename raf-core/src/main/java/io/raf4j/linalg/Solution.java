package io.raf4j.linalg;

import java.util.Optional;

/**
 * A damped step, or why there is none.
 *
 * @param delta the step, of finite numbers; empty unless the status is SOLVED
 * @param status how it ended
 * @param lapackStatus the number with which LAPACK's last routine ended, as it is; 0 where none
 *     failed
 * @param rank the directions in which delta is determined; -1 where the method does not know it. It
 *     can be less than the unknowns with SOLVED: delta then is the solution nearest to the pull
 * @param condition of {@code [J D^-1/2; sqrt(lambda)]} in the 2-norm, or an estimate within a
 *     factor of about the number of unknowns; NaN where the method does not know it
 */
public record Solution(
    Optional<double[]> delta, Status status, int lapackStatus, int rank, double condition) {

  /** How a solution ended. */
  public enum Status {
    /** There is a step. */
    SOLVED,
    /** A pivot of Cholesky's was not positive: more damping, or a method that does not square J. */
    NOT_POSITIVE_DEFINITE,
    /** The damped matrix is singular to rounding: more damping, or a method by singular values. */
    RANK_DEFICIENT,
    /** A number that went in is not finite, or one that came out: the residuals are to blame. */
    NOT_FINITE,
    /** LAPACK's iteration for eigenvalues or singular values did not end. */
    NOT_CONVERGED
  }

  /** Returns whether there is a step. */
  public boolean isSolved() {
    return status == Status.SOLVED;
  }

  /** Makes the solution of a step, unless it has numbers that are not finite. */
  static Solution of(double[] delta, int rank, double condition) {
    for (double value : delta) {
      if (!Double.isFinite(value)) {
        return new Solution(Optional.empty(), Status.NOT_FINITE, 0, rank, condition);
      }
    }
    return new Solution(Optional.of(delta), Status.SOLVED, 0, rank, condition);
  }

  /** Makes the solution that there is none. */
  static Solution failed(Status status, int lapackStatus, double condition) {
    return new Solution(Optional.empty(), status, lapackStatus, -1, condition);
  }
}
