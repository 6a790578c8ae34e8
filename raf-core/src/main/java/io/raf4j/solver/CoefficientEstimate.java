package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.linalg.TriangularFactor;
import io.raf4j.pde.Coefficient;
import io.raf4j.pde.Condition;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.PdeResidual;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An unknown number of an equation as it was found from noisy data.
 *
 * <pre>
 *   var(theta_k) = v |y|^2       R^T y = e_k       R the triangular factor of J, J^T J = R^T R
 * </pre>
 *
 * <p>J has the residuals of the equation, of the conditions and of the data by all unknowns, the
 * coefficients' last, so that y needs the last rows of R alone: what is left of the coefficients'
 * columns when all that the network can do is taken away (Gauss and Newton's covariance). v is the
 * variance of a row of data, whose residuals are divided by their noise. The residuals of the
 * equation count as if they had that variance too: the error is right where they weigh so much more
 * that they are nearly exact, as beside {@linkplain Condition#measured measured} data they do, and
 * too large otherwise.
 *
 * @param name of the coefficient
 * @param value that was found
 * @param standardError by the noise of the data; NaN without {@linkplain Condition#measured
 *     measured} data, infinite where they do not determine the number
 */
public record CoefficientEstimate(String name, double value, double standardError) {

  /** A column of J that is less than that beside those before it depends on them. */
  private static final double DEPENDENT = 1e-13;

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
    OptionalDouble variance = variance(new PdeResidual(problem), points);
    double[] packed = variance.isEmpty() ? null : factor(residuals, theta, points);
    List<CoefficientEstimate> estimates = new ArrayList<>();
    for (int j = 0; j < coefficients.size(); j++) {
      Coefficient coefficient = coefficients.get(j);
      int unknown = theta.length - coefficients.size() + j;
      double error =
          packed == null
              ? Double.NaN
              : Math.sqrt(variance.getAsDouble()) * length(packed, theta.length, unknown);
      double slope = Math.abs(coefficient.slope(theta[unknown]));
      estimates.add(
          new CoefficientEstimate(
              coefficient.name(), coefficient.at(theta[unknown]), slope * error));
    }
    return estimates;
  }

  /** Returns the triangular factor R of J, column by column. */
  private static double[] factor(Residuals residuals, double[] theta, Points points) {
    try (TriangularFactor.Sum sum = new TriangularFactor.Sum(theta.length)) {
      residuals.rows(theta, points, sum::add);
      return sum.factor().packed();
    }
  }

  /** Returns |y| of {@code R^T y = e_k}: y is 0 before k. */
  private static double length(double[] packed, int n, int k) {
    double[] y = new double[n];
    double squares = 0;
    for (int i = k; i < n; i++) {
      double rest = i == k ? 1 : 0;
      for (int j = k; j < i; j++) {
        rest -= packed[column(i) + j] * y[j];
      }
      if (rest != 0 && isDependent(packed, i)) {
        return Double.POSITIVE_INFINITY;
      }
      y[i] = rest == 0 ? 0 : rest / packed[column(i) + i];
      squares += y[i] * y[i];
    }
    return Math.sqrt(squares);
  }

  private static int column(int j) {
    return Math.toIntExact((long) j * (j + 1) / 2);
  }

  private static boolean isDependent(double[] packed, int j) {
    double squares = 0;
    for (int i = 0; i <= j; i++) {
      squares += packed[column(j) + i] * packed[column(j) + i];
    }
    return Math.abs(packed[column(j) + j]) <= DEPENDENT * Math.sqrt(squares);
  }

  /** Returns the largest variance of a row of measured data; nothing where there is none. */
  private static OptionalDouble variance(PdeResidual residual, Points all) {
    List<Condition> conditions = residual.problem().conditions();
    return IntStream.range(all.insideCount(), all.count())
        .filter(p -> isNoisy(conditions.get(all.sites().condition(p) - 1)))
        .mapToDouble(
            p -> {
              double scale = residual.scale(all.sites().condition(p));
              return all.weights()[p] * scale * scale;
            })
        .max();
  }

  private static boolean isNoisy(Condition condition) {
    return condition.place() instanceof Condition.AtPoints at && at.isNoisy();
  }
}
