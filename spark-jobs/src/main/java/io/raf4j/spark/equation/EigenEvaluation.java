package io.raf4j.spark.equation;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Points;
import io.raf4j.jet.Jet;
import io.raf4j.solver.EigenJudgement;
import io.raf4j.solver.EigenJudgement.Judged;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.Residuals;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.collocation.CollocationPoints;
import io.raf4j.spark.training.Trained;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Takes the eigenpairs out of a trained network, on points that training has not seen. The
 * network's outputs become the eigenfunctions, in ascending order of their eigenvalues.
 *
 * <p>The eigenvalue is the Rayleigh quotient, whose error is of second order in that of the
 * function; of a nonlinear problem with its first-order error taken off. Second order's own unknown
 * is told beside it.
 */
final class EigenEvaluation implements Evaluation {

  /** Samples of points with a random shift each, whose scatter is the error of integration. */
  private static final int SAMPLES = 8;

  private final ProblemReference reference;
  private final EigenProblem problem;
  private final MultiLayerNetwork network;
  private final Residuals residuals;
  private final Points points;
  private final List<Judged> pairs;
  private final double[] carried;

  EigenEvaluation(SolvePlan plan, Trained trained) {
    this(
        plan.problem(),
        trained.network(),
        plan.points(),
        plan.options().testPoints(),
        trained.state().unknowns());
  }

  /**
   * Solves the projected problem.
   *
   * @param reference an eigenvalue problem
   * @param network its outputs become the eigenfunctions
   * @param source of the points on which the network is judged
   * @param count how many
   * @param unknowns the eigenvalues that second order carried, or none
   */
  EigenEvaluation(
      ProblemReference reference,
      MultiLayerNetwork network,
      CollocationPoints source,
      int count,
      List<Double> unknowns) {
    this.reference = reference;
    this.problem = reference.eigen();
    this.network = network;
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    this.residuals = Residuals.eigen(layer, 1);
    List<Points> samples = source.replicates(count, SAMPLES);
    this.points = Points.together(samples);
    EigenJudgement judgement = EigenJudgement.of(layer, network.params(), samples);
    this.pairs = judgement.pairs();
    this.carried = new double[pairs.size()];
    Arrays.fill(carried, Double.NaN);
    if (unknowns.size() == carried.length) {
      double[] sorted = unknowns.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      System.arraycopy(sorted, 0, carried, 0, sorted.length);
    }
    network.setParameters(judgement.rotated().castTo(network.params().dataType()));
  }

  /** Returns the eigenvalues, ascending. */
  List<EigenvalueRow> eigenvalues(String runId) {
    double[] exact = problem.eigenvalues(pairs.size());
    List<EigenvalueRow> rows = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      Judged judged = pairs.get(i);
      rows.add(
          new EigenvalueRow(
              runId,
              i + 1,
              judged.eigenvalue(),
              judged.error(),
              i < exact.length ? exact[i] : Double.NaN,
              judged.pair().residual(),
              judged.pair().eigenvalue(),
              carried[i],
              judged.scatter(),
              judged.bias(),
              judged.pair().largestShare()));
    }
    return rows;
  }

  /**
   * Returns the share of the first eigenfunction's norm where it has its rarer sign, nearly 0 for a
   * ground state.
   */
  double otherSign() {
    return pairs.get(0).pair().otherSign();
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
        pairs.get(0).pair().residual(),
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
    double[] eigenvalues = pairs.stream().mapToDouble(Judged::eigenvalue).toArray();
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
