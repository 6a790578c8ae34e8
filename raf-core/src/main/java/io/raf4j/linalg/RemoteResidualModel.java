package io.raf4j.linalg;

import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostArithmetic;
import java.util.List;

/**
 * A model in the space of its residuals, for fewer rows than unknowns, whose J is elsewhere.
 *
 * <pre>
 *   J: [rows, size]    K = J D^-1 J^T: [rows, rows]
 *
 *   delta = pull - D^-1 J^T (K + lambda I)^-1 (r + J pull)
 * </pre>
 *
 * <p>The step of {@link ResidualModel} by Cholesky. Here are K, a copy of it for each damping that
 * is solved for side by side, and vectors: {@code rows^2} numbers outside the heap each. Passes
 * over J: one for K, one for the steps of all dampings, one for all their reductions, and one for a
 * pull. {@code rows^3 / 3} flops for each damping, on one thread, several dampings in parallel.
 * Bits do not depend on the number of threads.
 */
public final class RemoteResidualModel implements LinearModel {

  private final double[] diagonal;
  private final double[] residuals;
  private final RemoteJacobian jacobian;

  /**
   * Makes a model.
   *
   * @param diagonal of J^T J: {@code [size]}
   * @param residuals r: {@code [rows]}
   * @param jacobian where J is
   */
  public RemoteResidualModel(double[] diagonal, double[] residuals, RemoteJacobian jacobian) {
    this.diagonal = diagonal.clone();
    this.residuals = residuals.clone();
    this.jacobian = jacobian;
  }

  /**
   * Returns the bytes outside the heap of K and its copies.
   *
   * @param dampings that are solved for side by side
   */
  public static long bytes(int rows, int dampings) {
    return ColumnMatrix.bytes(rows, rows) * (1 + dampings);
  }

  @Override
  public int size() {
    return diagonal.length;
  }

  @Override
  public double[] diagonal() {
    return diagonal.clone();
  }

  @Override
  public double sumOfSquares() {
    double sum = 0;
    for (double residual : residuals) {
      sum += residual * residual;
    }
    return sum;
  }

  @Override
  public double reduction(double[] delta) {
    return reductions(List.of(delta))[0];
  }

  @Override
  public double[] reductions(List<double[]> deltas) {
    if (deltas.isEmpty()) {
      return new double[0];
    }
    deltas.forEach(delta -> Damping.requireLength("delta", delta.length, size()));
    double[][] changes = jacobian.times(deltas.toArray(double[][]::new));
    double[] reductions = new double[changes.length];
    for (int l = 0; l < changes.length; l++) {
      for (int i = 0; i < residuals.length; i++) {
        reductions[l] -= changes[l][i] * (2 * residuals[i] + changes[l][i]);
      }
    }
    return reductions;
  }

  @Override
  public DampedSolver damped(double[] scaling) {
    double[] roots = Damping.roots(scaling, size());
    int rows = residuals.length;
    ColumnMatrix kernel = new ColumnMatrix(rows, rows);
    try {
      kernel.clear();
      jacobian.kernel(scaling, tile -> tile.writeTo(kernel));
    } catch (RuntimeException | Error e) {
      kernel.close();
      throw e;
    }
    if (!kernel.isFinite() || !Damping.areFinite(residuals) || !Damping.areFinite(roots)) {
      kernel.close();
      return FailedSolver.notFinite(size());
    }
    return new Solver(scaling.clone(), new KernelSolver.ByCholesky(kernel));
  }

  private final class Solver implements DampedSolver {

    private final double[] scaling;
    private final KernelSolver kernel;

    Solver(double[] scaling, KernelSolver kernel) {
      this.scaling = scaling;
      this.kernel = kernel;
    }

    @Override
    public Solution solve(double lambda, double[] pull) {
      return solveAll(new double[] {lambda}, pull).get(0);
    }

    @Override
    public List<Solution> solveAll(double[] lambdas, double[] pull) {
      for (double lambda : lambdas) {
        Damping.require(lambda, pull, size());
      }
      double[] right = residuals.clone();
      if (pull != null) {
        HostArithmetic.DOUBLES.add(right, jacobian.times(new double[][] {pull})[0]);
      }
      KernelSolver.Answer[] answers = new KernelSolver.Answer[lambdas.length];
      ComputeThreads.run(lambdas.length, i -> answers[i] = kernel.solve(lambdas[i], right.clone()));
      return solutions(answers, pull);
    }

    /** Makes steps of all that is solved, in one pass over J. */
    private List<Solution> solutions(KernelSolver.Answer[] answers, double[] pull) {
      List<double[]> solved =
          List.of(answers).stream().flatMap(answer -> answer.x().stream()).toList();
      double[][] products =
          solved.isEmpty()
              ? new double[0][]
              : jacobian.transposedTimes(solved.toArray(double[][]::new));
      Solution[] solutions = new Solution[answers.length];
      int next = 0;
      for (int i = 0; i < answers.length; i++) {
        solutions[i] =
            answers[i].x().isPresent()
                ? solution(answers[i], products[next++], pull)
                : answers[i].failure();
      }
      return List.of(solutions);
    }

    private Solution solution(KernelSolver.Answer answer, double[] product, double[] pull) {
      double[] delta = new double[product.length];
      for (int j = 0; j < delta.length; j++) {
        delta[j] = (pull == null ? 0 : pull[j]) - product[j] / scaling[j];
      }
      return Solution.of(delta, answer.rank(), answer.condition());
    }

    @Override
    public void close() {
      kernel.close();
    }
  }
}
