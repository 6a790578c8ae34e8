package io.raf4j.spark.training;

import io.raf4j.spark.conf.TrainingOptions;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * At which step first-order training ends: the last of all, or the last that its seconds allow,
 * over which its rate then falls, so that neither is cut off in the middle.
 *
 * <p>How many steps the seconds allow is measured once, after a fifth of them, and is a number from
 * then on, kept with the state of training:
 *
 * <pre>
 *   N = n + max(1, floor((T - t) / s)), at most all steps
 *
 *   n, t  steps and seconds of training so far, t from T / 5 on
 *   T     seconds of {@code --max-seconds}
 *   F     steps of a round
 *   s     seconds of a step in the latest round, not the first
 * </pre>
 *
 * <p>Until then rounds have 1, 2, 4 ... steps, up to F, where a whole round would be long by what
 * its products cost: one of slow steps could take many times the seconds. Whether it is does not
 * depend on the limit, which may be another one when a run goes on.
 *
 * <p>A machine that turns out to be slower has until 1.25 T to take them. Immutable.
 */
public final class StepPlan {

  /**
   * Of the seconds, before steps are counted. While Java compiles, which takes seconds, steps take
   * several times as long as later.
   */
  private static final double SHARE = 0.2;

  /** Seconds after which the clock ends even a training whose steps were counted. */
  private static final double BOUND = 1.25;

  /**
   * Flops a second that one slow processor has. A number and no measurement: which rounds a
   * training has must not depend on the machine.
   */
  private static final double SLOW = 2e10;

  /** Seconds of a round that is long. */
  private static final double LONG = 5;

  /** More doublings than any round has steps. */
  private static final int DOUBLINGS = 30;

  /**
   * How many steps the seconds allow.
   *
   * @param plannedSteps of the whole training
   * @param plannedAtStep steps after which that was decided
   */
  public record Decision(int plannedSteps, int plannedAtStep) {}

  private final TrainingOptions options;
  private final boolean isWanted;
  private final Optional<Decision> before;

  private StepPlan(TrainingOptions options, boolean isWanted, Optional<Decision> before) {
    this.options = options;
    this.isWanted = isWanted;
    this.before = before;
  }

  /**
   * Returns the plan of a training whose rate falls to its end within the seconds, if they are
   * limited.
   */
  public static StepPlan of(TrainingOptions options) {
    return new StepPlan(options, options.maxSeconds().isPresent(), Optional.empty());
  }

  /** Returns the plan of a training that the clock cuts off, where others may go on from. */
  public static StepPlan cutOff(TrainingOptions options) {
    return new StepPlan(options, false, Optional.empty());
  }

  /**
   * Returns the plan of a training that had decided before it was cut off: from the same step on
   * the same decision holds, whatever the clock and the limit say now.
   */
  public StepPlan with(Decision decision) {
    return new StepPlan(options, true, Optional.of(decision));
  }

  /** Returns the step after which training ends. */
  public int end(TrainingState state) {
    return state.plannedSteps() == 0 ? options.steps() : state.plannedSteps();
  }

  /**
   * Returns the steps of the round that begins in a state.
   *
   * @param flops of a step, about
   */
  int ofRound(TrainingState state, double flops) {
    int whole = options.averagingFrequency();
    boolean grows =
        isWanted
            && state.plannedSteps() == 0
            && state.round() < DOUBLINGS
            && whole * flops / SLOW > LONG;
    int most = grows ? Math.min(whole, 1 << state.round()) : whole;
    return Math.min(most, end(state) - state.step());
  }

  /** Returns why training has ended in a state, if steps or seconds have ended it. */
  Optional<StopReason> ended(TrainingState state) {
    if (state.step() >= end(state)) {
      return Optional.of(state.step() < options.steps() ? StopReason.TIME : StopReason.STEPS);
    }
    return secondsLeft(state) <= 0 ? Optional.of(StopReason.TIME) : Optional.empty();
  }

  /** Returns the seconds until the clock ends training, infinite without a limit. */
  double secondsLeft(TrainingState state) {
    boolean isDecided = state.plannedSteps() > 0 || before.isPresent();
    double limit = options.maxSeconds().orElse(Double.POSITIVE_INFINITY);
    return (isDecided ? BOUND * limit : limit) - state.seconds();
  }

  /**
   * Decides how many steps the seconds allow.
   *
   * @param state after a round, in which training goes on
   * @param pace of the rounds so far
   * @return all steps of the training, or nothing if it is too early or has been decided
   */
  OptionalInt decide(TrainingState state, Pace pace) {
    if (!isWanted || state.plannedSteps() > 0) {
      return OptionalInt.empty();
    }
    if (before.isPresent()) {
      return state.step() >= before.get().plannedAtStep()
          ? OptionalInt.of(before.get().plannedSteps())
          : OptionalInt.empty();
    }
    double limit = options.maxSeconds().orElseThrow();
    return pace.isWarm() && state.seconds() >= SHARE * limit
        ? OptionalInt.of(steps(state, limit - state.seconds(), pace.latest()))
        : OptionalInt.empty();
  }

  private int steps(TrainingState state, double seconds, double perStep) {
    int left = options.steps() - state.step();
    // A clock that has not moved allows any number.
    double allowed = Math.floor(seconds / perStep);
    if (!(allowed < left)) {
      return options.steps();
    }
    return state.step() + Math.max(1, (int) allowed);
  }
}
