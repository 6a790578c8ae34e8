package io.raf4j.solver;

/**
 * How the damped steps of an iteration come from its residuals and their Jacobian J.
 *
 * <p>The first ones sum up J^T J or the triangular factor of J in one pass over the points, {@code
 * size^2 / 2} numbers. The last two keep far less than that for many unknowns, and take a few
 * passes.
 */
public enum LinearSolver {
  /** Cholesky, and elimination where the damping is below the rounding of J^T J. */
  AUTO("auto"),
  /** A Cholesky factorisation of J^T J for each damping: cheapest, and squares J's condition. */
  CHOLESKY("cholesky"),
  /** Eigenvalues of J^T J, once for all dampings. */
  EIGENVALUES("eigenvalues"),
  /** An orthogonal elimination below the triangular factor of J for each damping. */
  ELIMINATION("elimination"),
  /** Singular values of the triangular factor of J, once for all dampings. */
  SINGULAR_VALUES("singular-values"),
  /** Singular values of a sketch of J: for many unknowns and more points than them. */
  SKETCH("sketch"),
  /** Cholesky factorisations of J D^-1 J^T: for more unknowns than residuals. */
  RESIDUAL_SPACE("residual-space");

  private final String label;

  LinearSolver(String label) {
    this.label = label;
  }

  /** Returns the name in settings. */
  public String label() {
    return label;
  }

  /** Returns whether J^T J or the triangular factor of J is summed up, in one pass. */
  public boolean isSummed() {
    return this != SKETCH && this != RESIDUAL_SPACE;
  }

  /**
   * Refuses residuals that this solver does not take.
   *
   * @throws IllegalArgumentException if something is normalised by sketch or in the residuals'
   *     space
   */
  public void require(Residuals residuals) {
    if (!isSummed() && residuals.isNormalised()) {
      throw new IllegalArgumentException(
          "linear solver is "
              + label
              + ", which takes residuals of single points; expected another for eigenvalues, whose"
              + " normalisation is a residual of all points");
    }
  }

  /**
   * Returns what is summed up for this solver.
   *
   * @param suiting what suits the damping, where either would do
   * @throws IllegalStateException if this solver sums up neither
   */
  public Factorisation summed(Factorisation suiting) {
    return switch (this) {
      case AUTO -> suiting;
      case CHOLESKY, EIGENVALUES -> Factorisation.NORMAL;
      case ELIMINATION, SINGULAR_VALUES -> Factorisation.TRIANGULAR;
      case SKETCH, RESIDUAL_SPACE ->
          throw new IllegalStateException(label + " sums up no square matrix of all unknowns");
    };
  }

  /** Returns this solver, or of AUTO the one by which such sums are solved. */
  LinearSolver used(Factorisation sums) {
    if (this != AUTO) {
      return this;
    }
    return sums == Factorisation.NORMAL ? CHOLESKY : ELIMINATION;
  }

  /** Returns whether one decomposition serves all dampings. */
  boolean isSpectral() {
    return this == EIGENVALUES || this == SINGULAR_VALUES;
  }
}
