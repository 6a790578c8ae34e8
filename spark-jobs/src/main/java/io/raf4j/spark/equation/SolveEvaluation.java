package io.raf4j.spark.equation;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.pde.Condition;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.PdeResidual;
import io.raf4j.pde.SlabTimes;
import io.raf4j.random.Purpose;
import io.raf4j.solver.CoefficientEstimate;
import io.raf4j.solver.ExactSample;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.SlabSolution;
import io.raf4j.solver.SolutionErrors;
import io.raf4j.solver.TrialLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Judges the solution of a differential equation on points that training has not seen. */
final class SolveEvaluation implements Evaluation {

  /** Of the points on which conditions are judged, the same for all runs. */
  private static final long JUDGING_SEED = 1;

  /** Points inside from which the covariance of unknown numbers is computed. */
  private static final int COVARIANCE_POINTS = 4096;

  private final ProblemReference reference;
  private final PdeProblem problem;
  private final MultiLayerNetwork network;
  private final TrialLayer layer;
  private final SlabSolution solution;
  private final PdeResidual equations;
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
    this.solution = SlabSolution.of(layer, network.params());
    this.equations = new PdeResidual(problem);
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
    TrialLayer its = TrialLayer.of(judged.getLayerWiseConfigurations());
    return exact.map(sample -> SolutionErrors.of(its, judged.params(), sample));
  }

  private double rootMeanSquare() {
    return rootMeanSquare(points);
  }

  /** Returns the root of the mean sum of squared residuals. */
  private double rootMeanSquare(Points somewhere) {
    double[] values = solution.residuals(equations, somewhere);
    int each = equations.equations();
    double[] squares = new double[somewhere.count()];
    for (int p = 0; p < squares.length; p++) {
      for (int e = 0; e < each; e++) {
        squares[p] += values[p * each + e] * values[p * each + e];
      }
    }
    return Math.sqrt(Arrays.stream(squares).sum() / squares.length);
  }

  @Override
  public INDArray parameters(MultiLayerNetwork judged) {
    return solution.parameters();
  }

  /** Returns the slabs of time with their errors; none where there is one. */
  List<SlabRow> slabs(String runId) {
    List<SlabRow> rows = new ArrayList<>();
    for (int k = 1; k <= solution.slabs() && solution.slabs() > 1; k++) {
      int[] places = solution.places(points, k);
      if (places.length == 0) {
        continue;
      }
      Points some = points.only(places);
      Optional<SolutionErrors> errors =
          exact.map(sample -> SolutionErrors.of(layer, network.params(), some));
      SlabTimes times = layer.problem().slabTimes().numbered(k);
      rows.add(
          new SlabRow(
              runId,
              k,
              times.start(problem.domain().bounds().low(0)),
              times.end(),
              places.length,
              rootMeanSquare(some),
              errors.map(SolutionErrors::relativeL2).orElse(Double.NaN),
              errors.map(SolutionErrors::maximum).orElse(Double.NaN)));
    }
    return rows;
  }

  @Override
  public Points points() {
    return points;
  }

  @Override
  public List<String> names() {
    return problem.unknowns();
  }

  @Override
  public SolutionValues at(Points somewhere) {
    int m = problem.components();
    return new SolutionValues(
        m,
        SolutionValues.found(network, somewhere),
        exactAt(somewhere),
        residualsOfFunctions(solution.residuals(equations, somewhere)));
  }

  /**
   * Returns a residual for each function: its own equation's where there are as many as functions,
   * otherwise the root of the sum of all squares.
   */
  private double[] residualsOfFunctions(double[] values) {
    int m = problem.components();
    int inside = equations.equations(0);
    int each = equations.equations();
    double[] result = new double[values.length / each * m];
    for (int p = 0; p < values.length / each; p++) {
      double square = 0;
      for (int e = 0; e < inside; e++) {
        square += values[p * each + e] * values[p * each + e];
      }
      for (int i = 0; i < m; i++) {
        result[p * m + i] = inside == m ? values[p * each + i] : Math.sqrt(square);
      }
    }
    return result;
  }

  /** Returns the errors of each unknown function; none where nothing exact is known. */
  List<UnknownRow> unknowns(String runId) {
    Optional<SolutionErrors> errors = errors(network);
    List<UnknownRow> rows = new ArrayList<>();
    for (int i = 0; errors.isPresent() && i < problem.components(); i++) {
      rows.add(
          new UnknownRow(
              runId,
              i + 1,
              problem.unknowns().get(i),
              errors.get().relativeL2(i),
              errors.get().relativeL2(i) >= 0 ? errors.get().maximum(i) : Double.NaN));
    }
    return rows;
  }

  /** Returns how well the equation and its conditions are satisfied. */
  List<ConditionRow> conditions(String runId) {
    Points all =
        equations.withConditions(
            points, Sampler.UNIFORM, JUDGING_SEED, Purpose.EVALUATION_SAMPLE, 0, 0);
    double[] values = solution.residuals(equations, all);
    int each = equations.equations();
    List<Condition> conditions = problem.conditions();
    List<ConditionRow> rows = new ArrayList<>();
    for (int c = 0; c <= conditions.size(); c++) {
      SummaryStatistics squares = new SummaryStatistics();
      for (int p = 0; p < all.count(); p++) {
        if (all.sites().condition(p) == c) {
          double sum = 0;
          for (int e = 0; e < equations.equations(c); e++) {
            sum += values[p * each + e] * values[p * each + e];
          }
          squares.addValue(sum / equations.equations(c));
        }
      }
      double root = Math.sqrt(squares.getMean());
      double error = squares.getStandardDeviation() / Math.sqrt(squares.getN());
      rows.add(
          new ConditionRow(
              runId,
              c,
              c == 0 ? "equation" : conditions.get(c - 1).name(),
              c == 0 ? "inside" : place(conditions.get(c - 1)),
              squares.getN(),
              root,
              root > 0 ? error / (2 * root) : 0,
              c == 0 ? 1 : conditions.get(c - 1).weight(),
              equations.scale(c)));
    }
    return rows;
  }

  private static String place(Condition condition) {
    if (condition.place() instanceof Condition.OnPart) {
      return "boundary";
    }
    return condition.place() instanceof Condition.AtPoints ? "points" : "inside";
  }

  /** Returns the unknown numbers that were found. */
  List<CoefficientRow> coefficients(String runId) {
    Points inside =
        Sampler.SOBOL.draw(
            problem.domain(), JUDGING_SEED, Purpose.EVALUATION_SAMPLE, 0, 0, COVARIANCE_POINTS);
    Points all =
        equations.withConditions(
            inside, Sampler.SOBOL, JUDGING_SEED, Purpose.EVALUATION_SAMPLE, 0, 0);
    List<CoefficientRow> rows = new ArrayList<>();
    for (CoefficientEstimate found : CoefficientEstimate.of(layer, network.params(), all)) {
      int index = rows.size();
      rows.add(
          new CoefficientRow(
              runId,
              index + 1,
              found.name(),
              found.value(),
              found.standardError(),
              problem.exactCoefficients().map(exact -> exact[index]).orElse(Double.NaN)));
    }
    return rows;
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
