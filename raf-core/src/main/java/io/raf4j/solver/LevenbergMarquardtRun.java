package io.raf4j.solver;

import io.raf4j.linalg.NormalEquations;
import io.raf4j.solver.LevenbergMarquardt.Iteration;
import io.raf4j.solver.LevenbergMarquardt.Listener;
import io.raf4j.solver.LevenbergMarquardt.Options;
import io.raf4j.solver.LevenbergMarquardt.Result;
import io.raf4j.solver.LevenbergMarquardt.State;
import io.raf4j.solver.LevenbergMarquardt.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of {@link LevenbergMarquardt}. */
final class LevenbergMarquardtRun {

  /** Relative to the mean of the diagonal: keeps a singular matrix decomposable. */
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

  /** A candidate with its damping. */
  private record Step(double damping, double[] delta, double[] theta, double predicted) {}

  /** A candidate that may be taken, or the present theta where there is none. */
  private record Choice(Step step, double before, double after, double fresh, double freshAfter) {

    double gain() {
      return step.predicted() > 0 ? (before - after) / step.predicted() : 0;
    }

    /** The worse of the two losses, relative to what they were. */
    double ratio() {
      return Math.max(after / before, freshAfter / fresh);
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
      QuadraticModel model = problem.linearise(theta, state.iteration());
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

  private void iterate(QuadraticModel model) {
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
            model.loss(),
            choice.after(),
            choice.fresh(),
            choice.freshAfter(),
            damping,
            refusedAll ? 0 : choice.gain(),
            !refusedAll,
            seconds());
    state = grown ? grown() : next(choice.step(), refused);
    records.add(record);
    listener.after(record, theta.clone(), state);
  }

  /** After a refusal without momentum, and with the damping that worked last. */
  private State next(Step step, int refused) {
    int iteration = state.iteration() + 1;
    return step == null
        ? new State(iteration, state.damping(), new double[0], state.growths(), refused)
        : new State(iteration, step.damping(), step.delta(), state.growths(), refused);
  }

  private boolean grows() {
    return isOverfitting && state.iteration() >= FIRST_GROWTH && problem.grow(state.growths() + 1);
  }

  private State grown() {
    return new State(state.iteration() + 1, state.damping(), state.step(), state.growths() + 1, 0);
  }

  private double clamped(double damping) {
    return Math.min(Math.max(damping, options.smallestDamping()), options.largestDamping());
  }

  /** Tries the dampings around lambda and returns the best eligible step, if any. */
  private Choice choose(QuadraticModel model, double lambda) {
    List<Step> steps = steps(model, lambda);
    List<double[]> candidates = new ArrayList<>();
    candidates.add(theta);
    steps.forEach(step -> candidates.add(step.theta()));
    LeastSquares.Losses losses = problem.losses(candidates, state.iteration());
    double fresh = losses.fresh()[0];
    Choice best = new Choice(null, model.loss(), model.loss(), fresh, fresh);
    isOverfitting = false;
    for (int i = 0; i < steps.size(); i++) {
      Choice choice =
          new Choice(
              steps.get(i), model.loss(), losses.training()[i + 1], fresh, losses.fresh()[i + 1]);
      isOverfitting |= choice.after() < choice.before() && choice.freshAfter() >= fresh;
      if (isEligible(choice) && choice.ratio() < best.ratio()) {
        best = choice;
      }
    }
    return best;
  }

  /** A loss that is not a number fails every comparison. */
  private boolean isEligible(Choice choice) {
    return choice.after() < choice.before()
        && choice.freshAfter() < choice.fresh()
        && choice.gain() >= options.gainRatio();
  }

  private List<Step> steps(QuadraticModel model, double lambda) {
    List<Step> steps = new ArrayList<>();
    for (double factor : options.factors()) {
      double damping = clamped(lambda * factor);
      if (steps.stream().noneMatch(step -> step.damping() == damping)) {
        double[] diagonal = diagonal(model, damping);
        NormalEquations.solve(model.matrix(), target(model, diagonal), diagonal)
            .ifPresent(delta -> steps.add(step(model, damping, delta)));
      }
    }
    return steps;
  }

  private Step step(QuadraticModel model, double damping, double[] delta) {
    double[] moved = theta.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += delta[i];
    }
    return new Step(damping, delta, moved, model.reduction(delta));
  }

  /** Returns J^T r with the pull towards the step before. */
  private double[] target(QuadraticModel model, double[] diagonal) {
    double[] vector = model.vector().clone();
    double[] before = state.step();
    for (int i = 0; i < before.length; i++) {
      vector[i] -= diagonal[i] * options.momentum() * before[i];
    }
    return vector;
  }

  private double[] diagonal(QuadraticModel model, double damping) {
    double[] diagonal = new double[model.size()];
    double mean = 0;
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = model.diagonal(i);
      mean += diagonal[i] / diagonal.length;
    }
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = damping * scale(diagonal[i], mean) + TINY * mean;
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
