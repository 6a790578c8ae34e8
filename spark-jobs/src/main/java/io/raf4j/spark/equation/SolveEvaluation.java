package io.raf4j.spark.equation;

import io.raf4j.geometry.Points;
import io.raf4j.pde.ExactValues;
import io.raf4j.pde.PdeProblem;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.Residuals;
import io.raf4j.solver.SolutionErrors;
import io.raf4j.solver.TrialLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Judges the solution of a differential equation on points that training has not seen. */
final class SolveEvaluation implements Evaluation {

  private final ProblemReference reference;
  private final PdeProblem problem;
  private final MultiLayerNetwork network;
  private final TrialLayer layer;
  private final Residuals residuals;
  private final Points points;

  SolveEvaluation(SolvePlan plan, MultiLayerNetwork network) {
    this(plan.problem(), network, plan.points().test(plan.options().testPoints()));
  }

  /**
   * Prepares the evaluation.
   *
   * @param reference a differential equation
   * @param points on which the network is judged
   */
  SolveEvaluation(ProblemReference reference, MultiLayerNetwork network, Points points) {
    this.reference = reference;
    this.problem = reference.pde();
    this.network = network;
    this.layer = TrialLayer.of(network.getLayerWiseConfigurations());
    this.residuals = Residuals.pde(layer);
    this.points = points;
  }

  @Override
  public ProblemRow problemRow(String runId, double seconds, double loss) {
    Optional<SolutionErrors> errors =
        problem.exactValues().map(solution -> SolutionErrors.of(layer, network.params(), points));
    return new ProblemRow(
        runId,
        "PDE",
        problem.name(),
        reference.dimension(),
        problem.components(),
        network.numParams(),
        points.count(),
        loss,
        errors.map(SolutionErrors::relativeL2).orElse(Double.NaN),
        errors.map(SolutionErrors::maximum).orElse(Double.NaN),
        errors.map(measured -> measured.relativeH1().orElse(Double.NaN)).orElse(Double.NaN),
        rootMeanSquare(),
        seconds);
  }

  private double rootMeanSquare() {
    double[] squares = residuals.squares(residuals.theta(network.params()), points);
    return Math.sqrt(Arrays.stream(squares).sum() / squares.length);
  }

  @Override
  public Points points() {
    return points;
  }

  @Override
  public List<String> names() {
    int m = problem.components();
    return m == 1 ? List.of("u") : IntStream.rangeClosed(1, m).mapToObj(i -> "u" + i).toList();
  }

  @Override
  public SolutionValues at(Points somewhere) {
    int m = problem.components();
    double[] exact = new double[somewhere.count() * m];
    Arrays.fill(exact, Double.NaN);
    problem.exactValues().ifPresent(solution -> fill(exact, solution, somewhere));
    return new SolutionValues(
        m,
        SolutionValues.found(network, somewhere),
        exact,
        residuals.values(residuals.theta(network.params()), somewhere));
  }

  private void fill(double[] exact, ExactValues solution, Points somewhere) {
    int m = problem.components();
    for (int p = 0; p < somewhere.count(); p++) {
      System.arraycopy(solution.at(somewhere.point(p)), 0, exact, p * m, m);
    }
  }
}
