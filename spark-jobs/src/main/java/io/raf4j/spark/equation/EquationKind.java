package io.raf4j.spark.equation;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.JetShape;
import io.raf4j.solver.ProblemReference;
import io.raf4j.spark.collocation.CollocationPoints;
import io.raf4j.spark.collocation.ResidualForm;
import io.raf4j.spark.conf.Idle;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.Json;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.rows.EvaluationMetrics;
import io.raf4j.spark.run.DataSet;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.Learned;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.run.Verb;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.Trained;
import io.raf4j.spark.training.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Solves an equation by a network: first order, second order, or one after the other; and judges
 * the solution on points that training has not seen.
 */
abstract class EquationKind implements Kind {

  private static final long serialVersionUID = 1L;

  private static final Set<Key> FIRST_ORDER =
      EnumSet.of(
          Key.STEPS,
          Key.BATCH,
          Key.LEARNING_RATE,
          Key.SCHEDULE,
          Key.DECAY_FACTOR,
          Key.DECAY_EVERY,
          Key.AVERAGING_FREQUENCY,
          Key.WEIGHT_DECAY,
          Key.ADAPTIVE,
          Key.ON_DIVERGENCE);

  private static final Set<Key> SECOND_ORDER =
      EnumSet.of(
          Key.POINTS,
          Key.DOUBLINGS,
          Key.ITERATIONS,
          Key.EVEN_SHARE,
          Key.LINEAR_ITERATIONS,
          Key.DAMPING,
          Key.SEARCH,
          Key.MOMENTUM,
          Key.LINEAR_SOLVER,
          Key.MAX_PARAMETERS_SECOND_ORDER);

  /** The network of equations where nobody asks for another. */
  static final Map<Key, String> SHAPE =
      Map.of(
          Key.NETWORK, "plain",
          Key.ACTIVATION, "gentle-poly-sine-gaussian",
          Key.WIDTH, "30",
          Key.DEPTH, "2");

  private final ProblemReference.Kind reference;

  /** Creates the kind of the problems that a reference may name. */
  EquationKind(ProblemReference.Kind reference) {
    this.reference = reference;
  }

  /**
   * Returns why settings of equations may do nothing.
   *
   * @param onlyDimension the dimension of a problem's name, where it has only one
   */
  static List<Idle> idle(Function<String, Optional<Integer>> onlyDimension) {
    return List.of(
        new Idle(
            FIRST_ORDER,
            settings ->
                Set.of("levenberg-marquardt", "features").contains(settings.text(Key.OPTIMIZER)),
            "the second order alone trains; give --optimizer adam or adam+levenberg-marquardt"),
        new Idle(
            EnumSet.of(Key.SEARCH, Key.MOMENTUM),
            settings -> settings.text(Key.OPTIMIZER).equals("features"),
            "features have a rule of their own; give --optimizer levenberg-marquardt"),
        new Idle(
            EnumSet.of(Key.STARTS, Key.START_SHAPES),
            settings ->
                !Set.of("auto", "levenberg-marquardt").contains(settings.text(Key.OPTIMIZER)),
            "starts compete where second order alone trains; give --optimizer levenberg-marquardt"),
        new Idle(
            EnumSet.of(Key.START_SHAPES),
            settings -> settings.text(Key.STARTS).equals("1"),
            "there is one start; give --starts 4"),
        new Idle(
            EnumSet.of(Key.FEATURE_SCALE),
            settings -> !Set.of("auto", "features").contains(settings.text(Key.OPTIMIZER)),
            "no features are drawn; give --optimizer features"),
        new Idle(
            EnumSet.of(Key.EVEN_SHARE),
            settings ->
                settings.text(Key.OPTIMIZER).equals("features")
                    || Set.of("sketch", "residual-space")
                        .contains(settings.text(Key.LINEAR_SOLVER)),
            "points of features, sketches and the residuals' space are drawn evenly; give"
                + " --optimizer levenberg-marquardt and another --linear-solver"),
        new Idle(
            SECOND_ORDER,
            settings -> settings.text(Key.OPTIMIZER).equals("adam"),
            "Adam alone trains; give --optimizer levenberg-marquardt or"
                + " adam+levenberg-marquardt"),
        new Idle(
            EnumSet.of(Key.DIM),
            settings ->
                onlyDimension
                    .apply(settings.text(Key.PROBLEM))
                    .map(only -> settings.text(Key.DIM).equals(only.toString()))
                    .orElse(false),
            "the problem has this dimension alone; leave it out"));
  }

  /** Returns the defaults of equations, and more of them. */
  static Map<Key, String> presets(Map<Key, String> more) {
    Map<Key, String> all = new EnumMap<>(Key.class);
    all.putAll(SHAPE);
    all.putAll(
        Map.of(
            Key.DTYPE, "double",
            Key.SAMPLER, "sobol",
            Key.OPTIMIZER, "auto",
            Key.AVERAGING_FREQUENCY, "50",
            Key.WORKERS, "2"));
    all.putAll(more);
    return all;
  }

