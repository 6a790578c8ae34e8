package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Points;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.solver.EigenPairs.EigenPair;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Local energies of eigenfunctions over a share of the points: with {@code s = w u (H u - mu u)}
 * and {@code q = w u^2} at a point, mu the weak eigenvalue,
 *
 * <pre>
 *   lambda = mu + sum s / sum q          standard error = sqrt(sum (s - (lambda - mu) q)^2) / sum q
 * </pre>
 *
 * <p>Differences to mu, so that nothing is lost when they are small. The standard error is that of
 * a ratio of means of independent points; for quasi-random points it is too large, and {@link
 * EigenJudgement} has a better one. Of a nonlinear problem, lambda is that of the function scaled
 * to the problem's norm by the points summed, {@code g (norm / m - 1) sum w u^4 / sum q} more. Sums
 * of shares add; in the same order they have the same bits.
 */
public final class EnergySums implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Sums of s, q, s^2, s q, q^2, w (H u - mu u)^2, of q where u is negative, of w u^4 and w u^6.
   */
  private static final int SUMS = 9;

  /** Numbers of a function at a point: its value, H u - mu u and the point's weight. */
  private static final int TERMS = 3;

  private final double cubic;
  private final double norm;
  private final double[] weak;
  private final double[][] sums;
  private final double[] largest;
  private long points;

  private EnergySums(EigenProblem problem, double[] weak, long points) {
    this.cubic = problem.cubic();
    this.norm = problem.norm();
    this.weak = weak.clone();
    this.sums = new double[weak.length][SUMS];
    this.largest = new double[weak.length];
    this.points = points;
  }

  static EnergySums of(
      TrialLayer layer,
      EigenProblem problem,
      INDArray rotated,
      double[] eigenvalues,
      Points points) {
    TrialSpace space = layer.space(problem.shape());
    JetNetwork network = layer.network(problem.shape(), DataType.DOUBLE);
    EigenEquations equations = new EigenEquations(problem, eigenvalues.length);
    StrongForm form = new StrongForm(space, equations, points, eigenvalues);
    int functions = eigenvalues.length;
    double[] terms = new double[points.count() * functions * TERMS];
    network.evaluate(
        rotated.castTo(DataType.DOUBLE),
        points.count(),
        space.inputs(points),
        (first, count, outputs) ->
            form.visit(
                first,
                count,
                outputs,
                (p, weight, u, residuals) -> {
                  for (int i = 0; i < functions; i++) {
                    int at = (p * functions + i) * TERMS;
                    terms[at] = u[i].value().value();
                    terms[at + 1] = residuals[i].value();
                    terms[at + 2] = weight;
                  }
                }));
    EnergySums result = new EnergySums(problem, eigenvalues, points.count());
    for (int p = 0; p < points.count(); p++) {
      for (int i = 0; i < functions; i++) {
        int at = (p * functions + i) * TERMS;
        result.add(i, terms[at], terms[at + 1], terms[at + 2]);
      }
    }
    return result;
  }

  private void add(int function, double value, double residual, double weight) {
    double s = weight * value * residual;
    double q = weight * value * value;
    double[] sum = sums[function];
    sum[0] += s;
    sum[1] += q;
    sum[2] += s * s;
    sum[3] += s * q;
    sum[4] += q * q;
    sum[5] += weight * residual * residual;
    sum[6] += value < 0 ? q : 0;
    sum[7] += q * value * value;
    sum[8] += q * value * value * value * value;
    largest[function] = Math.max(largest[function], q);
  }

  /** Adds the sums of other points. */
  public void add(EnergySums other) {
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < SUMS; j++) {
        sums[i][j] += other.sums[i][j];
      }
      largest[i] = Math.max(largest[i], other.largest[i]);
    }
    points += other.points;
  }

  /** Returns the eigenpairs in the order of the functions. */
  public List<EigenPair> pairs() {
    List<EigenPair> pairs = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      double[] sum = sums[i];
      double shift = sum[0] / sum[1];
      double variance = sum[2] - 2 * shift * sum[3] + shift * shift * sum[4];
      double square = sum[5] - 2 * shift * sum[0] + shift * shift * sum[1];
      pairs.add(
          new EigenPair(
              weak[i] + shift + scaling(sum),
              Math.sqrt(Math.max(variance, 0)) / sum[1],
              weak[i],
              Math.sqrt(Math.max(square, 0) / sum[1]),
              Math.min(sum[6], sum[1] - sum[6]) / sum[1],
              largest[i] / sum[1]));
    }
    return pairs;
  }

  /** Returns what is to be added to lambda because the function's norm is not the problem's. */
  private double scaling(double[] sum) {
    return cubic == 0 ? 0 : cubic * (norm * points / sum[1] - 1) * sum[7] / sum[1];
  }

  /**
   * Returns how strongly lambda follows a change of the function, of a nonlinear problem: {@code |d
   * lambda| <= c ||du|| / ||u||} with
   *
   * <pre>
   *   c = 2 g sqrt(mean u^4 - (mean u^2)^2)      means over w u^2
   * </pre>
   *
   * <p>0 of a linear problem, whose lambda is stationary.
   */
  double sensitivity(int function) {
    double[] sum = sums[function];
    double mean = sum[7] / sum[1];
    return 2 * cubic * Math.sqrt(Math.max(0, sum[8] / sum[1] - mean * mean));
  }
}
