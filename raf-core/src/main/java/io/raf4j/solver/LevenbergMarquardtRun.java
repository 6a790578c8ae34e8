package io.raf4j.solver;

import io.raf4j.geometry.CubeDensity;
import io.raf4j.linalg.DampedSolver;
import io.raf4j.linalg.Solution;
import io.raf4j.solver.LevenbergMarquardt.Iteration;
import io.raf4j.solver.LevenbergMarquardt.Listener;
import io.raf4j.solver.LevenbergMarquardt.Options;
import io.raf4j.solver.LevenbergMarquardt.Result;
import io.raf4j.solver.LevenbergMarquardt.State;
import io.raf4j.solver.LevenbergMarquardt.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One run of {@link LevenbergMarquardt}. */
final class LevenbergMarquardtRun {

  /** Relative to the mean of the diagonal: an unknown that nothing depends on is damped, too. */
  private static final double TINY = 1e-15;

  /** Iterations before points may grow: a start far from the solution says little about them. */
  private static final int FIRST_GROWTH = 5;

  private final Options options;
  private final LeastSquares problem;
  private final Listener listener;
  private final List<Iteration> records = new ArrayList<>();
  private final long began = System.nanoTime();
  private double[] theta;
  private State state;
  private boolean isOverfitting;

  LevenbergMarquardtRun(
      Options options, LeastSquares problem, double[] theta, State state, Listener listener) {
    this.options = options;
    this.problem = problem;
    this.theta = theta.clone();
    this.state = state;
    this.listener = listener;
  }

  /** A candidate with its damping, and the share of the loss that it should take away. */
  private record Step(double damping, double[] delta, double[] theta, double predicted) {}

  /**
   * What the trials of a damping came to.
   *
   * @param step that is taken, or null
   * @param losses of theta, at 0, and the steps
   * @param index of the step among the losses, 0 without one
   */
  private record Choice(Step step, double gain, LeastSquares.Losses losses, int index) {

    double before() {
      return losses.training()[0];
    }

    double after() {
      return losses.training()[index];
    }

    double fresh() {
      return losses.fresh()[0];
    }

    double freshAfter() {
      return losses.fresh()[index];
    }
  }

  Result result() {
    if (state.growths() > 0) {
      problem.grow(state.growths());
    }
    while (true) {
      if (state.refused() >= options.patience()) {
        return ended(Stop.CONVERGED);
      }
      Optional<Stop> limit = limit();
      if (limit.isPresent()) {
        return ended(limit.get());
      }
      problem.concentrate(state.density());
      Linearisation model = problem.linearise(theta, state.iteration(), factorisation());
      if (!Double.isFinite(model.loss())) {
        return ended(Stop.NOT_FINITE);
      }
      if (problem.isItself(state.iteration()) && model.loss() <= options.target()) {
        return ended(Stop.TARGET);
      }
      iterate(model);
    }
  }

  private Result ended(Stop stop) {
    return new Result(theta, state, List.copyOf(records), stop);
  }

  private Optional<Stop> limit() {
    if (records.size() >= options.iterations()) {
      return Optional.of(Stop.ITERATIONS);
    }
    return seconds() >= options.time().toNanos() * 1e-9 ? Optional.of(Stop.TIME) : Optional.empty();
  }

  private double seconds() {
    return (System.nanoTime() - began) * 1e-9;
  }

  private void iterate(Linearisation model) {
    double damping = state.damping();
    Choice choice = choose(model, damping);
    boolean refusedAll = choice.step() == null;
    boolean grown = refusedAll && grows();
    while (refusedAll && !grown && damping < options.largestDamping()) {
      damping = Math.min(damping * options.growth(), options.largestDamping());
      choice = choose(model, damping);
      refusedAll = choice.step() == null;
    }
    // Too few points for any step at all.
    grown = grown || refusedAll && isOverfitting && problem.grow(state.growths() + 1);
    boolean isItself = problem.isItself(state.iteration());
    int refused = isItself && refusedAll && !grown ? state.refused() + 1 : 0;
    if (!refusedAll) {
      theta = choice.step().theta();
      damping = choice.step().damping();
    }
    Iteration record =
        new Iteration(
            state.iteration(),
            choice.before(),
            choice.after(),
            choice.fresh(),
            choice.freshAfter(),
            damping,
            refusedAll ? 0 : choice.gain(),
            !refusedAll,
            seconds());
    state = grown ? grown(model.next()) : next(choice.step(), refused, model.next());
    records.add(record);
    listener.after(record, theta.clone(), state);
  }

