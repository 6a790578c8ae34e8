package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.eigen.RayleighForm;
import io.raf4j.geometry.Points;
import io.raf4j.jetnet.JetNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The quadratic forms of an eigenvalue problem on the span of K trial functions, summed over
 * points, and what a loss made of them passes back to the network. Thread-safe.
 */
final class WeakForm {

  private final EigenProblem problem;
  private final TrialSpace space;
  private final Points points;

  WeakForm(EigenProblem problem, TrialSpace space, Points points) {
    this.problem = problem;
    this.space = space;
    this.points = points;
  }

  /**
   * Returns the sums for the network's parameters.
   *
   * @throws NonFiniteResidualException naming a point whose contribution is not finite
   */
  GramSums sums(JetNetwork network, INDArray parameters) {
    double[] jets = TrialJets.at(network, space, parameters, points);
    int length = space.rule().length();
    RayleighForm form = new RayleighForm(problem, space.functions());
    GramSums sums = new GramSums(space.functions(), points.count());
    for (int p = 0; p < points.count(); p++) {
      requireFinite(jets, p, length);
      form.add(
          points.point(p),
          points.weights()[p],
          jets,
          p * length,
          sums.stiffness(),
          sums.mass(),
          sums.quartic());
    }
    return sums;
  }

  private void requireFinite(double[] jets, int point, int length) {
    for (int i = 0; i < length; i++) {
      double number = jets[point * length + i];
      if (!Double.isFinite(number)) {
        throw new NonFiniteResidualException(point, points.point(point), number);
      }
    }
  }

  /**
   * The derivatives of a loss by the sums.
   *
   * @param byStiffness {@code [K, K]}
   * @param byMass {@code [K, K]}
   * @param byQuartic {@code [K]}
   */
  @SuppressWarnings("ArrayRecordComponent") // A block of numbers to compute with.
  record Derivatives(double[] byStiffness, double[] byMass, double[] byQuartic) {}

  /** Writes a block's derivatives by the network's output jets. */
  void adjoints(Derivatives by, int first, int count, double[] outputs, double[] adjoints) {
    RayleighForm form = new RayleighForm(problem, space.functions());
    TrialPoint trial = new TrialPoint(space, points);
    double[] byTrial = new double[trial.length()];
    for (int p = 0; p < count; p++) {
      trial.evaluate(first + p, outputs, p * trial.length());
      form.adjoints(
          trial.x(),
          points.weights()[first + p],
          trial.jets(),
          0,
          by.byStiffness(),
          by.byMass(),
          by.byQuartic(),
          byTrial,
          0);
      trial.adjoint(byTrial, adjoints, p * trial.length());
    }
  }
}
