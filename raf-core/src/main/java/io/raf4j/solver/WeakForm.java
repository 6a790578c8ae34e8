package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.nn.JetNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The quadratic forms of an eigenvalue problem on the span of K trial functions, as sums over
 * points, and a loss made of them with its derivatives.
 *
 * <pre>
 *   A_ij = sum_p w_p w (kappa D_i . D_j + V u_i u_j)       D_i = grad u_i + u_i b
 *   M_ij = sum_p w_p w u_i u_j                             Q = sum_p w_p w u_1^4
 * </pre>
 *
 * <p>Thread-safe.
 */
final class WeakForm {

  private final EigenProblem problem;
  private final TrialSpace space;
  private final Points points;
  private final int count;
  private final int dimension;

  WeakForm(EigenProblem problem, TrialSpace space, Points points) {
    this.problem = problem;
    this.space = space;
    this.points = points;
    this.count = space.functions();
    this.dimension = space.dimension();
  }

  /** The forms at one point. */
  private final class Local {
    final double[] x = new double[dimension];
    final double[] b = new double[dimension];
    final double[] factor = new double[space.shape().rows()];
    final double[] lift = new double[space.rule().length()];
    final double[] u = new double[space.rule().length()];
    final double[] drifted = new double[dimension * count];
    double weight;
    double potential;

    void at(int point, double[] outputs, int from) {
      points.point(point, x);
      space.boundary(x, factor, lift);
      space.rule().apply(factor, lift, outputs, from, u, 0);
      read(point);
    }

    void read(int point) {
      points.point(point, x);
      problem.drift(x, b);
      weight = points.weights()[point] * problem.weight(x);
      potential = problem.potential(x);
      for (int k = 0; k < dimension; k++) {
        for (int i = 0; i < count; i++) {
          drifted[k * count + i] = u[(1 + k) * count + i] + b[k] * u[i];
        }
      }
    }

    double energy(int i, int j) {
      double product = 0;
      for (int k = 0; k < dimension; k++) {
        product += drifted[k * count + i] * drifted[k * count + j];
      }
      return problem.kinetic() * product + potential * u[i] * u[j];
    }
  }

  /** Returns the sums for the network's parameters. */
  GramSums sums(JetNetwork network, INDArray parameters) {
    double[] jets = TrialJets.at(network, space, parameters, points);
    GramSums sums = new GramSums(count, points.count());
    Local local = new Local();
    for (int p = 0; p < points.count(); p++) {
      System.arraycopy(jets, p * local.u.length, local.u, 0, local.u.length);
      local.read(p);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          sums.stiffness()[i * count + j] += local.weight * local.energy(i, j);
          sums.mass()[i * count + j] += local.weight * local.u[i] * local.u[j];
        }
      }
      double square = local.u[0] * local.u[0];
      sums.addQuartic(local.weight * square * square);
    }
    return sums;
  }

  /**
   * The derivatives of a loss by the sums.
   *
   * @param byStiffness {@code [K, K]}, symmetric
   * @param byMass {@code [K, K]}, symmetric
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Derivatives(double[] byStiffness, double[] byMass, double byQuartic) {}

  /** Adds a block's derivatives by the network's output jets. */
  void adjoints(Derivatives by, int first, int blockPoints, double[] outputs, double[] adjoints) {
    Local local = new Local();
    double[] byTrial = new double[local.u.length];
    double[] byNetwork = new double[local.u.length];
    for (int p = 0; p < blockPoints; p++) {
      local.at(first + p, outputs, p * byTrial.length);
      for (int i = 0; i < count; i++) {
        differentiate(by, local, i, byTrial);
      }
      double u = local.u[0];
      byTrial[0] += 4 * by.byQuartic() * local.weight * u * u * u;
      space.rule().adjoint(local.factor, byTrial, 0, byNetwork, 0);
      for (int i = 0; i < byNetwork.length; i++) {
        adjoints[p * byNetwork.length + i] += byNetwork[i];
      }
    }
  }

  private void differentiate(Derivatives by, Local local, int i, double[] byTrial) {
    double byValue = 0;
    for (int j = 0; j < count; j++) {
      byValue +=
          (by.byStiffness()[i * count + j] * local.potential + by.byMass()[i * count + j])
              * local.u[j];
    }
    for (int k = 0; k < dimension; k++) {
      double bySlope = 0;
      for (int j = 0; j < count; j++) {
        bySlope += by.byStiffness()[i * count + j] * local.drifted[k * count + j];
      }
      bySlope *= problem.kinetic();
      byTrial[(1 + k) * count + i] = 2 * local.weight * bySlope;
      byValue += bySlope * local.b[k];
    }
    byTrial[i] = 2 * local.weight * byValue;
  }
}
