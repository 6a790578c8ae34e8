package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Points;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An estimate of the distance from the lowest eigenvalue to the next, from the ground state alone.
 *
 * <p>With u the ground state and any function f, {@code f u} has the energy {@code lambda +
 * integral of w kappa |grad f|^2 u^2 / integral of w f^2 u^2}. So the smallest value of
 *
 * <pre>
 *   integral of w u^2 kappa |grad f|^2 / integral of w u^2 (f - mean f)^2
 * </pre>
 *
 * <p>is the gap, by the principle of Rayleigh and Ritz. Here f is the best combination of the
 * problem's features, which gives a bound from above: the gap itself for the harmonic oscillator,
 * 1.03 times it for the box, 4/3 times it for the hydrogen atom. Nothing has to be trained. Cost:
 * n^2 d multiplications a point for n features.
 */
final class SpectralGap {

  /** Of the mean variance, added to all: features that depend on one another do no harm. */
  private static final double RIDGE = 1e-10;

  private SpectralGap() {}

  /**
   * Returns the gap above the first function's eigenvalue, or NaN where features say nothing.
   *
   * @param parameters of which the first function is a ground state
   */
  static double above(TrialLayer layer, INDArray parameters, Points points) {
    EigenProblem problem = layer.problem().eigen();
    TrialSpace space = layer.space(JetShape.gradient(points.dimension()));
    double[] jets = TrialJets.at(layer, space, parameters, points);
    int n = problem.features(Jet.coordinates(points.point(0))).length;
    Sums sums = new Sums(n, points.dimension());
    for (int p = 0; p < points.count(); p++) {
      double[] x = points.point(p);
      double u = jets[p * space.rule().length()];
      sums.add(
          problem.features(Jet.coordinates(x)), points.weights()[p] * problem.weight(x) * u * u);
    }
    return problem.kinetic() * sums.smallest();
  }

  /** Sums over points, weights being those of a measure. */
  private static final class Sums {
    private final int features;
    private final int dimension;
    private final double[] energy;
    private final double[] square;
    private final double[] mean;
    private double whole;

    Sums(int features, int dimension) {
      this.features = features;
      this.dimension = dimension;
      this.energy = new double[features * features];
      this.square = new double[features * features];
      this.mean = new double[features];
    }

    void add(Jet[] f, double weight) {
      whole += weight;
      for (int i = 0; i < features; i++) {
        mean[i] += weight * f[i].value();
        for (int j = 0; j <= i; j++) {
          square[i * features + j] += weight * f[i].value() * f[j].value();
          energy[i * features + j] += weight * product(f[i], f[j]);
        }
      }
    }

    private double product(Jet f, Jet g) {
      double sum = 0;
      for (int k = 0; k < dimension; k++) {
        sum += f.derivative(k) * g.derivative(k);
      }
      return sum;
    }

    double smallest() {
      double trace = 0;
      for (int i = 0; i < features; i++) {
        for (int j = 0; j <= i; j++) {
          square[i * features + j] -= mean[i] * mean[j] / whole;
        }
        trace += square[i * features + i];
      }
      for (int i = 0; i < features; i++) {
        square[i * features + i] += RIDGE * trace / features;
      }
      double[] values = new double[features];
      // The lower triangle by rows is the upper one by columns.
      int info =
          openblas.LAPACKE_dsygv(
              openblas.LAPACK_COL_MAJOR,
              1,
              (byte) 'N',
              (byte) 'U',
              features,
              energy,
              features,
              square,
              features,
              values);
      return info == 0 && values[0] > 0 ? values[0] : Double.NaN;
    }
  }
}
