package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemv;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostArithmetic;
import io.raf4j.host.HostMemory;
import org.bytedeco.javacpp.DoublePointer;

/**
 * A model in the space of its residuals, for fewer rows than unknowns.
 *
 * <pre>
 *   J: [rows, size]    K = J D^-1 J^T: [rows, rows]
 *
 *   delta = pull - D^-1 J^T (K + lambda I)^-1 (r + J pull)
 * </pre>
 *
 * <p>The same step as that of the normal equations, by {@code (A^T A + lambda)^-1 A^T = A^T (A A^T
 * + lambda)^-1}; squares the condition of J like them.
 *
 * <p>Cost: {@code rows^2 size} flops for K in parallel, then on one thread {@code rows^3 / 3} for
 * each damping by Cholesky, or about {@code 9 rows^3} once by eigenvalues; {@code 4 rows size}
 * flops for each damping. Memory outside the heap besides J: two or three times {@code rows^2}
 * numbers and a block of J. Bits do not depend on the number of threads.
 *
 * <p>J and r are looked at where they are, and have to stay there as they are while the model or
 * its solvers are in use.
 *
 * <p>Source: D-NGD, arXiv 2505.21404; Goldshlager, Abrahamsen, Lin, "A Kaczmarz-inspired approach
 * to accelerate the optimization of neural network wavefunctions" (SPRING), 2024, for the pull.
 */
public final class ResidualModel implements LinearModel {

  /** Rows or columns of a product that one thread computes. */
  private static final int TILE = 256;

  private final Address jacobian;
  private final int stride;
  private final int rows;
  private final int size;
  private final double[] residuals;
  private final boolean isByEigenvalues;

  private ResidualModel(
      Address jacobian,
      int leadingDimension,
      int rows,
      Address residuals,
      int size,
      boolean isByEigenvalues) {
    TriangularFactor.requireRows(leadingDimension, rows);
    if (rows < 1 || size < 1) {
      throw new IllegalArgumentException(
          "J has " + rows + " rows and " + size + " columns; expected at least 1 of each");
    }
    this.jacobian = jacobian;
    this.stride = leadingDimension;
    this.rows = rows;
    this.size = size;
    this.residuals = new double[rows];
    residuals.doubles(rows).get(0, this.residuals);
    this.isByEigenvalues = isByEigenvalues;
  }

  /**
   * Makes a model whose steps come from a Cholesky factorisation for each damping.
   *
   * @param jacobian where J is: column-major, {@code [rows, size]}
   * @param leadingDimension elements from one column of J to the next, at least rows
   * @param residuals where r is: {@code [rows]}
   * @throws IllegalArgumentException if there is no row or column, or columns overlap
   */
  public static ResidualModel byCholesky(
      Address jacobian, int leadingDimension, int rows, Address residuals, int size) {
    return new ResidualModel(jacobian, leadingDimension, rows, residuals, size, false);
  }

