package io.raf4j.spark.equation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.raf4j.formula.ProblemText;
import io.raf4j.formula.ProblemTextException;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.pde.Coefficient;
import io.raf4j.pde.Location;
import io.raf4j.pde.PdeCatalogue;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.PdeResidual;
import io.raf4j.pde.ProblemCheck;
import io.raf4j.solver.ExactSample;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.SolutionErrors;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.collocation.CollocationPoints;
import io.raf4j.spark.collocation.ResidualForm;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Keys;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.EvaluationMetrics;
import io.raf4j.spark.rows.Figure;
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
 * A differential equation: small networks in double precision and second order, which reaches
 * further than Adam.
 */
public final class PdeKind extends EquationKind {

  private static final long serialVersionUID = 1L;

  private static final String NAME = "pde";

  /** Points of the sample on which progress is measured. */
  static final int SAMPLE = 1000;

  private static final Profile PROFILE =
      Profile.of(
              "raf solve pde",
              Keys.without(Keys.ofSolving(), Key.COUNT),
              presets(
                  Map.of(
                      Key.STEPS, "8000",
                      Key.LEARNING_RATE, "3e-3",
                      Key.BATCH, "1000",
                      Key.POINTS, "4096",
                      Key.ITERATIONS, "2000",
                      Key.MAX_SECONDS, "300")))
          .with(idle(PdeKind::onlyDimension))
          .tuned(PdeKind::tuned);

  /** Creates the kind. */
  public PdeKind() {
    super(ProblemReference.Kind.PDE);
  }

  /** Returns the shipped settings of the problem, and above them those that its file brings. */
  private static Config tuned(Config asked) {
    String problem = ProblemDefaults.text(asked, Key.PROBLEM);
    if (!ProblemFile.isFile(problem)) {
      return tuned(NAME, asked);
    }
    ProblemText text = ProblemFile.read(problem, ProblemDefaults.text(asked, Key.CONSTANTS));
    Config own = ProblemFile.settings(text, Keys.without(Keys.ofSolving(), Key.COUNT));
    try {
      Config named =
          asked.withValue(Key.PROBLEM.path(), ConfigValueFactory.fromAnyRef(text.name()));
      return Settings.over(own, tuned(NAME, Settings.over(own, named)));
    } catch (ProblemTextException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private static Optional<Integer> onlyDimension(String problem) {
    return PdeCatalogue.all().stream()
        .filter(entry -> entry.name().equals(problem))
        .filter(entry -> entry.smallestDimension() == entry.largestDimension())
        .map(entry -> entry.smallestDimension())
        .findFirst();
  }

  /** A problem in a file goes with its text. */
  @Override
  public Settings portable(Settings settings) {
    String problem = settings.text(Key.PROBLEM);
    return ProblemFile.isFile(problem)
        ? settings
            .with(Key.PROBLEM, ProblemFile.portable(problem, settings.text(Key.CONSTANTS)))
            .with(Key.CONSTANTS, "")
        : settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Solves a differential equation and measures the error where it is known.";
  }

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public List<Figure> figures() {
    return List.of(Figure.RELATIVE_L2, Figure.MAX_ERROR, Figure.LOSS);
  }

  @Override
  int defaultDimension(String problem) {
    return PdeCatalogue.named(problem).defaultDimension();
  }

  @Override
  void requireSound(ProblemReference reference) {
    ProblemCheck.require(reference.pde());
  }

  @Override
  void tryOut(ProblemReference reference, double[] x) {
    PdeProblem problem = reference.pde();
    Field[] zero = new Field[problem.components()];
    PdeResidual residual = new PdeResidual(problem);
    Arrays.fill(zero, Field.of(Jet.constant(0), residual.shape()));
    residual.at(Location.inside(x), zero, Coefficient.initials(problem.coefficients()));
    Jet[] coordinates = Jet.coordinates(x, residual.shape());
    for (int i = 0; i < problem.components(); i++) {
      problem.boundaryFactor(i, coordinates);
      problem.lift(i, coordinates);
    }
    problem.features(coordinates);
  }

  @Override
  JetShape shape(ProblemReference reference) {
    return new PdeResidual(reference.pde()).shape();
  }

  @Override
  Statement statement(ProblemReference reference) {
    PdeProblem problem = reference.pde();
    return new Statement(
        problem.name(),
        problem.equation(),
        problem.domain(),
        problem.coordinates(),
        new PdeResidual(problem).shape().rows(),
        problem.exactValues().isPresent());
  }

  @Override
  boolean takesFeatures() {
    return true;
  }

  @Override
  SolveOptions.Optimizer ofSmallNetworks() {
    return SolveOptions.Optimizer.LEVENBERG_MARQUARDT;
  }

  @Override
  RoundMeasure measure(SolvePlan plan) {
    if (!plan.statement().hasExact()) {
      return RoundMeasure.none();
    }
    ExactSample sample = new ExactSample(plan.problem().pde(), plan.points().test(SAMPLE));
    return RoundMeasure.relativeL2(
        network ->
            SolutionErrors.of(
                    TrialLayer.of(network.getLayerWiseConfigurations()), network.params(), sample)
                .relativeL2());
  }

  @Override
  ResidualForm form(SolvePlan plan, TrainingState start) {
    return new ResidualForm.Equation(
        plan.options().linearIterations(),
        plan.options().optimizer() == SolveOptions.Optimizer.FEATURES);
  }

  @Override
  int eigenpairs(SolvePlan plan) {
    return 0;
  }

  @Override
  String outputs() {
    return "solution";
  }

  @Override
  Result result(SolvePlan plan, Trained trained, Site site) {
    return new PdeResult(plan, trained, site);
  }

  @Override
  EvaluationMetrics metrics(
      ProblemReference problem, MultiLayerNetwork network, CollocationPoints points, int count) {
    return metrics(new SolveEvaluation(problem, network, points.test(count)));
  }
}
