package io.raf4j.solver;

import io.raf4j.geometry.CubeDensity;
import io.raf4j.linalg.Solution;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Minimises a sum of squares: damped Gauss-Newton steps, several dampings at once, accepted only
 * where the model can be trusted.
 *
 * <pre>
 *   (J^T J + lambda D + tiny) delta = -J^T r + lambda mu D delta_before
 * </pre>
 *
 * <p>D is made of the diagonal of J^T J, see {@link Scaling}. mu, the momentum, damps the change of
 * the step instead of the step: directions that the residuals hardly see go on being followed.
 *
 * <p>An iteration solves for a few dampings around lambda and evaluates all steps together; its
 * {@link Search} says which, and which step is taken. The damping of that step is the next lambda.
 * Without a step lambda grows and the same linearisation is solved again, until lambda is at its
 * largest: then the iteration ends without a step. The run has converged after a few such
 * iterations in a row.
 *
 * <p>When the first steps of an iteration, after a handful of iterations, lower the training loss
 * and not the fresh one, there are too few points: the problem is asked for twice as many, and if
 * it agrees the run goes on with the damping that worked last. So it does where half of the
 * iterations that mean convergence have ended without a step: the gain that is left may be lost in
 * what fresh points differ by.
 *
 * <p>Where points lie may follow the residuals: a linearisation says which density the next
 * iteration's points should have, and the state keeps it.
 *
 * <p>Deterministic; cost of an iteration: one linearisation, one Cholesky decomposition of n^3 / 3
 * flops for each factor of the search, and one evaluation for each step and one more.
 */
public final class LevenbergMarquardt {

  private final Options options;

  /** Creates a policy. */
  public LevenbergMarquardt(Options options) {
    this.options = options;
  }

  /** What lambda multiplies, h being the diagonal of J^T J. */
  public enum Scaling {
    /** The mean of h, for every unknown: Levenberg's choice. */
    IDENTITY,
    /** h_i: Marquardt's choice, indifferent to the unknowns' units. */
    DIAGONAL,
    /** The geometric mean of the two, sqrt(h_i mean(h)); the best for networks. */
    ROOT
  }

  /**
   * The policy's numbers.
   *
   * @param iterations at most so many
   * @param time at most so long; an iteration that has begun is finished
   * @param target stops at a training loss of at most this
   * @param scaling what lambda multiplies
   * @param momenta mu, 0 to 1; each damping is tried with each of them
   * @param initialDamping the first lambda
   * @param smallestDamping lambda never falls below
   * @param largestDamping no step helps when lambda would rise above
   * @param triangularBelow lambda below which the triangular factor of J is computed, not J^T J
   * @param growth factor of lambda after steps of which none is taken
   * @param search which dampings are tried and which step is taken
   * @param patience iterations without a step, one after the other, that mean convergence
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Options(
      int iterations,
      Duration time,
      double target,
      Scaling scaling,
      double[] momenta,
      double initialDamping,
      double smallestDamping,
      double largestDamping,
      double triangularBelow,
      double growth,
      Search search,
      int patience) {

    /** Checks every number. */
    public Options {
      momenta = momenta.clone();
      Objects.requireNonNull(search, "search");
      require(iterations >= 0, "iterations", iterations, "0 or more");
      require(!time.isNegative(), "time", time, "0 or more");
      require(momenta.length > 0, "momenta", momenta.length, "1 or more");
      for (double momentum : momenta) {
        require(momentum >= 0 && momentum <= 1, "momentum", momentum, "0 to 1");
      }
      require(target >= 0, "target", target, "0 or more");
      require(smallestDamping > 0, "smallestDamping", smallestDamping, "positive");
      require(
          initialDamping >= smallestDamping && initialDamping <= largestDamping,
          "initialDamping",
          initialDamping,
          smallestDamping + " to " + largestDamping);
      require(Double.isFinite(largestDamping), "largestDamping", largestDamping, "finite");
      require(growth > 1 && Double.isFinite(growth), "growth", growth, "more than 1");
      require(patience >= 1, "patience", patience, "1 or more");
    }

    private static void require(boolean holds, String name, Object value, String expected) {
      if (!holds) {
        throw new IllegalArgumentException(name + " is " + value + "; expected " + expected);
      }
    }

    /** Returns options that suit residuals of networks: 200 iterations, ten minutes. */
    public static Options defaults() {
      return new Options(
          200,
          Duration.ofMinutes(10),
          0,
          Scaling.ROOT,
          new double[] {0},
          1e-2,
          1e-18,
          1e6,
          1e-11,
          64,
          new Search.TargetRatio(new double[] {1.0 / 64, 1.0 / 8, 0.35, 1, 4, 16}, 0.1),
          6);
    }

