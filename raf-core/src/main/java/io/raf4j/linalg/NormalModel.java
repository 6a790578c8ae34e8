package io.raf4j.linalg;

import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostArithmetic;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A model from its normal equations.
 *
 * <pre>
 *   matrix   J^T J           vector   J^T r           sum of squares   r^T r
 * </pre>
 *
 * <p>Squares the condition of J: at 1e8 no digit of a step without damping is left. Cheapest of all
 * where that does no harm. Arrays are not copied.
 *
 * <p>Two methods: by Cholesky, {@code n^3 / 3} flops for each damping, one thread each, and {@code
 * n^2} numbers outside the heap for each that is solved at the same time and once more; by
 * eigenvalues, on one thread, about {@code 9 n^3} flops and {@code 3 n^2} numbers once, then {@code
 * 2 n^2} flops for each damping.
 */
public final class NormalModel implements LinearModel {

  private final double[] matrix;
  private final double[] vector;
  private final double sumOfSquares;
  private final boolean isByEigenvalues;

  private NormalModel(
      double[] matrix, double[] vector, double sumOfSquares, boolean isByEigenvalues) {
    Damping.requireLength("matrix", matrix.length, (long) vector.length * (vector.length + 1) / 2);
    this.matrix = matrix;
    this.vector = vector;
    this.sumOfSquares = sumOfSquares;
    this.isByEigenvalues = isByEigenvalues;
  }

  /**
   * Makes a model whose steps come from a Cholesky factorisation for each damping.
   *
   * @param matrix the lower triangle of J^T J, row by row
   * @param vector J^T r
   * @param sumOfSquares r^T r
   * @throws IllegalArgumentException if the lengths do not fit
   */
  public static NormalModel byCholesky(double[] matrix, double[] vector, double sumOfSquares) {
    return new NormalModel(matrix, vector, sumOfSquares, false);
  }

  /**
   * Makes a model whose steps come from one decomposition into eigenvalues.
   *
   * @param matrix the lower triangle of J^T J, row by row
   * @param vector J^T r
   * @param sumOfSquares r^T r
   * @throws IllegalArgumentException if the lengths do not fit
   */
  public static NormalModel byEigenvalues(double[] matrix, double[] vector, double sumOfSquares) {
    return new NormalModel(matrix, vector, sumOfSquares, true);
  }

  /** Returns the bytes outside the heap of a Cholesky factorisation for a damping. */
  static long solveBytes(int size) {
    return ColumnMatrix.bytes(size, size) + (size + 1L) * Double.BYTES;
  }

  @Override
  public int size() {
    return vector.length;
  }

  @Override
  public double[] diagonal() {
    double[] diagonal = new double[size()];
    int next = -1;
    for (int i = 0; i < diagonal.length; i++) {
      next += i + 1;
      diagonal[i] = matrix[next];
    }
    return diagonal;
  }

  @Override
  public double sumOfSquares() {
    return sumOfSquares;
  }

  @Override
  public double reduction(double[] delta) {
    double[] product = times(delta);
    double reduction = 0;
    for (int i = 0; i < product.length; i++) {
      reduction -= delta[i] * (2 * vector[i] + product[i]);
    }
    return reduction;
  }

  /** Returns {@code J^T J x}. */
  private double[] times(double[] x) {
    Damping.requireLength("delta", x.length, size());
    double[] product = new double[x.length];
    int next = 0;
    for (int i = 0; i < x.length; i++) {
      double sum = 0;
      for (int j = 0; j < i; j++) {
        sum += matrix[next] * x[j];
        product[j] += matrix[next++] * x[i];
      }
      product[i] += sum + matrix[next++] * x[i];
    }
    return product;
  }

  @Override
  public DampedSolver damped(double[] scaling) {
    double[] roots = Damping.roots(scaling, size());
    return isByEigenvalues ? byEigenvalues(roots) : new ByCholesky(roots);
  }

  /** Writes the upper triangle of {@code D^-1/2 J^T J D^-1/2}. */
  private ColumnMatrix scaledMatrix(double[] roots) {
    ColumnMatrix scaled = new ColumnMatrix(size(), size());
    int next = 0;
    for (int i = 0; i < size(); i++) {
      // Rows of the lower triangle are columns of the upper one.
      DoubleBuffer column = scaled.column(i);
      for (int j = 0; j <= i; j++) {
        column.put(j, matrix[next++] / roots[j] / roots[i]);
      }
      for (int j = i + 1; j < size(); j++) {
        column.put(j, 0);
      }
    }
    return scaled;
  }

  /** Returns {@code D^-1/2 (J^T r + J^T J pull)}. */
  private double[] scaledVector(double[] roots, double[] pull) {
    double[] scaled = pull == null ? new double[size()] : times(pull);
    HostArithmetic.DOUBLES.add(scaled, vector);
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= roots[i];
    }
    return scaled;
  }

  private DampedSolver byEigenvalues(double[] roots) {
    double[] gradient = scaledVector(roots, null);
    ColumnMatrix vectors = scaledMatrix(roots);
    if (!vectors.isFinite() || !Damping.areFinite(gradient)) {
      vectors.close();
      return FailedSolver.notFinite(size());
    }
    double[] squares = new double[size()];
    int status = SymmetricEigen.decompose(vectors, squares);
    if (status != 0) {
      vectors.close();
      return FailedSolver.notConverged(size(), status);
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] = Math.max(squares[i], 0);
    }
    return new SpectralSolver(
        roots, squares, vectors.times(true, gradient), vectors, Damping.tolerance(size()));
  }

  /**
   * A factorisation for each damping.
   *
   * <p>Factorisations that are over lend their memory to the next ones: fresh pages of the
   * operating system cost as much as the factorisation itself.
   */
  private final class ByCholesky implements DampedSolver {

    private final double[] roots;
    private final ColumnMatrix scaled;
    private final Queue<ColumnMatrix> idle = new ConcurrentLinkedQueue<>();

    ByCholesky(double[] roots) {
      this.roots = roots;
      this.scaled = scaledMatrix(roots);
    }

    @Override
    public Solution solve(double lambda, double[] pull) {
      Damping.require(lambda, pull, size());
      double[] z = scaledVector(roots, pull);
      ColumnMatrix damped = damped(lambda);
      PositiveDefinite system;
      try {
        system = PositiveDefinite.solve(damped, z);
      } finally {
        idle.add(damped);
      }
      return system.isSolved()
          ? Solution.of(Damping.step(roots, pull, -1, z), size(), system.condition())
          : system.failure();
    }

    /** Returns the upper triangle of the damped matrix. */
    private ColumnMatrix damped(double lambda) {
      ColumnMatrix unused = idle.poll();
      ColumnMatrix damped = unused == null ? new ColumnMatrix(size(), size()) : unused;
      for (int j = 0; j < size(); j++) {
        DoubleBuffer column = damped.column(j);
        column.put(0, scaled.column(j), 0, j + 1);
        column.put(j, column.get(j) + lambda);
      }
      return damped;
    }

    @Override
    public List<Solution> solveAll(double[] lambdas, double[] pull) {
      Solution[] solutions = new Solution[lambdas.length];
      ComputeThreads.run(lambdas.length, i -> solutions[i] = solve(lambdas[i], pull));
      return List.of(solutions);
    }

    @Override
    public void close() {
      scaled.close();
      idle.forEach(ColumnMatrix::close);
    }
  }
}
