package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Points;
import io.raf4j.nn.JetNetwork;
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
 * a ratio of means of independent points; for quasi-random points it is too large. Sums of shares
 * add; in the same order they have the same bits.
 */
public final class EnergySums implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Sums of s, q, s^2, s q, q^2 and w (H u - mu u)^2. */
  private static final int SUMS = 6;

  private final double[] weak;
  private final double[][] sums;

  private EnergySums(double[] weak) {
    this.weak = weak.clone();
    this.sums = new double[weak.length][SUMS];
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
    double[] terms = new double[points.count() * functions * 3];
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
                    int at = (p * functions + i) * 3;
                    double value = u[i].value().value();
                    double residual = residuals[i].value();
                    terms[at] = weight * value * residual;
                    terms[at + 1] = weight * value * value;
                    terms[at + 2] = weight * residual * residual;
                  }
                }));
    EnergySums result = new EnergySums(eigenvalues);
    for (int p = 0; p < points.count(); p++) {
      for (int i = 0; i < functions; i++) {
        result.add(i, terms, (p * functions + i) * 3);
      }
    }
    return result;
  }

  private void add(int function, double[] terms, int at) {
    double s = terms[at];
    double q = terms[at + 1];
    double[] sum = sums[function];
    sum[0] += s;
    sum[1] += q;
    sum[2] += s * s;
    sum[3] += s * q;
    sum[4] += q * q;
    sum[5] += terms[at + 2];
  }

  /** Adds the sums of other points. */
  public void add(EnergySums other) {
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < SUMS; j++) {
        sums[i][j] += other.sums[i][j];
      }
    }
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
              weak[i] + shift,
              Math.sqrt(Math.max(variance, 0)) / sum[1],
              weak[i],
              Math.sqrt(Math.max(square, 0) / sum[1])));
    }
    return pairs;
  }
}
