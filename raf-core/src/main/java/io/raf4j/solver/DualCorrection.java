package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Points;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the eigenvalue of a nonlinear problem is off in first order, and so can be corrected by.
 *
 * <p>Let u have the problem's norm and {@code r = H u - lambda u}. With L the linearisation {@code
 * H'(u) - lambda} and {@code L z = u},
 *
 * <pre>
 *   exact lambda = lambda + &lt;z, r&gt; / &lt;z, u&gt; + terms of second order
 * </pre>
 *
 * <p>since the error e of u has {@code L e = r + (lambda - exact) u} and, u being normalised,
 * {@code &lt;u, e&gt; = 0} in first order. z is sought as {@code sum y_j f_j u} by Galerkin's
 * method, for which u as a ground state gives
 *
 * <pre>
 *   sum_j y_j integral of w (kappa u^2 grad f_i . grad f_j + 2 g u^4 f_i f_j) = integral of w u^2 f_i
 * </pre>
 *
 * <p>f are 1 and the problem's features, and once more these with the features' products. The
 * second value is taken; a tenth of the difference of the two is its error (measured: 0.005 to 0.02
 * of the difference).
 *
 * <p>Source: R. Becker, R. Rannacher, "An optimal control approach to a posteriori error estimation
 * in finite element methods", Acta Numerica 10 (2001).
 *
 * @param value to be added to lambda
 * @param error of value, an estimate
 */
record DualCorrection(double value, double error) {

  /** Of the mean diagonal, added to all: functions that depend on one another do no harm. */
  private static final double RIDGE = 1e-11;

  /** Of the difference that products make, what is taken for the error that is left. */
  private static final double LEFT = 0.1;

  /**
   * Returns the correction of one function.
   *
   * @param parameters whose function is a ground state of the problem's norm
   * @param lambda its Rayleigh quotient
   */
  static DualCorrection of(TrialLayer layer, INDArray parameters, double lambda, Points points) {
    EigenProblem problem = layer.problem().eigen();
    TrialSpace space = layer.space(JetShape.gradient(points.dimension()));
    double[] u = TrialJets.at(layer, space, parameters, points);
    Residuals form = Residuals.eigen(layer, 1);
    double[] r = form.values(form.theta(parameters, lambda), points);
    int features = problem.features(Jet.coordinates(points.point(0))).length;
    Galerkin small = new Galerkin(1 + features, points.dimension());
    Galerkin large = new Galerkin(1 + features * (features + 3) / 2, points.dimension());
    for (int p = 0; p < points.count(); p++) {
      double[] x = points.point(p);
      double weight = points.weights()[p] * problem.weight(x);
      double value = u[p * space.rule().length()];
      double square = weight * value * value;
      Jet[] f = functions(problem.features(Jet.coordinates(x)));
      double stiffness = problem.kinetic() * square;
      double mass = 2 * problem.cubic() * square * value * value;
      small.add(f, stiffness, mass, square, weight * value * r[p]);
      large.add(f, stiffness, mass, square, weight * value * r[p]);
    }
    double best = large.correction();
    return new DualCorrection(best, LEFT * Math.abs(best - small.correction()));
  }

  /** Returns 1, the features and their products. */
  private static Jet[] functions(Jet[] features) {
    List<Jet> all = new ArrayList<>(List.of(Jet.constant(1)));
    all.addAll(Arrays.asList(features));
    for (int i = 0; i < features.length; i++) {
      for (int j = 0; j <= i; j++) {
        all.add(features[i].times(features[j]));
      }
    }
    return all.toArray(Jet[]::new);
  }

  /** The equations for y, of the first n functions. */
  private static final class Galerkin {
    private final int n;
    private final int dimension;
    private final double[] matrix;
    private final double[] source;
    private final double[] residual;

    Galerkin(int n, int dimension) {
      this.n = n;
      this.dimension = dimension;
      this.matrix = new double[n * n];
      this.source = new double[n];
      this.residual = new double[n];
    }

    void add(Jet[] f, double stiffness, double mass, double byFunction, double byResidual) {
      for (int i = 0; i < n; i++) {
        source[i] += byFunction * f[i].value();
        residual[i] += byResidual * f[i].value();
        for (int j = 0; j <= i; j++) {
          double slopes = 0;
          for (int k = 0; k < dimension; k++) {
            slopes += f[i].derivative(k) * f[j].derivative(k);
          }
          matrix[i * n + j] += stiffness * slopes + mass * f[i].value() * f[j].value();
        }
      }
    }

    /** Returns {@code <z, r> / <z, u>}, NaN where the equations cannot be solved. */
    double correction() {
      double trace = 0;
      for (int i = 0; i < n; i++) {
        trace += matrix[i * n + i];
      }
      for (int i = 0; i < n; i++) {
        matrix[i * n + i] += RIDGE * trace / n;
      }
      double[] y = source.clone();
      // The lower triangle by rows is the upper one by columns.
      int info =
          openblas.LAPACKE_dposv(openblas.LAPACK_COL_MAJOR, (byte) 'U', n, 1, matrix, n, y, n);
      double above = 0;
      double below = 0;
      for (int i = 0; i < n; i++) {
        above += y[i] * residual[i];
        below += y[i] * source[i];
      }
      return info == 0 ? above / below : Double.NaN;
    }
  }
}
