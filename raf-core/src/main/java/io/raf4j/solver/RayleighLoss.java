package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.eigen.RayleighForm;
import io.raf4j.solver.WeakForm.Derivatives;
import org.bytedeco.openblas.global.openblas;

/**
 * The loss of K functions made of their quadratic forms, with its derivatives by the sums.
 *
 * <pre>
 *   trace(M^-1 A)             d = trace(M^-1 dA) - trace(M^-1 A M^-1 dM)
 *   a / m + g c / 2 q / m^2   of one function, for problems with g u^3 and the norm c
 * </pre>
 *
 * @param value the loss
 * @param derivatives by the sums over points
 */
record RayleighLoss(double value, Derivatives derivatives) {

  static RayleighLoss of(GramSums sums, EigenProblem problem) {
    return problem.cubic() == 0 ? trace(sums, problem) : energy(sums, problem);
  }

  private static RayleighLoss energy(GramSums sums, EigenProblem problem) {
    RayleighRitz.requireOne(sums.count());
    double a = sums.meanStiffness(0);
    double m = sums.meanMass(0);
    double q = sums.meanQuartic(0);
    double strength = problem.cubic() * problem.norm();
    double n = sums.points();
    return new RayleighLoss(
        new RayleighForm(problem, 1).energy(a, m, q),
        new Derivatives(
            new double[] {1 / m / n},
            new double[] {-(a + strength * q / m) / (m * m) / n},
            new double[] {strength / 2 / (m * m) / n}));
  }

  private static RayleighLoss trace(GramSums sums, EigenProblem problem) {
    int n = sums.count();
    double[] inverse = inverse(sums.mass(), n, problem);
    double[] product = multiplied(inverse, sums.stiffness(), n);
    double[] byMass = multiplied(product, inverse, n);
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += product[i * n + i];
    }
    for (int i = 0; i < byMass.length; i++) {
      byMass[i] = -byMass[i];
    }
    return new RayleighLoss(trace, new Derivatives(inverse, byMass, new double[n]));
  }

  private static double[] inverse(double[] mass, int n, EigenProblem problem) {
    double[] factor = mass.clone();
    double[] inverse = new double[n * n];
    for (int i = 0; i < n; i++) {
      inverse[i * n + i] = 1;
    }
    int info =
        openblas.LAPACKE_dposv(openblas.LAPACK_COL_MAJOR, (byte) 'U', n, n, factor, n, inverse, n);
    if (info != 0) {
      throw new ArithmeticException(
          "the "
              + n
              + " functions of "
              + problem.name()
              + " are linearly dependent on this minibatch or not finite; use larger minibatches,"
              + " a lower learning rate or another seed");
    }
    return inverse;
  }

  private static double[] multiplied(double[] a, double[] b, int n) {
    double[] product = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          product[i * n + j] += a[i * n + k] * b[k * n + j];
        }
      }
    }
    return product;
  }
}
