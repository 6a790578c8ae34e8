package io.raf4j.spark.equation;

import io.raf4j.geometry.Sampler;
import io.raf4j.solver.LinearSolver;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Which equation is solved, by what network, at which points and by which optimiser.
 *
 * @param problem name in the catalogue, or empty
 * @param problemClass class of a problem of the user's own, or empty; exactly one of the two is set
 * @param constants other values for those of a problem in a file, or empty
 * @param dimension coordinates of space, or nothing for the problem's own choice
 * @param count eigenpairs
 * @param optimizer first order, second order, one after the other, or what suits the network
 * @param network architecture
 * @param sampler how points are drawn
 * @param adaptive points scored, once a round, for each that Adam takes by its residual; 1 takes
 *     all
 * @param weightDecay factor of weights and biases in Adam's gradient
 * @param points points of one second-order iteration, of all workers together
 * @param doublings how often the points of second-order iterations may double
 * @param iterations second-order iterations
 * @param evenShare of the points of second-order iterations that are drawn evenly, the others where
 *     residuals are large
 * @param linearIterations those of the iterations, at the beginning, with nonlinear terms turned
 *     down
 * @param damping initial damping, or nothing for the method's own
 * @param rule which second-order step is taken
 * @param starts how many starts compete before second order
 * @param featureScale slope of drawn features, or nothing for the best of several
 * @param linearSolver of second-order iterations
 * @param maxParameters most parameters that second-order training takes
 * @param testPoints points on which a solution is judged
 */