  /** After a refusal without momentum, and with the damping that worked last. */
  private State next(Step step, int refused, CubeDensity density) {
    int iteration = state.iteration() + 1;
    return step == null
        ? new State(iteration, state.damping(), new double[0], state.growths(), refused, density)
        : new State(iteration, step.damping(), step.delta(), state.growths(), refused, density);
  }

  private boolean grows() {
    return isOverfitting && state.iteration() >= FIRST_GROWTH && problem.grow(state.growths() + 1);
  }

  private State grown(CubeDensity density) {
    return new State(
        state.iteration() + 1, state.damping(), state.step(), state.growths() + 1, 0, density);
  }

  private double clamped(double damping) {
    return Math.min(Math.max(damping, options.smallestDamping()), options.largestDamping());
  }

  /** Tries the dampings around lambda. */
  private Choice choose(Linearisation model, double lambda) {
    List<Step> steps = steps(model, lambda);
    List<double[]> candidates = new ArrayList<>();
    candidates.add(theta);
    steps.forEach(step -> candidates.add(step.theta()));
    LeastSquares.Losses losses = problem.losses(candidates, state.iteration());
    List<Search.Trial> trials = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      trials.add(trial(steps.get(i), losses, i + 1));
    }
    // Of the most damped step: less damped ones may go too far whatever the points.
    isOverfitting =
        trials.stream()
            .max(Comparator.comparingDouble(Search.Trial::damping))
            .map(Search.Trial::overfits)
            .orElse(false);
    return options
        .search()
        .choose(trials)
        .map(best -> new Choice(steps.get(best.index() - 1), best.gain(), losses, best.index()))
        .orElse(new Choice(null, 0, losses, 0));
  }

  /** The steps may be tried on fewer points than the model has: shares are compared. */
  private static Search.Trial trial(Step step, LeastSquares.Losses losses, int index) {
    double training = losses.training()[index] / losses.training()[0];
    double fresh = losses.fresh()[index] / losses.fresh()[0];
    double gain = step.predicted() > 0 ? (1 - training) / step.predicted() : 0;
    return new Search.Trial(index, step.damping(), gain, training, fresh);
  }

  private List<Step> steps(Linearisation model, double lambda) {
    List<Step> steps = new ArrayList<>();
    double[] dampings =
        Arrays.stream(options.search().factors())
            .map(factor -> clamped(lambda * factor))
            .distinct()
            .toArray();
    try (DampedSolver solver = model.model().damped(scaling(model))) {
      for (double momentum : options.momenta()) {
        if (state.step().length > 0 || momentum == options.momenta()[0]) {
          addSteps(model, dampings, solver.solveAll(dampings, pull(momentum)), steps);
        }
      }
    }
    return steps;
  }

  private void addSteps(
      Linearisation model, double[] dampings, List<Solution> solutions, List<Step> steps) {
    for (int i = 0; i < dampings.length; i++) {
      double damping = dampings[i];
      solutions.get(i).delta().ifPresent(delta -> steps.add(step(model, damping, delta)));
    }
  }

  private double[] pull(double momentum) {
    if (momentum == 0 || state.step().length == 0) {
      return null;
    }
    double[] pull = state.step().clone();
    for (int i = 0; i < pull.length; i++) {
      pull[i] *= momentum;
    }
    return pull;
  }

  private Step step(Linearisation model, double damping, double[] delta) {
    double[] moved = theta.clone();
    int first = moved.length - delta.length;
    for (int i = 0; i < delta.length; i++) {
      moved[first + i] += delta[i];
    }
    double share = model.model().reduction(delta) / model.model().sumOfSquares();
    return new Step(damping, delta, moved, share);
  }

  /** The normal equations where their rounding is below the damping. */
  private Factorisation factorisation() {
    return state.damping() < options.triangularBelow()
        ? Factorisation.TRIANGULAR
        : Factorisation.NORMAL;
  }

  private double[] scaling(Linearisation model) {
    double[] diagonal = model.model().diagonal();
    double mean = 0;
    for (double element : diagonal) {
      mean += element / diagonal.length;
    }
    for (int i = 0; i < diagonal.length; i++) {
      double scale = scale(diagonal[i], mean) + TINY * mean;
      // Where no unknown has any influence, any damping keeps them where they are.
      diagonal[i] = scale == 0 ? 1 : scale;
    }
    return diagonal;
  }

  private double scale(double diagonal, double mean) {
    return switch (options.scaling()) {
      case IDENTITY -> mean;
      case DIAGONAL -> diagonal;
      case ROOT -> Math.sqrt(diagonal * mean);
    };
  }
}
