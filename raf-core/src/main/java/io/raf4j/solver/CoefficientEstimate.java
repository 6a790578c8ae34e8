package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.linalg.NormalEquations;
import io.raf4j.linalg.TriangularFactor;
import io.raf4j.pde.Coefficient;
import io.raf4j.pde.Condition;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.PdeResidual;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An unknown number of an equation as it was found from noisy data.
 *
 * <pre>
 *   J^T J z = e_k                            J: rows sqrt(w_p) dr_p / dtheta of all points
 *   var(theta_k) = sum over data of (w_p z . dr_p / dtheta)^2
 * </pre>
 *
 * <p>J has the residuals of the equation, of the conditions and of the data by all unknowns. In
 * first order {@code -w_p z . dr_p / dtheta} is how much theta_k changes with a residual r_p. Those
 * of data are divided by their noise and have the variance 1; the others have no noise. Were they
 * taken to have some as well, by {@code (J^T J)^-1} alone, errors would be stated too large: the
 * less an equation counts in the loss beside the data, the more so.
 *
 * @param name of the coefficient
 * @param value that was found
 * @param standardError by the noise of the data; NaN without {@linkplain Condition#measured
 *     measured} data, infinite where they do not determine the number
 */
public record CoefficientEstimate(String name, double value, double standardError) {

  /** Of the length of a column of J: what changes by as much of its unknown are held back by. */
  private static final double DAMPING = 1e-6;

  /** A column of a coefficient of which no more is left beside the others depends on them. */
  private static final double DEPENDENT = 4 * DAMPING;

  /** Of all unknowns together, for differences of residuals. */
  private static final double STEP = 1e-5;

  /**
   * Returns the estimates of a trained network.
   *
   * @param layer of a differential equation
   * @param parameters the layer's flat vector
   * @param points inside, followed by those of the conditions, data among them
   */
  public static List<CoefficientEstimate> of(TrialLayer layer, INDArray parameters, Points points) {
    PdeProblem problem = layer.problem().pde();
    List<Coefficient> coefficients = problem.coefficients();
    if (coefficients.isEmpty()) {
      return List.of();
    }
    Residuals residuals = Residuals.pde(layer);
    double[] theta = residuals.theta(parameters);
    Data data = Data.of(new PdeResidual(problem), points);
    double[] packed = data.points().count() == 0 ? null : factor(residuals, theta, points);
    List<CoefficientEstimate> estimates = new ArrayList<>();
    for (int j = 0; j < coefficients.size(); j++) {
      Coefficient coefficient = coefficients.get(j);
      int unknown = theta.length - coefficients.size() + j;
      double error =
          packed == null
              ? Double.NaN
              : data.error(residuals, theta, influence(packed, theta.length, unknown));
      double slope = Math.abs(coefficient.slope(theta[unknown]));
      estimates.add(
          new CoefficientEstimate(
              coefficient.name(), coefficient.at(theta[unknown]), slope * error));
    }
    return estimates;
  }

  /**
   * Returns the triangular factor R of J and of a little damping, column by column: a network can
   * change in ways that change next to nothing, along which nothing could be divided by.
   */
  private static double[] factor(Residuals residuals, double[] theta, Points points) {
    TriangularFactor rows;
    try (TriangularFactor.Sum sum = new TriangularFactor.Sum(theta.length)) {
      residuals.rows(theta, points, sum::add);
      rows = sum.factor();
    }
    return rows.combine(damping(rows.packed(), theta.length)).packed();
  }

  private static TriangularFactor damping(double[] packed, int n) {
    int most = NormalEquations.Panel.MOST_ROWS;
    try (TriangularFactor.Sum sum = new TriangularFactor.Sum(n);
        NormalEquations.Panel panel = new NormalEquations.Panel(n, Math.min(n, most))) {
      for (int first = 0; first < n; first += most) {
        int count = Math.min(most, n - first);
        for (int j = 0; j < n; j++) {
          double[] own = new double[count];
          if (j >= first && j < first + count) {
            own[j - first] = DAMPING * length(packed, j);
          }
          panel.put(j, 0, own, 0, count);
        }
        panel.take(new double[count], count);
        sum.add(panel);
      }
      return sum.factor();
    }
  }

  /** Returns the length of a column of R, which is that of the column of J. */
  private static double length(double[] packed, int j) {
    double squares = 0;
    for (int i = 0; i <= j; i++) {
      squares += packed[column(j) + i] * packed[column(j) + i];
    }
    return Math.sqrt(squares);
  }

  /** Returns z of {@code R^T R z = e_k}. Parameters that do nothing at all stay as they are. */
  private static double[] influence(double[] packed, int n, int k) {
    double[] z = new double[n];
    z[k] = 1;
    // R^T y = e_k, from k on, as nothing is before it.
    for (int i = k; i < n; i++) {
      double rest = z[i];
      for (int j = k; j < i; j++) {
        rest -= packed[column(i) + j] * z[j];
      }
      z[i] = isDependent(packed, i) ? Double.POSITIVE_INFINITY : rest / packed[column(i) + i];
    }
    // R z = y.
    for (int j = n - 1; j >= 0; j--) {
      double diagonal = packed[column(j) + j];
      // A parameter without any effect, which has no damping either.
      z[j] = diagonal == 0 && j < k ? 0 : z[j] / diagonal;
      for (int i = 0; i < j; i++) {
        z[i] -= packed[column(j) + i] * z[j];
      }
    }
    return z;
  }

  private static int column(int j) {
    return Math.toIntExact((long) j * (j + 1) / 2);
  }

  private static boolean isDependent(double[] packed, int j) {
    return Math.abs(packed[column(j) + j]) <= DEPENDENT * length(packed, j);
  }

  /**
   * Points of measured data.
   *
   * @param weights of their rows, squared
   */
  @SuppressWarnings("ArrayRecordComponent") // A block of numbers to compute with, never compared.
  private record Data(Points points, double[] weights) {

    static Data of(PdeResidual residual, Points all) {
      List<Condition> conditions = residual.problem().conditions();
      int[] indices =
          IntStream.range(all.insideCount(), all.count())
              .filter(p -> isNoisy(conditions.get(all.sites().condition(p) - 1)))
              .toArray();
      Points points = all.only(indices);
      double[] weights = points.weights().clone();
      for (int p = 0; p < weights.length; p++) {
        double scale = residual.scale(points.sites().condition(p));
        weights[p] *= scale * scale;
      }
      return new Data(points, weights);
    }

    private static boolean isNoisy(Condition condition) {
      return condition.place() instanceof Condition.AtPoints at && at.isNoisy();
    }

    /** Returns the standard error of theta_k, whose z is given. */
    double error(Residuals residuals, double[] theta, double[] z) {
      double size = 0;
      for (double part : z) {
        size = Math.max(size, Math.abs(part));
      }
      if (!Double.isFinite(size)) {
        return Double.POSITIVE_INFINITY;
      }
      double[] up = theta.clone();
      double[] down = theta.clone();
      for (int i = 0; i < z.length; i++) {
        up[i] += STEP / size * z[i];
        down[i] -= STEP / size * z[i];
      }
      double[] high = residuals.values(up, points);
      double[] low = residuals.values(down, points);
      double variance = 0;
      for (int r = 0; r < high.length; r++) {
        double change = weights[r / residuals.equations()] * (high[r] - low[r]) / (2 * STEP) * size;
        variance += change * change;
      }
      return Math.sqrt(variance);
    }
  }
}
