package io.raf4j.solver;

/**
 * What is summed up of J, the Jacobian of the residuals, over points.
 *
 * <p>J^T J costs half as much and squares the condition of J: steps with a damping below about
 * 1e-13 of its largest eigenvalue are rounding. The triangular factor R keeps the condition as it
 * is.
 */
public enum Factorisation {
  /** J^T J and J^T r; a Cholesky decomposition for each damping. */
  NORMAL,
  /** R of J = Q R and Q^T r; an orthogonal elimination for each damping. */
  TRIANGULAR
}