  /** Returns the settings that the problem brings, see {@link ProblemDefaults}. */
  static Config tuned(String kind, Config asked) {
    return ProblemDefaults.of(kind, asked);
  }

  /** Returns which problems these are. */
  ProblemReference.Kind reference() {
    return reference;
  }

  /** Returns the dimension of a problem of the catalogue where nobody asks for another. */
  abstract int defaultDimension(String problem);

  /**
   * Asks a problem once for all that training asks of it: its faults show before the work.
   *
   * @throws RuntimeException what the problem throws
   */
  abstract void tryOut(ProblemReference problem, double[] x);

  /**
   * Looks for what is wrong with a problem as a whole.
   *
   * @throws IllegalArgumentException that says what and where
   */
  void requireSound(ProblemReference problem) {}

  /** Returns which derivatives a problem asks for. */
  abstract JetShape shape(ProblemReference problem);

  /** Returns what is to be solved. */
  abstract Statement statement(ProblemReference problem);

  /** Returns whether features that are drawn solve such problems. */
  boolean takesFeatures() {
    return false;
  }

  /** Returns the optimizer of networks that are small enough for second order. */
  abstract SolveOptions.Optimizer ofSmallNetworks();

  /**
   * Refuses what no problem of this kind can do.
   *
   * @throws SettingsException if so
   */
  void require(SolvePlan plan) {}

  /** Returns the network before training, given that of the recipe. */
  MultiLayerNetwork started(SolvePlan plan, MultiLayerNetwork network) {
    return network;
  }

  /** Returns what is measured after each round. */
  abstract RoundMeasure measure(SolvePlan plan);

  /** Returns where second order begins after first order, changing the network where need be. */
  TrainingState turned(SolvePlan plan, MultiLayerNetwork network, TrainingState before) {
    return before;
  }

  /** Returns the residuals of second order. */
  abstract ResidualForm form(SolvePlan plan, TrainingState start);

  /** Returns how many eigenpairs are sought, 0 of an equation. */
  abstract int eigenpairs(SolvePlan plan);

  /** Returns what the outputs of the network are, in one word. */
  abstract String outputs();

  /** Judges a trained network. */
  abstract Result result(SolvePlan plan, Trained trained, Site site);

  /**
   * Measures a model on fresh points.
   *
   * @param points where they come from
   * @param count how many
   */
  abstract EvaluationMetrics metrics(
      ProblemReference problem, MultiLayerNetwork network, CollocationPoints points, int count);

  /** Returns the errors of a solution. */
  static EvaluationMetrics metrics(Evaluation evaluation) {
    ProblemRow errors = evaluation.problemRow("batch", 0, Double.NaN);
    return EvaluationMetrics.ofSolution(
        errors.testPoints(),
        errors.relativeL2(),
        errors.relativeH1(),
        errors.maxError(),
        errors.residual());
  }

  @Override
  public Optional<Verb> verb() {
    return Optional.of(Verb.SOLVE);
  }

  @Override
  public Optional<Key> positional() {
    return Optional.of(Key.PROBLEM);
  }

  /** Parameter averaging is Adam's part, which is planned where nobody says otherwise. */
  @Override
  public Settings averaged(Settings settings) {
    return settings.given().contains(Key.OPTIMIZER)
        ? settings
        : settings.with(Key.OPTIMIZER, "adam");
  }

  @Override
  public SolvePlan plan(Settings settings, Configuration hadoop) {
    return SolvePlan.of(this, settings);
  }

  @Override
  public Optional<Learned> learned(RunFolder run, Settings settings) {
    if (!run.has(run.besideModel(SolvePlan.DESCRIPTION))) {
      return Optional.empty();
    }
    try (InputStream in = run.files().open(run.besideModel(SolvePlan.DESCRIPTION))) {
      String text = Json.read(in, JsonNode.class).required("problem").asText();
      return Optional.of(ProblemReference.fromText(text))
          .filter(problem -> problem.kind() == reference)
          .map(problem -> new LearnedSolution(this, problem));
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          "the model of " + run.root() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The solution of an equation, or eigenfunctions.
   *
   * @param its kind
   * @param problem which
   */
  private record LearnedSolution(EquationKind its, ProblemReference problem) implements Learned {

    @Override
    public String kind() {
      return its.name();
    }

    @Override
    public boolean takes(DataSet data) {
      return data instanceof DataSet.TestPoints;
    }

    @Override
    public EvaluationMetrics evaluate(
        MultiLayerNetwork network, DataSet data, Configuration hadoop) {
      DataSet.TestPoints test = (DataSet.TestPoints) data;
      CollocationPoints points = new CollocationPoints(problem, Sampler.UNIFORM, test.seed());
      return its.metrics(problem, network, points, test.points());
    }
  }
}