  /**
   * Makes a model whose steps come from one decomposition into eigenvalues.
   *
   * @param jacobian where J is: column-major, {@code [rows, size]}
   * @param leadingDimension elements from one column of J to the next, at least rows
   * @param residuals where r is: {@code [rows]}
   * @throws IllegalArgumentException if there is no row or column, or columns overlap
   */
  public static ResidualModel byEigenvalues(
      Address jacobian, int leadingDimension, int rows, Address residuals, int size) {
    return new ResidualModel(jacobian, leadingDimension, rows, residuals, size, true);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double[] diagonal() {
    double[] diagonal = new double[size];
    ComputeThreads.run(
        tiles(size),
        part -> {
          double[] column = new double[rows];
          for (int j = part * TILE; j < Math.min(size, (part + 1) * TILE); j++) {
            at(0, j).doubles(rows).get(0, column);
            diagonal[j] = squares(column);
          }
        });
    return diagonal;
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  private static int tiles(int length) {
    return (length + TILE - 1) / TILE;
  }

  private Address at(int row, int column) {
    return jacobian.plus(((long) column * stride + row) * Double.BYTES);
  }

  @Override
  public double sumOfSquares() {
    return squares(residuals);
  }

  @Override
  public double reduction(double[] delta) {
    Damping.requireLength("delta", delta.length, size);
    double[] change = times(delta);
    double reduction = 0;
    for (int i = 0; i < rows; i++) {
      reduction -= change[i] * (2 * residuals[i] + change[i]);
    }
    return reduction;
  }

  /** Returns {@code J x}, tile by tile of rows. */
  private double[] times(double[] x) {
    return product(false, x, rows);
  }

  /** Returns {@code J^T x}, tile by tile of columns. */
  private double[] transposedTimes(double[] x) {
    return product(true, x, size);
  }

  private double[] product(boolean transpose, double[] x, int length) {
    double[] product = new double[length];
    try (HostMemory memory = HostMemory.of(((long) x.length + length) * Double.BYTES)) {
      Address from = memory.address();
      Address into = from.plus((long) x.length * Double.BYTES);
      from.doubles(x.length).put(0, x);
      into.doubles(length).put(0, product);
      DoublePointer vector = from.doubles();
      ComputeThreads.run(
          tiles(length),
          part -> {
            int start = part * TILE;
            int count = Math.min(TILE, length - start);
            cblas_dgemv(
                CblasColMajor,
                transpose ? CblasTrans : CblasNoTrans,
                transpose ? rows : count,
                transpose ? count : size,
                1,
                (transpose ? at(0, start) : at(start, 0)).doubles(),
                stride,
                vector,
                1,
                0,
                into.plus((long) start * Double.BYTES).doubles(),
                1);
          });
      into.doubles(length).get(0, product);
    }
    return product;
  }

  @Override
  public DampedSolver damped(double[] scaling) {
    double[] roots = Damping.roots(scaling, size);
    ColumnMatrix kernel = new ColumnMatrix(rows, rows);
    new KernelMatrix(jacobian, stride, roots, kernel).sum();
    if (!kernel.isFinite() || !Damping.areFinite(residuals) || !Damping.areFinite(roots)) {
      kernel.close();
      return FailedSolver.notFinite(size);
    }
    if (!isByEigenvalues) {
      return new Solver(roots, new KernelSolver.ByCholesky(kernel));
    }
    double[] values = new double[rows];
    int status = SymmetricEigen.decompose(kernel, values);
    if (status != 0) {
      kernel.close();
      return FailedSolver.notConverged(size, status);
    }
    return new Solver(roots, new KernelSolver.ByEigenvalues(kernel, values));
  }

  /** Steps from solutions in the space of residuals. */
  private final class Solver implements DampedSolver {

    private final double[] roots;
    private final KernelSolver kernel;

    Solver(double[] roots, KernelSolver kernel) {
      this.roots = roots;
      this.kernel = kernel;
    }

    @Override
    public Solution solve(double lambda, double[] pull) {
      Damping.require(lambda, pull, size);
      double[] right = residuals.clone();
      if (pull != null) {
        HostArithmetic.DOUBLES.add(right, times(pull));
      }
      if (!Damping.areFinite(right)) {
        return Solution.failed(Solution.Status.NOT_FINITE, 0, Double.NaN);
      }
      KernelSolver.Answer answer = kernel.solve(lambda, right);
      return answer.x().map(x -> solution(answer, x, pull)).orElse(answer.failure());
    }

    private Solution solution(KernelSolver.Answer answer, double[] x, double[] pull) {
      double[] z = transposedTimes(x);
      for (int j = 0; j < size; j++) {
        z[j] /= roots[j];
      }
      return Solution.of(Damping.step(roots, pull, -1, z), answer.rank(), answer.condition());
    }

    @Override
    public void close() {
      kernel.close();
    }
  }
}
