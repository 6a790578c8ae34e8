package io.raf4j.solver;

import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.geometry.ResidualDensity;
import io.raf4j.geometry.Sampler;
import io.raf4j.pde.SlabTimes;
import java.time.Duration;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Solves differential equations on this machine, without Spark.
 *
 * <pre>{@code
 * ProblemReference heat = ProblemReference.named(ProblemReference.Kind.PDE, "heat", 1);
 * Equations.Solution found = Equations.solve(heat, Equations.Options.features(600));
 * double slope = found.function().derivative("u", new double[] {0.5, 0.25}, "x");
 * }</pre>
 */
public final class Equations {

  private static final double UNUSED_RATE = 1e-3;

  private Equations() {}

  /** What of the network is solved for. */
  public enum Method {
    /** The output layer; the first layer is drawn, see {@link FeatureDraw}. */
    FEATURES,
    /** All parameters. */
    LEVENBERG_MARQUARDT
  }

  /**
   * How an equation is solved.
   *
   * @param method what is solved for
   * @param width neurons of a hidden layer
   * @param depth hidden layers, one after the other
   * @param activation a recipe's name
   * @param featureScale slope of drawn features
   * @param points of an iteration, which may double three times
   * @param seed of network and points
   * @param iterations at most so many
   * @param time at most so long; an iteration that has begun is finished
   */
  public record Options(
      Method method,
      int width,
      int depth,
      String activation,
      double featureScale,
      int points,
      long seed,
      int iterations,
      Duration time) {

    /** Returns options for smooth solutions: one wide layer of drawn features. */
    public static Options features(int width) {
      return new Options(
          Method.FEATURES, width, 1, "tanh", 1, 3 * width, 1, 30, Duration.ofMinutes(10));
    }

    /** Returns options for solutions with fronts: a small network, all of it trained. */
    public static Options trained(int width, int depth) {
      return new Options(
          Method.LEVENBERG_MARQUARDT,
          width,
          depth,
          "tanh",
          1,
          2048,
          1,
          200,
          Duration.ofMinutes(10));
    }

    /** Returns these options with another seed. */
    public Options seeded(long other) {
      return new Options(
          method, width, depth, activation, featureScale, points, other, iterations, time);
    }

    /** Returns these options with other limits. */
    public Options limited(int otherIterations, Duration otherTime) {
      return new Options(
          method, width, depth, activation, featureScale, points, seed, otherIterations, otherTime);
    }
  }

  /**
   * What was found.
   *
   * @param network whose {@code output(x)} is u(x), as DL4J saves it
   * @param result the path to it and why it ended
   */
  public record Solution(MultiLayerNetwork network, LevenbergMarquardt.Result result) {

    /** Returns the solution as a function, with its derivatives, by the problem's names. */
    public PdeSolution function() {
      return PdeSolution.of(network);
    }
  }

  /**
   * Solves a differential equation.
   *
   * <p>Deterministic but for the time limit: bits depend on the options alone, not on the threads.
   *
   * @throws IllegalArgumentException for an eigenvalue problem, or options that make no network
   * @throws NonFiniteResidualException if the residual is not finite at the start
   */
  public static Solution solve(ProblemReference problem, Options options) {
    if (problem.kind() != ProblemReference.Kind.PDE) {
      throw new IllegalArgumentException(
          problem.inWords()
              + " is of the kind "
              + problem.kind().name().toLowerCase(Locale.ROOT)
              + "; expected a differential equation");
    }
    return solve(network(problem, options), problem, options);
  }

  /**
   * Solves a differential equation slab by slab of its time, each with a network of its own that
   * begins with what the one before ends with, see {@link io.raf4j.pde.TimeSlab}. The limits of the
   * options are those of a slab.
   *
   * @param times of which the ends count
   * @return the last slab's path, and a network whose {@code output(x)} is u(x) at all times
   * @throws IllegalArgumentException for a problem that cannot be solved in slabs, or options that
   *     make no network
   * @throws NonFiniteResidualException if the residual is not finite at the start of a slab
   */
  public static Solution solve(ProblemReference problem, SlabTimes times, Options options) {
    Solution solution = null;
    for (int k = 1; k <= times.count(); k++) {
      ProblemReference slab = problem.ofSlab(times.numbered(k));
      MultiLayerNetwork network = network(slab, options);
      if (solution != null) {
        network = TrialLayer.following(network.getLayerWiseConfigurations(), solution.network());
      }
      solution = solve(network, slab, options);
    }
    return solution;
  }

  private static Solution solve(
      MultiLayerNetwork network, ProblemReference problem, Options options) {
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    Residuals all = Residuals.pde(layer);
    double[] start = all.theta(network.params());
    boolean isOfOutputs = options.method() == Method.FEATURES;
    if (isOfOutputs) {
      new FeatureDraw(options.seed(), options.featureScale()).write(layer, start);
    }
    Residuals free = isOfOutputs ? all.ofOutputs() : all;
    LevenbergMarquardt.Options policy =
        isOfOutputs
            ? LevenbergMarquardt.Options.forOutputs()
            : LevenbergMarquardt.Options.defaults();
    LevenbergMarquardt.Result result =
        new LevenbergMarquardt(policy.limited(options.iterations(), options.time(), 0))
            .minimise(
                new LocalLeastSquares(
                    free,
                    problem,
                    Sampler.SOBOL,
                    options.seed(),
                    options.points(),
                    3,
                    LinearSolver.AUTO,
                    isOfOutputs ? ResidualDensity.none() : ResidualDensity.usual()),
                start);
    INDArray parameters = Nd4j.createFromArray(result.theta()).reshape(1, start.length);
    network.setParameters(parameters);
    return new Solution(network, result);
  }

  private static MultiLayerNetwork network(ProblemReference problem, Options options) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SolverNetwork.configuration(
                problem,
                1,
                new SolverNetwork.Size(
                    SolverNetwork.Architecture.PLAIN, options.width(), options.depth()),
                NetworkRecipe.named(options.activation()),
                new SolverNetwork.Training(
                    new Adam(UNUSED_RATE), 0, options.seed(), DataType.DOUBLE)));
    network.init();
    return network;
  }
}
