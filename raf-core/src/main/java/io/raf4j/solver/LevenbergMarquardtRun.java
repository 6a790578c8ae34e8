package io.raf4j.solver;

import io.raf4j.geometry.CubeDensity;
import io.raf4j.linalg.DampedSolver;
import io.raf4j.linalg.Solution;
import io.raf4j.solver.LevenbergMarquardt.Iteration;
import io.raf4j.solver.LevenbergMarquardt.Linear;
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
  private record Step(
      double damping, double[] delta, double[] theta, double predicted, Linear linear) {}

  /** The steps of some dampings, and how the most damped system was solved. */
  private record Steps(List<Step> solved, Linear mostDamped) {}

  /**
   * What the trials of a damping came to.
   *
   * @param step that is taken, or null
   * @param losses of theta, at 0, and the steps
   * @param index of the step among the losses, 0 without one
   * @param linear how the step was solved for, or the most damped one where none is taken
   */
  private record Choice(
      Step step, double gain, LeastSquares.Losses losses, int index, Linear linear) {

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
    // One decomposition for all dampings of the iteration, where the method has one.
    try (DampedSolver solver = model.model().damped(scaling(model))) {
      iterate(model, solver);
    }
  }

  private void iterate(Linearisation model, DampedSolver solver) {
    double damping = state.damping();
    Choice choice = choose(model, solver, damping);
    boolean refusedAll = choice.step() == null;
    boolean grown = refusedAll && grows();
    while (refusedAll && !grown && damping < options.largestDamping()) {
      damping = Math.min(damping * options.growth(), options.largestDamping());
      choice = choose(model, solver, damping);
      refusedAll = choice.step() == null;
    }
    // Too few points for any step at all, or for what is left to gain.
    grown =
        grown || refusedAll && (isOverfitting || isGivingUp()) && problem.grow(state.growths() + 1);
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
            seconds(),
            choice.linear());
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

  /** Half of the patience is for more points: fresh ones alone say whether a step is a gain. */
  private boolean isGivingUp() {
    return state.refused() > 0 && 2 * (state.refused() + 1) >= options.patience();
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
  private Choice choose(Linearisation model, DampedSolver solver, double lambda) {
    Steps tried = steps(model, solver, lambda);
    List<Step> steps = tried.solved();
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
        .map(best -> choice(steps.get(best.index() - 1), best, losses))
        .orElse(new Choice(null, 0, losses, 0, tried.mostDamped()));
  }

  /** The steps may be tried on fewer points than the model has: shares are compared. */
  private static Search.Trial trial(Step step, LeastSquares.Losses losses, int index) {
    double training = losses.training()[index] / losses.training()[0];
    double fresh = losses.fresh()[index] / losses.fresh()[0];
    double gain = step.predicted() > 0 ? (1 - training) / step.predicted() : 0;
    return new Search.Trial(index, step.damping(), gain, training, fresh);
  }

  private static Choice choice(Step step, Search.Trial trial, LeastSquares.Losses losses) {
    return new Choice(step, trial.gain(), losses, trial.index(), step.linear());
  }

  private Steps steps(Linearisation model, DampedSolver solver, double lambda) {
    double[] dampings =
        Arrays.stream(options.search().factors())
            .map(factor -> clamped(lambda * factor))
            .distinct()
            .toArray();
    List<Step> steps = new ArrayList<>();
    Linear mostDamped = null;
    for (double momentum : options.momenta()) {
      if (state.step().length > 0 || momentum == options.momenta()[0]) {
        List<Solution> solutions = solver.solveAll(dampings, pull(momentum));
        addSteps(model, dampings, solutions, steps);
        mostDamped = linear(model, solutions.get(solutions.size() - 1));
      }
    }
    return new Steps(steps, mostDamped);
  }

  private static Linear linear(Linearisation model, Solution solution) {
    return new Linear(model.solver(), solution.status(), solution.rank(), solution.condition());
  }

  private void addSteps(
      Linearisation model, double[] dampings, List<Solution> solutions, List<Step> steps) {
    List<double[]> deltas =
        solutions.stream().flatMap(solution -> solution.delta().stream()).toList();
    double[] reductions = model.model().reductions(deltas);
    int next = 0;
    for (int i = 0; i < dampings.length; i++) {
      if (solutions.get(i).isSolved()) {
        double share = reductions[next] / model.model().sumOfSquares();
        double[] delta = deltas.get(next++);
        Linear linear = linear(model, solutions.get(i));
        steps.add(new Step(dampings[i], delta, moved(delta), share, linear));
      }
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

  private double[] moved(double[] delta) {
    double[] moved = theta.clone();
    int first = moved.length - delta.length;
    for (int i = 0; i < delta.length; i++) {
      moved[first + i] += delta[i];
    }
    return moved;
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
