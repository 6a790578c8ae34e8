package io.raf4j.spark.equation;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Points;
import io.raf4j.jet.Jet;
import io.raf4j.solver.EigenPairs;
import io.raf4j.solver.EigenPairs.EigenPair;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.Residuals;
import io.raf4j.solver.TrialLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes the eigenpairs out of a trained network, on points that training has not seen. The
 * network's outputs become the eigenfunctions, in ascending order of their eigenvalues.
 */
final class EigenEvaluation implements Evaluation {

  private final ProblemReference reference;
  private final EigenProblem problem;
  private final MultiLayerNetwork network;
  private final Residuals residuals;
  private final Points points;
  private final List<EigenPair> pairs;

  EigenEvaluation(SolvePlan plan, MultiLayerNetwork network) {
    this(plan.problem(), network, plan.points().test(plan.options().testPoints()));
  }

  /**
   * Solves the projected problem.
   *
   * @param reference an eigenvalue problem
   * @param network its outputs become the eigenfunctions
   * @param points on which the network is judged
   */
  EigenEvaluation(ProblemReference reference, MultiLayerNetwork network, Points points) {
    this.reference = reference;
    this.problem = reference.eigen();
    this.network = network;
    this.points = points;
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    this.residuals = Residuals.eigen(layer, 1);
    EigenPairs solved = new EigenPairs(layer);
    EigenPairs.Projection projection = solved.project(solved.gram(network.params(), points));
    INDArray rotated = solved.rotated(network.params(), projection);
    this.pairs = solved.energies(rotated, projection, points).pairs();
    network.setParameters(rotated.castTo(network.params().dataType()));
  }

  /** Returns the eigenvalues, ascending. */
  List<EigenvalueRow> eigenvalues(String runId) {
    double[] exact = problem.eigenvalues(pairs.size());
    List<EigenvalueRow> rows = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      EigenPair pair = pairs.get(i);
      rows.add(
          new EigenvalueRow(
              runId,
              i + 1,
              pair.eigenvalue(),
              pair.standardError(),
              i < exact.length ? exact[i] : Double.NaN,
              pair.residual()));
    }
    return rows;
  }

  /**
   * Returns the share of the first eigenfunction's norm where it has its rarer sign, nearly 0 for a
   * ground state.
   */
  double otherSign() {
    return pairs.get(0).otherSign();
  }

  @Override
  public ProblemRow problemRow(String runId, double seconds, double loss) {
    SolutionValues values = at(points);
    double error = 0;
    double size = 0;
    double largest = 0;
    for (int p = 0; p < points.count(); p++) {
      int first = p * values.functions();
      double difference = values.found()[first] - values.exact()[first];
      error += points.weights()[p] * difference * difference;
      size += points.weights()[p] * values.exact()[first] * values.exact()[first];
      largest = Math.max(largest, Math.abs(difference));
    }
    return new ProblemRow(
        runId,
        "EIGEN",
        problem.name(),
        reference.dimension(),
        pairs.size(),
        network.numParams(),
        points.count(),
        loss,
        Math.sqrt(error / size),
        Double.NaN,
        values.isKnown(0) ? largest : Double.NaN,
        Double.NaN,
        pairs.get(0).residual(),
        seconds);
  }

  @Override
  public Points points() {
    return points;
  }

  @Override
  public List<String> names() {
    return IntStream.rangeClosed(1, pairs.size()).mapToObj(i -> "u" + i).toList();
  }

  @Override
  public SolutionValues at(Points somewhere) {
    int count = pairs.size();
    double[] eigenvalues = pairs.stream().mapToDouble(EigenPair::eigenvalue).toArray();
    double[] exact = new double[somewhere.count() * count];
    Arrays.fill(exact, Double.NaN);
    problem.groundState().ifPresent(state -> fill(exact, state, somewhere));
    return new SolutionValues(
        count,
        SolutionValues.found(network, somewhere),
        exact,
        residuals.values(residuals.theta(network.params(), eigenvalues), somewhere));
  }

  private void fill(double[] exact, EigenProblem.GroundState state, Points somewhere) {
    double factor = factor(state);
    for (int p = 0; p < somewhere.count(); p++) {
      double u = state.at(Jet.constants(somewhere.point(p))).value();
      exact[p * pairs.size()] = factor * u;
    }
  }

  /** The exact function is known up to a factor: it gets the size and the sign of the one found. */
  private double factor(EigenProblem.GroundState state) {
    double[] found = SolutionValues.found(network, points);
    double both = 0;
    double ours = 0;
    double exact = 0;
    for (int p = 0; p < points.count(); p++) {
      double u = found[p * pairs.size()];
      double v = state.at(Jet.constants(points.point(p))).value();
      both += points.weights()[p] * u * v;
      ours += points.weights()[p] * u * u;
      exact += points.weights()[p] * v * v;
    }
    return Math.signum(both) * Math.sqrt(ours / exact);
  }
}
