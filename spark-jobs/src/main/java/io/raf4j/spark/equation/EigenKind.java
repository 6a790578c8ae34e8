package io.raf4j.spark.equation;

import io.raf4j.eigen.EigenCatalogue;
import io.raf4j.eigen.EigenProblem;
import io.raf4j.eigen.NaturalCondition;
import io.raf4j.geometry.Points;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.pde.Coordinates;
import io.raf4j.solver.EigenPairs;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.collocation.CollocationPoints;
import io.raf4j.spark.collocation.ResidualForm;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Keys;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.EvaluationMetrics;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.run.IncompatibleDataException;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.Trained;
import io.raf4j.spark.training.TrainingState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * An eigenvalue problem. First order alone can tell the lowest eigenvalues from others; it needs no
 * great precision.
 */
public final class EigenKind extends EquationKind {

  private static final long serialVersionUID = 1L;

  private static final String NAME = "eigen";

  private static final Profile PROFILE =
      Profile.of(
              "raf solve eigen",
              Keys.without(
                  Keys.ofSolving(),
                  Key.CONSTANTS,
                  Key.ADAPTIVE,
                  Key.EVEN_SHARE,
                  Key.LINEAR_ITERATIONS,
                  Key.STARTS,
                  Key.START_SHAPES,
                  Key.TIME_SLABS,
                  Key.SLAB_ENDS,
                  Key.SLICES,
                  Key.FEATURE_SCALE),
              presets(
                  Map.of(
                      Key.WIDTH, "20",
                      Key.STEPS, "500",
                      Key.LEARNING_RATE, "5e-3",
                      Key.BATCH, "2048",
                      Key.POINTS, "2048",
                      Key.ITERATIONS, "1000",
                      Key.TEST_POINTS, "65536",
                      Key.MAX_SECONDS, "120")))
          .with(idle(EigenKind::onlyDimension))
          .tuned(asked -> tuned(NAME, asked));

  /** Creates the kind. */
  public EigenKind() {
    super(ProblemReference.Kind.EIGEN);
  }

  private static Optional<Integer> onlyDimension(String problem) {
    return EigenCatalogue.all().stream()
        .filter(entry -> entry.name().equals(problem))
        .filter(entry -> entry.smallestDimension() == entry.largestDimension())
        .map(entry -> entry.smallestDimension())
        .findFirst();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Finds the lowest eigenvalues of an operator and their eigenfunctions.";
  }

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.RELATIVE_L2, Figure.MAX_ERROR, Figure.RELATIVE_ERRORS, Figure.ABSOLUTE_ERRORS);
  }

  @Override
  int defaultDimension(String problem) {
    return EigenCatalogue.named(problem).defaultDimension();
  }

  @Override
  void tryOut(ProblemReference reference, double[] x) {
    EigenProblem problem = reference.eigen();
    problem.operator(x, Field.of(Jet.constant(0), problem.shape()));
    problem.boundaryFactor(Jet.coordinates(x));
    problem.features(Jet.coordinates(x));
  }

  @Override
  JetShape shape(ProblemReference reference) {
    return reference.eigen().shape();
  }

  @Override
  Statement statement(ProblemReference reference) {
    EigenProblem problem = reference.eigen();
    return new Statement(
        problem.name(),
        problem.equation(),
        problem.domain(),
        Coordinates.space(problem.domain().dimension()),
        problem.shape().rows(),
        problem.groundState().isPresent());
  }

  @Override
  SolveOptions.Optimizer ofSmallNetworks() {
    return SolveOptions.Optimizer.ADAM_THEN_LEVENBERG_MARQUARDT;
  }

  @Override
  void require(SolvePlan plan) {
    if (plan.options().optimizer().hasSecondOrder()) {
      NaturalCondition.part(plan.problem().eigen())
          .ifPresent(
              part -> {
                throw new SettingsException(
                    "--problem: "
                        + plan.statement().name()
                        + " has no condition on \""
                        + part
                        + "\", where second order would find any slope: let boundaryFactor vanish"
                        + " there, let features be even across it, such as cos, or give"
                        + " --optimizer adam, which brings du/dn = 0 about");
              });
    }
    if (plan.options().count() > 1 && plan.problem().eigen().cubic() != 0) {
      throw new SettingsException(
          "--count is "
              + plan.options().count()
              + "; expected 1 for "
              + plan.statement().name()
              + ", whose operator depends on the function: its solutions span no space");
    }
  }

  /** A ground state has one sign; so has the function that it starts from. */
  @Override
  MultiLayerNetwork started(SolvePlan plan, MultiLayerNetwork network) {
    if (plan.options().count() == 1) {
      EigenPairs pairs = new EigenPairs(TrialLayer.of(network.getLayerWiseConfigurations()));
      network.setParameters(pairs.positive(network.params()).castTo(plan.type()));
    }
    return network;
  }

  @Override
  RoundMeasure measure(SolvePlan plan) {
    return RoundMeasure.none();
  }

  /** Turns the functions into eigenfunctions; their eigenvalues become unknowns. */
  @Override
  TrainingState turned(SolvePlan plan, MultiLayerNetwork network, TrainingState before) {
    if (before.iteration() > 0) {
      return before;
    }
    EigenPairs pairs = new EigenPairs(TrialLayer.of(network.getLayerWiseConfigurations()));
    Points points = plan.points().test(plan.options().testPoints());
    EigenPairs.Projection projection = pairs.project(pairs.gram(network.params(), points));
    network.setParameters(pairs.rotated(network.params(), projection));
    double[] eigenvalues = projection.eigenvalues();
    double largest = Arrays.stream(eigenvalues).map(Math::abs).max().orElseThrow();
    return before.withUnknowns(Arrays.stream(eigenvalues).boxed().toList(), Math.max(1, largest));
  }

  @Override
  ResidualForm form(SolvePlan plan, TrainingState start) {
    return new ResidualForm.Eigen(start.penalty());
  }

  @Override
  int eigenpairs(SolvePlan plan) {
    return plan.options().count();
  }

  @Override
  String outputs() {
    return "eigenfunctions";
  }

  @Override
  Result result(SolvePlan plan, Trained trained, Site site) {
    return new EigenResult(plan, trained, site);
  }

  @Override
  EvaluationMetrics metrics(
      ProblemReference problem, MultiLayerNetwork network, CollocationPoints points, int count) {
    long functions = TrialLayer.of(network.getLayerWiseConfigurations()).getNOut();
    if (count < functions) {
      throw new IncompatibleDataException(
          "points is " + count + "; expected at least one for each of " + functions + " functions");
    }
    EigenEvaluation evaluation = new EigenEvaluation(problem, network, points, count, List.of());
    List<EigenvalueRow> eigenvalues = evaluation.eigenvalues("batch");
    return metrics(evaluation)
        .withEigenvalues(
            eigenvalues.stream().map(EigenvalueRow::eigenvalue).toList(),
            eigenvalues.stream().map(EigenvalueRow::relativeError).toList());
  }
}
