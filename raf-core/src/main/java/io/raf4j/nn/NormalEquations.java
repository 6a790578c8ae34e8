package io.raf4j.nn;

import java.io.Serializable;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The normal equations J^T J, J^T r and r^T r of a set of points. */
public final class NormalEquations implements Serializable {

  private static final long serialVersionUID = 1L;

  private NormalEquations() {}

  /** Returns the equations of residuals that depend on the network's parameters alone. */
  public static NormalEquations of(
      JetNetwork network,
      INDArray parameters,
      int points,
      JetNetwork.Inputs inputs,
      int equations,
      JetNetwork.BlockResidual residual) {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns the equations of residuals that depend on other unknowns, too.
   *
   * @param extra how many, 0 or more; they come after the network's parameters
   */
  public static NormalEquations of(
      JetNetwork network,
      INDArray parameters,
      int points,
      JetNetwork.Inputs inputs,
      int equations,
      int extra,
      JetNetwork.ExtendedResidual residual) {
    throw new UnsupportedOperationException();
  }

  /** Returns the unknowns: the network's parameters and the others. */
  public int size() {
    throw new UnsupportedOperationException();
  }

  /** Returns the lower triangle of J^T J, row by row: {@code size (size + 1) / 2} numbers. */
  public double[] matrix() {
    throw new UnsupportedOperationException();
  }

  /** Returns J^T r. */
  public double[] vector() {
    throw new UnsupportedOperationException();
  }

  /** Returns r^T r. */
  public double sumOfSquares() {
    throw new UnsupportedOperationException();
  }

  /** Adds the equations of other points. */
  public void add(NormalEquations other) {
    throw new UnsupportedOperationException();
  }

  /**
   * Solves {@code (A + diag(diagonal)) delta = -vector}.
   *
   * @param matrix the lower triangle of A, row by row
   * @return delta, or nothing when the matrix is not positive definite
   */
  public static Optional<double[]> solve(double[] matrix, double[] vector, double[] diagonal) {
    throw new UnsupportedOperationException();
  }
}
