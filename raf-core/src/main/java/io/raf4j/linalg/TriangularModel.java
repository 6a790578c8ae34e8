package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dtrcon;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dtrtrs;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostMemory;
import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/**
 * A model from the triangular factor of {@code [J r]}: a step has the digits that the condition of
 * J leaves, not those that its square does.
 *
 * <p>Two methods. By singular values of {@code R_J D^-1/2}, on one thread: about {@code 20 n^3}
 * flops and {@code 7 n^2} numbers outside the heap once, then {@code 2 n^2} flops for each damping
 * and {@code n^2} numbers kept; of short rank they give the solution nearest to the pull. By
 * elimination of {@code sqrt(lambda D)} below R_J: {@code 2/3 n^3} flops and {@code 2 n^2} numbers
 * for each damping, in parallel by tiles; for few dampings.
 */
public final class TriangularModel implements LinearModel {

  private static final byte UPPER = 'U';
  private static final byte AS_IT_IS = 'N';
  private static final byte ONE_NORM = '1';

  private final TriangularFactor factor;
  private final double[] projected;
  private final boolean isBySingularValues;
  private final SingularValues.Driver[] drivers;

  /** Makes a model by singular values of other routines, or by elimination without any. */
  TriangularModel(TriangularFactor factor, SingularValues.Driver... drivers) {
    this.factor = factor;
    this.projected = factor.projected();
    this.isBySingularValues = drivers.length > 0;
    this.drivers = drivers;
  }

  /** Makes a model whose steps come from one singular value decomposition. */
  public static TriangularModel bySingularValues(TriangularFactor factor) {
    return new TriangularModel(
        factor, SingularValues.DIVIDE_AND_CONQUER, SingularValues.QR_ITERATION);
  }

  /** Makes a model whose steps come from an orthogonal elimination for each damping. */
  public static TriangularModel byElimination(TriangularFactor factor) {
    return new TriangularModel(factor);
  }

  @Override
  public int size() {
    return factor.size();
  }

  @Override
  public double[] diagonal() {
    double[] diagonal = new double[size()];
    for (int j = 0; j < diagonal.length; j++) {
      diagonal[j] = factor.columnSquares(j);
    }
    return diagonal;
  }

  @Override
  public double sumOfSquares() {
    return factor.sumOfSquares();
  }

  @Override
  public double reduction(double[] delta) {
    Damping.requireLength("delta", delta.length, size());
    double[] change = factor.times(delta);
    double reduction = 0;
    for (int i = 0; i < change.length; i++) {
      reduction -= change[i] * (2 * projected[i] + change[i]);
    }
    return reduction;
  }

  @Override
  public DampedSolver damped(double[] scaling) {
    double[] roots = Damping.roots(scaling, size());
    return isBySingularValues ? bySingularValues(roots) : new ByElimination(roots);
  }

  /**
   * Returns {@code (R_J D^-1/2)^T}: LAPACK's reduction fills a lower triangle at once, and an upper
   * one with ever smaller numbers that end as subnormal ones, at a fifth of the speed.
   */
  private ColumnMatrix scaledTranspose(double[] roots) {
    ColumnMatrix scaled = new ColumnMatrix(size(), size());
    factor.writeTransposed(scaled, roots);
    return scaled;
  }

  private DampedSolver bySingularValues(double[] roots) {
    try (ColumnMatrix scaled = scaledTranspose(roots)) {
      // LAPACK's iteration need not end on numbers that are not finite.
      if (!scaled.isFinite() || !Damping.areFinite(projected)) {
        return FailedSolver.notFinite(size());
      }
    }
    SingularValues transposed = SingularValues.of(() -> scaledTranspose(roots), drivers);
    if (transposed.status() != 0) {
      transposed.close();
      return FailedSolver.notConverged(size(), transposed.status());
    }
    double[] gradient = transposed.rightTransposed().times(false, projected);
    transposed.closeRight();
    double[] squares = new double[size()];
    for (int i = 0; i < squares.length; i++) {
      gradient[i] *= transposed.values()[i];
      squares[i] = transposed.values()[i] * transposed.values()[i];
    }
    if (!Damping.areFinite(squares) || !Damping.areFinite(gradient)) {
      transposed.left().close();
      return FailedSolver.notFinite(size());
    }
    double tolerance = Damping.tolerance(size());
    return new SpectralSolver(roots, squares, gradient, transposed.left(), tolerance * tolerance);
  }

  /**
   * An elimination for each damping, of which z comes by substitution.
   *
   * <pre>
   *   [ R_J D^-1/2      c + R_J pull ]        [ T  t ]
   *   [ sqrt(lambda) I       0       ]  =  Q  [ 0  . ],   T z = -t,   delta = pull + D^-1/2 z
   * </pre>
   */
  private final class ByElimination implements DampedSolver {

    private final double[] roots;

    ByElimination(double[] roots) {
      this.roots = roots;
    }

    @Override
    public Solution solve(double lambda, double[] pull) {
      Damping.require(lambda, pull, size());
      int n = size();
      try (ColumnMatrix triangle = new ColumnMatrix(n + 1, n + 1)) {
        factor.write(triangle, roots);
        if (pull != null) {
          addChange(triangle.column(n), factor.times(pull));
        }
        if (lambda > 0) {
          eliminate(triangle, Math.sqrt(lambda));
        }
        if (!triangle.isFinite()) {
          return Solution.failed(Solution.Status.NOT_FINITE, 0, Double.NaN);
        }
        Solution[] solution = new Solution[1];
        ComputeThreads.run(1, part -> solution[0] = substitute(triangle, pull));
        return solution[0];
      }
    }

    private void addChange(DoubleBuffer column, double[] change) {
      for (int i = 0; i < change.length; i++) {
        column.put(i, column.get(i) + change[i]);
      }
    }

    private void eliminate(ColumnMatrix triangle, double root) {
      int n = size();
      try (ColumnMatrix below = new ColumnMatrix(n, n + 1)) {
        below.clear();
        for (int i = 0; i < n; i++) {
          below.column(i).put(i, root);
        }
        TiledElimination.ofTrapezoid(triangle, below);
      }
    }

    private Solution substitute(ColumnMatrix triangle, double[] pull) {
      int n = size();
      DoublePointer t = triangle.doubles();
      int ld = triangle.stride();
      double condition;
      try (HostMemory memory = HostMemory.of(Double.BYTES)) {
        DoublePointer reciprocal = memory.address().doubles();
        LAPACKE_dtrcon(LAPACK_COL_MAJOR, ONE_NORM, UPPER, AS_IT_IS, n, t, ld, reciprocal);
        condition = 1 / reciprocal.get();
      }
      if (!(condition * Math.ulp(1.0) < 1)) {
        return Solution.failed(Solution.Status.RANK_DEFICIENT, 0, condition);
      }
      DoublePointer right = triangle.at(0, n).doubles();
      int status =
          LAPACKE_dtrtrs(LAPACK_COL_MAJOR, UPPER, AS_IT_IS, AS_IT_IS, n, 1, t, ld, right, ld);
      if (status != 0) {
        return Solution.failed(Solution.Status.RANK_DEFICIENT, status, condition);
      }
      double[] z = new double[n];
      triangle.column(n).get(0, z, 0, n);
      return Solution.of(Damping.step(roots, pull, -1, z), n, condition);
    }

    @Override
    public void close() {
      // Every damping frees what it took.
    }
  }
}
