package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.linalg.TriangularFactor;
import io.raf4j.pde.Coefficient;
import io.raf4j.pde.Condition;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.PdeResidual;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An unknown number of an equation as it was found from noisy data.
 *
 * <pre>
 *   cov(theta) = v (R_c^T R_c)^-1       R_c: the last rows and columns of the triangular factor of J
 * </pre>
 *
 * <p>J has the residuals of the equation, of the conditions and of the data by all unknowns, the
 * coefficients' last, so that R_c is what is left of their columns when all that the network can do
 * is taken away (Gauss and Newton's covariance). v is the variance of a row of data, whose
 * residuals are divided by their noise.
 *
 * @param name of the coefficient
 * @param value that was found
 * @param standardError by the noise of the data; NaN without measured data
 */
public record CoefficientEstimate(String name, double value, double standardError) {

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
    double variance = variance(problem, points);
    RealMatrix covariance = covariance(residuals, theta, points, coefficients.size());
    List<CoefficientEstimate> estimates = new ArrayList<>();
    for (int j = 0; j < coefficients.size(); j++) {
      Coefficient coefficient = coefficients.get(j);
      double own = theta[theta.length - coefficients.size() + j];
      double error = Math.sqrt(variance * covariance.getEntry(j, j));
      estimates.add(
          new CoefficientEstimate(
              coefficient.name(), coefficient.at(own), Math.abs(coefficient.slope(own)) * error));
    }
    return estimates;
  }

  /** Returns {@code (R_c^T R_c)^-1}. */
  private static RealMatrix covariance(
      Residuals residuals, double[] theta, Points points, int count) {
    try (TriangularFactor.Sum sum = new TriangularFactor.Sum(theta.length)) {
      residuals.rows(theta, points, sum::add);
      double[] packed = sum.factor().packed();
      int first = theta.length - count;
      double[][] corner = new double[count][count];
      for (int j = 0; j < count; j++) {
        long column = (long) (first + j) * (first + j + 1) / 2;
        for (int i = 0; i <= j; i++) {
          corner[i][j] = packed[Math.toIntExact(column) + first + i];
        }
      }
      RealMatrix inverse =
          new LUDecomposition(new Array2DRowRealMatrix(corner, false)).getSolver().getInverse();
      return inverse.multiply(inverse.transpose());
    }
  }

  /** Returns the largest variance of a row of data; NaN where there are none. */
  private static double variance(PdeProblem problem, Points points) {
    PdeResidual residual = new PdeResidual(problem);
    double largest = Double.NaN;
    for (int p = points.insideCount(); p < points.count(); p++) {
      int number = points.sites().condition(p);
      if (problem.conditions().get(number - 1).place() instanceof Condition.AtPoints) {
        double scale = residual.scale(number);
        double weight = points.weights()[p] * scale * scale;
        largest = Double.isNaN(largest) ? weight : Math.max(largest, weight);
      }
    }
    return largest;
  }
}
