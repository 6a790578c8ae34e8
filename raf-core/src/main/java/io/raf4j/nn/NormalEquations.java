package io.raf4j.nn;

import java.io.Serializable;
import java.lang.ref.Reference;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The normal equations of a set of points: what one step of Gauss-Newton or Levenberg-Marquardt
 * needs of them.
 *
 * <pre>
 *   r: [points equations]    J = dr/dtheta: [points equations, size]
 *
 *   matrix   J^T J           vector   J^T r           sum of squares   r^T r
 * </pre>
 *
 * <p>theta is the network's flat parameter vector, followed by other unknowns where the residual
 * has some. Each row of J is the exact derivative of one equation at one point, from one backward
 * pass for each equation. The equations of two sets of points add up to those of their union, so
 * parts of a set may be computed anywhere.
 *
 * <p>Cost: {@code points equations size^2} flops at about the speed of matrix products, beside
 * which J itself is cheap; memory: two triangles of {@code size^2 / 2} numbers while it is
 * computed, one afterwards, and at most 1024 rows of J. Sums have an order that depends on the
 * sizes alone, so that the result does not depend on the number of threads, to the last bit.
 *
 * <p>Not thread-safe: {@link #add} changes an instance.
 */
public final class NormalEquations implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The packed triangle is one array, whose length is an int. */
  private static final int MOST_UNKNOWNS = 65_535;

  private final double[] matrix;
  private final double[] vector;
  private double sumOfSquares;

  private NormalEquations(double[] matrix, double[] vector, double sumOfSquares) {
    this.matrix = matrix;
    this.vector = vector;
    this.sumOfSquares = sumOfSquares;
  }

  /**
   * Returns the equations of residuals that depend on the network's parameters alone.
   *
   * @param network of type DOUBLE
   * @param parameters flat
   * @param points 1 or more
   * @param equations residuals of a point, 1 or more
   */
  public static NormalEquations of(
      JetNetwork network,
      INDArray parameters,
      int points,
      JetNetwork.Inputs inputs,
      int equations,
      JetNetwork.BlockResidual residual) {
    return of(
        network,
        parameters,
        points,
        inputs,
        equations,
        0,
        (first, count, outputs, residuals, partials, none) ->
            residual.at(first, count, outputs, residuals, partials));
  }

  /**
   * Returns the equations of residuals that depend on other unknowns, too.
   *
   * @param network of type DOUBLE
   * @param parameters flat
   * @param points 1 or more
   * @param equations residuals of a point, 1 or more
   * @param extra the other unknowns, 0 or more, which come after the network's parameters
   */
  public static NormalEquations of(
      JetNetwork network,
      INDArray parameters,
      int points,
      JetNetwork.Inputs inputs,
      int equations,
      int extra,
      JetNetwork.ExtendedResidual residual) {
    JetNetwork.requirePoints(points);
    requireAtLeast("equations", equations, 1);
    requireAtLeast("extra", extra, 0);
    if (network.parameters() + extra > MOST_UNKNOWNS) {
      throw new IllegalArgumentException(
          "unknowns are " + (network.parameters() + extra) + "; expected at most " + MOST_UNKNOWNS);
    }
    JetEngine<double[]> engine = doubles(network);
    Address base = network.address("parameters", parameters);
    try (JacobianPanel panel = new JacobianPanel(engine, base, points, equations, extra);
        GramMatrix gram = new GramMatrix(panel.columns())) {
      return ComputeThreads.inOneSection(() -> sum(panel, gram, points, inputs, residual));
    } finally {
      Reference.reachabilityFence(parameters);
    }
  }

  /**
   * Returns the bytes outside the heap that {@link #of} takes beside one block a thread: sums and a
   * panel of J.
   *
   * @param unknowns the network's parameters and the others
   */
  public static long sumBytes(int unknowns) {
    return GramMatrix.bytes(unknowns) + JacobianPanel.mostBytes(unknowns);
  }

  /** Returns the bytes outside the heap that {@link #solve} takes. */
  public static long solveBytes(int unknowns) {
    return CholeskySolver.bytes(unknowns);
  }

  private static NormalEquations sum(
      JacobianPanel panel,
      GramMatrix gram,
      int points,
      JetNetwork.Inputs inputs,
      JetNetwork.ExtendedResidual residual) {
    double sumOfSquares = 0;
    for (int start = 0; start < points; start += panel.points()) {
      panel.fill(start, Math.min(panel.points(), points - start), inputs, residual);
      gram.add(panel);
      sumOfSquares += panel.sumOfSquares();
    }
    return new NormalEquations(gram.packed(), gram.vector(), sumOfSquares);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " is " + value + "; expected " + least + " or more");
    }
  }

  @SuppressWarnings("unchecked")
  private static JetEngine<double[]> doubles(JetNetwork network) {
    if (network.type() != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          "network has type " + network.type() + "; expected DOUBLE for normal equations");
    }
    return (JetEngine<double[]>) network.engine();
  }

  /** Returns the number of unknowns: the network's parameters and the others. */
  public int size() {
    return vector.length;
  }

  /**
   * Returns the lower triangle of J^T J, row by row: {@code size (size + 1) / 2} numbers, not a
   * copy.
   */
  public double[] matrix() {
    return matrix;
  }

  /** Returns J^T r, not a copy. */
  public double[] vector() {
    return vector;
  }

  /** Returns r^T r. */
  public double sumOfSquares() {
    return sumOfSquares;
  }

  /** Returns the diagonal of J^T J. */
  public double[] diagonal() {
    double[] diagonal = new double[size()];
    int next = -1;
    for (int i = 0; i < diagonal.length; i++) {
      next += i + 1;
      diagonal[i] = matrix[next];
    }
    return diagonal;
  }

  /**
   * Adds the equations of other points, in place.
   *
   * @throws IllegalArgumentException if they have another number of unknowns
   */
  public void add(NormalEquations other) {
    if (other.size() != size()) {
      throw new IllegalArgumentException(
          "other equations have " + other.size() + " unknowns; expected " + size());
    }
    HostArithmetic.DOUBLES.add(matrix, other.matrix);
    HostArithmetic.DOUBLES.add(vector, other.vector);
    sumOfSquares += other.sumOfSquares;
  }

  /**
   * Solves {@code (A + diag(diagonal)) delta = -vector} by Cholesky factorisation, in {@code size^3
   * / 3} flops and {@code size^2} numbers outside the heap.
   *
   * <p>An unknown whose diagonal element is 0 in the sum, as that of a column of zeros in J without
   * damping, gets 1 there, so that its delta is 0.
   *
   * @param matrix the lower triangle of A, row by row
   * @param vector J^T r
   * @param diagonal what is added to the diagonal of A, such as a damping
   * @return delta, or nothing when the matrix is not positive definite
   * @throws IllegalArgumentException if the lengths do not fit
   */
  public static Optional<double[]> solve(double[] matrix, double[] vector, double[] diagonal) {
    requireLength("matrix", matrix.length, (long) vector.length * (vector.length + 1) / 2);
    requireLength("diagonal", diagonal.length, vector.length);
    double[] right = new double[vector.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = -vector[i];
    }
    return CholeskySolver.solve(matrix, right, diagonal);
  }

  private static void requireLength(String name, long length, long expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + " has " + length + " elements; expected " + expected);
    }
  }
}