    /**
     * Returns options that suit the output layer of features that are drawn: a linear equation is
     * solved by one step of the smallest damping that rounding allows, chosen on fresh points, a
     * nonlinear one by a few.
     */
    public static Options forOutputs() {
      return new Options(
          30,
          Duration.ofMinutes(10),
          0,
          Scaling.IDENTITY,
          new double[] {0},
          1e-24,
          1e-30,
          1e6,
          Double.MAX_VALUE,
          1e8,
          new Search.LowestLoss(new double[] {1e-6, 1e-3, 1, 1e3}, 1e-3, 0.5),
          1);
    }

    /** Returns these options with other limits. */
    public Options limited(int otherIterations, Duration otherTime, double otherTarget) {
      return new Options(
          otherIterations,
          otherTime,
          otherTarget,
          scaling,
          momenta,
          initialDamping,
          smallestDamping,
          largestDamping,
          triangularBelow,
          growth,
          search,
          patience);
    }

    /** Returns these options with another scaling and first damping. */
    public Options damped(Scaling otherScaling, double otherInitialDamping) {
      return new Options(
          iterations,
          time,
          target,
          otherScaling,
          momenta,
          otherInitialDamping,
          smallestDamping,
          largestDamping,
          triangularBelow,
          growth,
          search,
          patience);
    }

    /** Returns these options with another search and other momenta. */
    public Options searching(Search otherSearch, double... otherMomenta) {
      return new Options(
          iterations,
          time,
          target,
          scaling,
          otherMomenta,
          initialDamping,
          smallestDamping,
          largestDamping,
          triangularBelow,
          growth,
          otherSearch,
          patience);
    }
  }

  /**
   * Where a run stands beside theta; enough to go on from.
   *
   * @param iteration the next iteration's number
   * @param damping lambda
   * @param step the step before, for the momentum; empty at the start
   * @param growths how often the number of points has been doubled
   * @param refused iterations without a step so far, one after the other
   * @param density of the next iteration's points
   */
  @SuppressWarnings("ArrayRecordComponent") // Numbers to compute with, never compared.
  public record State(
      int iteration, double damping, double[] step, int growths, int refused, CubeDensity density)
      implements Serializable {

    /** Makes the state of a run whose points are as many as at first and evenly distributed. */
    public State(int iteration, double damping, double[] step) {
      this(iteration, damping, step, 0, 0, CubeDensity.even());
    }
  }

  /** Why a run ended. */
  public enum Stop {
    /** The number of iterations is used up: allow more. */
    ITERATIONS,
    /** The time is used up: allow more. */
    TIME,
    /** The target loss is reached. */
    TARGET,
    /** No damping lowers both losses: more points or a larger network may help. */
    CONVERGED,
    /** The loss at the start is not finite: another start is needed. */
    NOT_FINITE
  }

  /**
   * One iteration.
   *
   * @param iteration its number, from 0
   * @param before training loss before it, on the points on which steps are tried
   * @param after training loss after it, the same without a step
   * @param freshBefore loss on its fresh points before it
   * @param freshAfter loss on its fresh points after it
   * @param damping lambda of the step, or the largest one tried
   * @param gain the reduction as a share of the predicted one, 0 without a step
   * @param accepted whether a step was taken
   * @param seconds since the run began
   * @param linear how the step was solved for, or the most damped one where none was taken
   */
  public record Iteration(
      int iteration,
      double before,
      double after,
      double freshBefore,
      double freshAfter,
      double damping,
      double gain,
      boolean accepted,
      double seconds,
      Linear linear)
      implements Serializable {}

  /**
   * How the system of a step was solved.
   *
   * @param solver by which
   * @param status how it ended
   * @param rank directions in which the step is determined, -1 where the solver does not know it
   * @param condition of the damped Jacobian, or an estimate; NaN where the solver does not know it
   */
  public record Linear(LinearSolver solver, Solution.Status status, int rank, double condition)
      implements Serializable {}

  /**
   * What a run leaves.
   *
   * @param theta the best unknowns
   * @param state to go on from
   * @param iterations one record each
   * @param stop why it ended
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(double[] theta, State state, List<Iteration> iterations, Stop stop) {}

  /** Called after every iteration. */
  @FunctionalInterface
  public interface Listener {
    /** Takes an iteration's record, the unknowns and the state after it. */
    void after(Iteration iteration, double[] theta, State state);
  }

  /** Returns the state of a run that has not begun. */
  public State start() {
    return new State(0, options.initialDamping(), new double[0]);
  }

  /** Minimises from theta on. */
  public Result minimise(LeastSquares problem, double[] theta) {
    return minimise(problem, theta, start(), (iteration, at, state) -> {});
  }

  /** Goes on from a state; the number of iterations counts from 0, not from the state. */
  public Result minimise(LeastSquares problem, double[] theta, State state, Listener listener) {
    return new LevenbergMarquardtRun(options, problem, theta, state, listener).result();
  }
}
