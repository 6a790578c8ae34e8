package io.raf4j.spark.equation;

import io.raf4j.geometry.Points;
import io.raf4j.pde.PdeProblem;
import io.raf4j.solver.ExactSample;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.Residuals;
import io.raf4j.solver.SolutionErrors;
import io.raf4j.solver.TrialLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
  private final Optional<ExactSample> exact;
  private final Optional<Supplier<MultiLayerNetwork>> untrained;

  /** Prepares the evaluation of a trained network beside the network that training began with. */
  SolveEvaluation(SolvePlan plan, MultiLayerNetwork network) {
    this(
        plan.problem(),
        network,
        plan.points().test(plan.options().testPoints()),
        Optional.of(plan::initial));
  }

  /**
   * Prepares the evaluation of a network whose beginning is not known.
   *
   * @param reference a differential equation
   * @param points on which the network is judged
   */
  SolveEvaluation(ProblemReference reference, MultiLayerNetwork network, Points points) {
    this(reference, network, points, Optional.empty());
  }

  private SolveEvaluation(
      ProblemReference reference,
      MultiLayerNetwork network,
      Points points,
      Optional<Supplier<MultiLayerNetwork>> untrained) {
    this.reference = reference;
    this.problem = reference.pde();
    this.network = network;
    this.layer = TrialLayer.of(network.getLayerWiseConfigurations());
    this.residuals = Residuals.pde(layer);
    this.points = points;
    this.exact = problem.exactValues().map(known -> new ExactSample(problem, points));
    this.untrained = untrained;
  }

  @Override
  public ProblemRow problemRow(String runId, double seconds, double loss) {
    Optional<SolutionErrors> errors = errors(network);
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
        untrained
            .flatMap(initial -> errors(initial.get()))
            .map(SolutionErrors::relativeL2)
            .orElse(Double.NaN),
        errors.map(SolutionErrors::maximum).orElse(Double.NaN),
        errors.map(measured -> measured.relativeH1().orElse(Double.NaN)).orElse(Double.NaN),
        rootMeanSquare(),
        seconds);
  }

  private Optional<SolutionErrors> errors(MultiLayerNetwork judged) {
    return exact.map(sample -> SolutionErrors.of(layer, judged.params(), sample));
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
    return new SolutionValues(
        m,
        SolutionValues.found(network, somewhere),
        exactAt(somewhere),
        residuals.values(residuals.theta(network.params()), somewhere));
  }

  /** Returns the exact values at points, NaN where they are not known. */
  private double[] exactAt(Points somewhere) {
    if (exact.isPresent()) {
      return new ExactSample(problem, somewhere).values();
    }
    double[] unknown = new double[somewhere.count() * problem.components()];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }
}
