package io.raf4j.spark.job;

import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.dl4j.RafDenseLayer;
import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Domain;
import io.raf4j.linalg.NormalEquations;
import io.raf4j.pde.PdeProblem;
import io.raf4j.solver.EigenPairs;
import io.raf4j.solver.LevenbergMarquardt;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.ProblemReference.Kind;
import io.raf4j.solver.SolverNetwork;
import io.raf4j.solver.SolverNetwork.Architecture;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.collocation.CollocationPoints;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.SolveOptions;
import io.raf4j.spark.conf.SolveOptions.Optimizer;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.plan.NetworkWork;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What is solved, and by what network.
 *
 * @param problem the equation
 * @param options points and optimisers
 * @param training steps, workers, schedule, seed and type
 * @param recipe activation, initial weights and rates
 * @param size of the network
 */
record SolvePlan(
    ProblemReference problem,
    SolveOptions options,
    TrainingOptions training,
    NetworkRecipe recipe,
    SolverNetwork.Size size) {

  /** Parameters up to which a second-order iteration takes a few seconds at most. */
  private static final int SMALL = 4000;

  /**
   * Plans a solution.
   *
   * @throws SettingsException for an unknown problem or activation, a dimension out of range, or
   *     settings that do not fit one another
   */
  static SolvePlan of(Kind kind, Settings settings) {
    SolveOptions options = SolveOptions.of(settings);
    TrainingOptions training = TrainingOptions.of(settings);
    SolvePlan plan =
        new SolvePlan(
                ProblemChoice.of(kind, options),
                options,
                training,
                NetworkPlan.recipe(settings),
                size(settings, options))
            .withOptimizer();
    plan.requireSecondOrder();
    plan.requireEnough();
    plan.requireShares();
    plan.policy();
    // Every other fault of a network shows when it is configured.
    plan.configuration();
    return plan;
  }

  /**
   * Chooses the optimizer by the size of the network. An eigenvalue problem begins with first
   * order, which alone can tell the lowest eigenvalues from others.
   */
  private SolvePlan withOptimizer() {
    if (options.optimizer() != Optimizer.AUTO) {
      return this;
    }
    Optimizer small =
        isEigen() ? Optimizer.ADAM_THEN_LEVENBERG_MARQUARDT : Optimizer.LEVENBERG_MARQUARDT;
    boolean isSmall =
        parameters() <= Math.min(SMALL, options.maxParameters()) && type() == DataType.DOUBLE;
    return new SolvePlan(
        problem, options.with(isSmall ? small : Optimizer.ADAM), training, recipe, size);
  }

  private static SolverNetwork.Size size(Settings settings, SolveOptions options) {
    Architecture architecture =
        options.network() == SolveOptions.Network.RESIDUAL
            ? Architecture.RESIDUAL
            : Architecture.PLAIN;
    try {
      return new SolverNetwork.Size(
          architecture, settings.integer(Key.WIDTH), settings.integer(Key.DEPTH));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private void requireSecondOrder() {
    if (!options.optimizer().hasSecondOrder()) {
      return;
    }
    if (parameters() > options.maxParameters()) {
      throw new SettingsException(
          "the network has "
              + parameters()
              + " parameters; expected at most "
              + options.maxParameters()
              + " for second order, whose work grows with their cube: lower --width or --depth, give"
              + " --optimizer adam, or raise max-parameters-second-order by --set");
    }
    if (type() != DataType.DOUBLE) {
      throw new SettingsException(
          "--dtype is float; expected double for second order, whose equations need the digits:"
              + " give --dtype double or --optimizer adam");
    }
  }

  private void requireEnough() {
    int count = options.count();
    requireAtLeast("--batch", training.batch(), count);
    requireAtLeast("--points", options.points(), count);
    requireAtLeast("--test-points", options.testPoints(), count);
    // The output's bias counts as one more function.
    requireAtLeast("--width", size.width(), count - 1);
    if (options.optimizer().hasSecondOrder()
        && options.linearIterations() > 0
        && options.iterations() <= options.linearIterations()) {
      throw new SettingsException(
          "--iterations is "
              + options.iterations()
              + "; expected more than the "
              + options.linearIterations()
              + " --linear-iterations, which solve a nearly linear equation first");
    }
  }

  private void requireAtLeast(String option, int value, int least) {
    if (value < least) {
      throw new SettingsException(
          option
              + " is "
              + value
              + "; expected at least "
              + least
              + " for --count "
              + options.count()
              + " independent functions");
    }
  }

  private void requireShares() {
    if (options.points() < training.workers()) {
      throw new SettingsException(
          "--points is "
              + options.points()
              + "; expected at least one for each of the "
              + training.workers()
              + " --workers");
    }
    if (isEigen() && options.count() > 1 && problem.eigen().cubic() != 0) {
      throw new SettingsException(
          "--count is "
              + options.count()
              + "; expected 1 for "
              + name()
              + ", whose operator depends on the function: its solutions span no space");
    }
  }

  /** Returns how second-order iterations go; the time is limited elsewhere. */
  LevenbergMarquardt.Options policy() {
    LevenbergMarquardt.Options usual = LevenbergMarquardt.Options.defaults();
    try {
      return usual
          .limited(options.iterations(), Duration.ofDays(1), 0)
          .damped(
              usual.scaling(), usual.momentum(), options.damping().orElse(usual.initialDamping()));
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--damping: " + e.getMessage(), e);
    }
  }

  boolean isEigen() {
    return problem.kind() == Kind.EIGEN;
  }

  /** Returns the numbers that travel through the network for a point: the rows of its jet. */
  int rows() {
    return (isEigen() ? problem.eigen().shape() : problem.pde().shape()).rows();
  }

  /** Returns the domain of the equation. */
  Domain domain() {
    return isEigen() ? problem.eigen().domain() : problem.pde().domain();
  }

  /** Returns what the equation calls itself. */
  String name() {
    return isEigen() ? problem.eigen().name() : problem.pde().name();
  }

  /** Returns the equation for people. */
  String equation() {
    return isEigen() ? problem.eigen().equation() : problem.pde().equation();
  }

  /** Returns whether errors can be measured: the first eigenfunction's or the solution's. */
  boolean hasExact() {
    if (isEigen()) {
      EigenProblem eigen = problem.eigen();
      return eigen.groundState().isPresent();
    }
    PdeProblem pde = problem.pde();
    return pde.exactValues().isPresent();
  }

  /** Returns where points come from. */
  CollocationPoints points() {
    return new CollocationPoints(problem, options.sampler(), training.seed());
  }

  /** Returns the network with its initial parameters, the same for the same plan. */
  MultiLayerNetwork initial() {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration());
    network.init();
    if (isEigen() && options.count() == 1) {
      // A ground state has one sign; so has the function that it starts from.
      TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
      network.setParameters(new EigenPairs(layer).positive(network.params()).castTo(type()));
    }
    return network;
  }

  private MultiLayerConfiguration configuration() {
    double rate = training.learningRate().orElse(recipe.learningRate());
    try {
      return SolverNetwork.configuration(
          problem,
          options.count(),
          size,
          recipe,
          new SolverNetwork.Training(
              new Adam(NetworkPlan.schedule(training, rate)),
              options.weightDecay(),
              training.seed(),
              type()));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  DataType type() {
    return training.dtype() == TrainingOptions.Dtype.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
  }

  /**
   * Returns the number of trained numbers.
   *
   * @throws SettingsException if the settings make no network
   */
  long parameters() {
    return work().parameters();
  }

  /**
   * Returns the layers that have parameters, from the first to the last.
   *
   * @throws SettingsException if the settings make no network
   */
  List<RafDenseLayer> denseLayers() {
    try {
      return SolverNetwork.layer(problem, options.count(), size, recipe).getDenseLayers();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  /** Returns the network by its size, as first order trains it. */
  NetworkWork work() {
    return NetworkPlan.work(denseLayers(), type(), rows(), true);
  }

  /**
   * Returns what tensors take outside the heap in the process that trains: of the two orders the
   * one that takes more.
   */
  long bytesOutside(TrainingRoom room) {
    long first =
        options.optimizer() == Optimizer.LEVENBERG_MARQUARDT
            ? 0
            : room.bytesOutside(work(), training);
    return options.optimizer().hasSecondOrder() ? Math.max(first, secondOrder(room)) : first;
  }

  /** Returns the option that {@link #bytesOutside} comes from most. */
  String memorySetting() {
    return options.optimizer().hasSecondOrder() ? "--depth" : "--batch";
  }

  private long secondOrder(TrainingRoom room) {
    int unknowns = Math.toIntExact(parameters());
    int share = Math.max(1, options.points() / training.workers());
    long blocks = work().workingBytes(share, room.cluster().taskCpus());
    long task = NormalEquations.sumBytes(unknowns) + blocks;
    long solving = room.cluster().isLocal() ? NormalEquations.solveBytes(unknowns) : 0;
    return Math.max(solving, room.sideBySide(training.workers()) * task);
  }

  /** Returns the network in words that follow "a network of". */
  String inWords() {
    return size.depth()
        + " hidden layers of "
        + size.width()
        + " neurons ("
        + size.architecture().name().toLowerCase(Locale.ROOT)
        + ") with "
        + recipe.name()
        + " activations";
  }
}