record SolveOptions(
    String problem,
    String problemClass,
    String constants,
    OptionalInt dimension,
    int count,
    Optimizer optimizer,
    Network network,
    Sampler sampler,
    int adaptive,
    double weightDecay,
    int points,
    int doublings,
    int iterations,
    double evenShare,
    int linearIterations,
    OptionalDouble damping,
    StepRule rule,
    StartOptions starts,
    OptionalDouble featureScale,
    LinearSolver linearSolver,
    int maxParameters,
    int testPoints) {

  /** The phases of training. */
  public enum Optimizer {
    /** Features for one wide layer, second order for small networks, Adam for others. */
    AUTO("auto"),
    /** Hidden layers that are drawn; the output layer by least squares. */
    FEATURES("features"),
    /** Parameter averaging with Adam. */
    ADAM("adam"),
    /** Damped Gauss-Newton iterations. */
    LEVENBERG_MARQUARDT("levenberg-marquardt"),
    /** Adam first, then second order. */
    ADAM_THEN_LEVENBERG_MARQUARDT("adam+levenberg-marquardt");

    private final String label;

    Optimizer(String label) {
      this.label = label;
    }

    /** Returns the name in settings. */
    public String label() {
      return label;
    }

    /** Returns whether Adam is part of it. */
    public boolean hasFirstOrder() {
      return this == ADAM || this == ADAM_THEN_LEVENBERG_MARQUARDT;
    }

    /** Returns whether Levenberg-Marquardt is part of it, of all parameters or of some. */
    public boolean hasSecondOrder() {
      return this == LEVENBERG_MARQUARDT
          || this == ADAM_THEN_LEVENBERG_MARQUARDT
          || this == FEATURES;
    }
  }

  /** The architectures. */
  public enum Network {
    /** Two blocks of two hidden layers, each added to its input. */
    RESIDUAL,
    /** Hidden layers one after the other. */
    PLAIN
  }

  /** Checks every number. */
  public SolveOptions {
    dimension.ifPresent(Key.DIM::require);
    Key.COUNT.require(count);
    Key.ADAPTIVE.require(adaptive);
    Key.POINTS.require(points);
    Key.ITERATIONS.require(iterations);
    Key.DOUBLINGS.require(doublings);
    Key.EVEN_SHARE.require(evenShare);
    if ((long) points << Math.min(doublings, 32) > Integer.MAX_VALUE) {
      throw new SettingsException(
          "--doublings is " + doublings + "; expected fewer for " + points + " points");
    }
    Key.LINEAR_ITERATIONS.require(linearIterations);
    Key.TEST_POINTS.require(testPoints);
    Key.MAX_PARAMETERS_SECOND_ORDER.require(maxParameters);
    Key.WEIGHT_DECAY.require(weightDecay);
    damping.ifPresent(Key.DAMPING::require);
    featureScale.ifPresent(Key.FEATURE_SCALE::require);
  }

  /**
   * Reads the options from settings.
   *
   * @throws SettingsException if a value is wrong, or not exactly one problem is named
   */
  public static SolveOptions of(Settings settings) {
    requireOneProblem(settings);
    return new SolveOptions(
        settings.text(Key.PROBLEM),
        settings.text(Key.PROBLEM_CLASS),
        settings.text(Key.CONSTANTS),
        settings.text(Key.DIM).isBlank()
            ? OptionalInt.empty()
            : OptionalInt.of(settings.integer(Key.DIM)),
        settings.integer(Key.COUNT),
        optimizer(settings.text(Key.OPTIMIZER)),
        network(settings.text(Key.NETWORK)),
        sampler(settings.text(Key.SAMPLER)),
        settings.integer(Key.ADAPTIVE),
        settings.decimal(Key.WEIGHT_DECAY),
        settings.integer(Key.POINTS),
        settings.integer(Key.DOUBLINGS),
        settings.integer(Key.ITERATIONS),
        settings.decimal(Key.EVEN_SHARE),
        settings.integer(Key.LINEAR_ITERATIONS),
        settings.optionalDecimal(Key.DAMPING),
        StepRule.of(settings),
        StartOptions.of(settings),
        settings.optionalDecimal(Key.FEATURE_SCALE),
        linearSolver(settings.text(Key.LINEAR_SOLVER)),
        settings.integer(Key.MAX_PARAMETERS_SECOND_ORDER),
        settings.integer(Key.TEST_POINTS));
  }

  /** Returns these options with an optimizer chosen. */
  public SolveOptions with(Optimizer chosen) {
    return new SolveOptions(
        problem,
        problemClass,
        constants,
        dimension,
        count,
        chosen,
        network,
        sampler,
        adaptive,
        weightDecay,
        points,
        doublings,
        iterations,
        evenShare,
        linearIterations,
        damping,
        rule,
        starts,
        featureScale,
        linearSolver,
        maxParameters,
        testPoints);
  }

  /** Returns these options with another number of points. */
  public SolveOptions withPoints(int otherPoints) {
    return new SolveOptions(
        problem,
        problemClass,
        constants,
        dimension,
        count,
        optimizer,
        network,
        sampler,
        adaptive,
        weightDecay,
        otherPoints,
        doublings,
        iterations,
        evenShare,
        linearIterations,
        damping,
        rule,
        starts,
        featureScale,
        linearSolver,
        maxParameters,
        testPoints);
  }

  private static void requireOneProblem(Settings settings) {
    boolean named = !settings.text(Key.PROBLEM).isBlank();
    boolean own = !settings.text(Key.PROBLEM_CLASS).isBlank();
    if (named && own) {
      throw new SettingsException("--problem and --problem-class are both given; expected one");
    }
    if (!named && !own) {
      throw new SettingsException(
          "--problem is missing: " + Key.PROBLEM.description() + "; or give --problem-class");
    }
  }

  private static Optimizer optimizer(String name) {
    return Arrays.stream(Optimizer.values())
        .filter(optimizer -> optimizer.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    "--optimizer is "
                        + name
                        + "; expected auto, features, adam, levenberg-marquardt or"
                        + " adam+levenberg-marquardt"));
  }

  private static LinearSolver linearSolver(String name) {
    return Arrays.stream(LinearSolver.values())
        .filter(solver -> solver.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    "--linear-solver is "
                        + name
                        + "; expected auto, cholesky, eigenvalues, elimination, singular-values,"
                        + " sketch or residual-space"));
  }

  private static Sampler sampler(String name) {
    try {
      return Sampler.named(name);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--sampler: " + e.getMessage(), e);
    }
  }

  private static Network network(String name) {
    return switch (name) {
      case "residual" -> Network.RESIDUAL;
      case "plain" -> Network.PLAIN;
      default ->
          throw new SettingsException("--network is " + name + "; expected residual or plain");
    };
  }
}
