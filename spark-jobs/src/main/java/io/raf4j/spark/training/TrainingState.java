package io.raf4j.spark.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.raf4j.geometry.CubeDensity;
import io.raf4j.solver.LevenbergMarquardt;
import java.util.Arrays;
import java.util.List;

/**
 * How far a run is; stored with every checkpoint.
 *
 * @param step optimiser steps of one logical worker by parameter averaging
 * @param round averaging rounds and second-order iterations
 * @param examples examples that all workers have seen
 * @param seconds of training, over all sessions of the run
 * @param iteration second-order iterations
 * @param damping of the next second-order iteration, 0 before the first
 * @param doublings how often second-order iterations have doubled their points
 * @param refused second-order iterations without a step so far, one after the other
 * @param lastStep of the unknowns in the last second-order iteration, empty before the first
 * @param unknowns what second-order iterations determine beside the parameters, such as eigenvalues
 * @param rollbacks how often training has gone back since it had diverged
 * @param penalty of the normalisation that second-order iterations began with, 0 where there is
 *     none
 * @param density of the next second-order iteration's points, as {@link CubeDensity#toNumbers}
 *     tells it; empty for an even one
 * @param plannedSteps of averaging in the whole training, as many as its seconds allow, see {@link
 *     StepPlan}; 0 as long as that is not decided
 */
public record TrainingState(
    int step,
    int round,
    long examples,
    double seconds,
    int iteration,
    double damping,
    int doublings,
    int refused,
    List<Double> lastStep,
    List<Double> unknowns,
    int rollbacks,
    double penalty,
    List<Double> density,
    int plannedSteps) {

  /** Before the first step. */
  public static final TrainingState START = new TrainingState(0, 0, 0, 0);

  /** Copies the lists; a state that was stored without any has none. */
  @JsonCreator
  public TrainingState {
    lastStep = lastStep == null ? List.of() : List.copyOf(lastStep);
    unknowns = unknowns == null ? List.of() : List.copyOf(unknowns);
    density = density == null ? List.of() : List.copyOf(density);
    // A state that cannot be gone on from is damaged, and shows it when it is read.
    CubeDensity.ofNumbers(unboxed(density));
    if (plannedSteps < 0 || plannedSteps > 0 && plannedSteps < step) {
      throw new IllegalArgumentException(
          "planned_steps is " + plannedSteps + "; expected 0 or at least the step, " + step);
    }
  }

  /** Creates a state before the first second-order iteration. */
  public TrainingState(int step, int round, long examples, double seconds) {
    this(step, round, examples, seconds, 0, 0, 0, 0, List.of(), List.of(), 0, 0, List.of(), 0);
  }

  /** Returns this state with what second-order iterations begin with. */
  public TrainingState withUnknowns(List<Double> values, double penaltyOfThem) {
    return new TrainingState(
        step,
        round,
        examples,
        seconds,
        iteration,
        damping,
        doublings,
        refused,
        lastStep,
        values,
        rollbacks,
        penaltyOfThem,
        density,
        plannedSteps);
  }

  /**
   * Returns this state with second-order iterations that were made elsewhere.
   *
   * @param reached where they have come to
   * @param points that they have seen
   * @param took seconds of training
   */
  public TrainingState goingOn(LevenbergMarquardt.State reached, long points, double took) {
    return new TrainingState(
        step,
        round + reached.iteration(),
        examples + points,
        seconds + took,
        reached.iteration(),
        reached.damping(),
        reached.growths(),
        reached.refused(),
        boxed(reached.step()),
        unknowns,
        rollbacks,
        penalty,
        boxed(reached.density().toNumbers()),
        plannedSteps);
  }

  /** Returns the state after one more second-order iteration. */
  TrainingState iterated(long points, double took, LevenbergMarquardt.State next, double[] values) {
    return new TrainingState(
        step,
        round + 1,
        examples + points,
        seconds + took,
        next.iteration(),
        next.damping(),
        next.growths(),
        next.refused(),
        boxed(next.step()),
        boxed(values),
        rollbacks,
        penalty,
        boxed(next.density().toNumbers()),
        plannedSteps);
  }

  /** Returns the state after one more round of averaging. */
  TrainingState averaged(int steps, long seen, double took) {
    return firstOrder(
        step + steps, round + 1, examples + seen, seconds + took, rollbacks, plannedSteps);
  }

  /** Returns this state with the number of steps that the seconds allow. */
  TrainingState planned(int steps) {
    return firstOrder(step, round, examples, seconds, rollbacks, steps);
  }

  /**
   * Returns this state as that of training that has gone back to it; what it had decided holds.
   *
   * @param diverged the state that it was in
   */
  TrainingState returnedTo(TrainingState diverged) {
    return firstOrder(
        step, round, examples, diverged.seconds, diverged.rollbacks + 1, diverged.plannedSteps);
  }

  private static TrainingState firstOrder(
      int step, int round, long examples, double seconds, int rollbacks, int plannedSteps) {
    return new TrainingState(
        step,
        round,
        examples,
        seconds,
        0,
        0,
        0,
        0,
        List.of(),
        List.of(),
        rollbacks,
        0,
        List.of(),
        plannedSteps);
  }

  /** Returns the policy's part of a state after the first second-order iteration. */
  LevenbergMarquardt.State secondOrder() {
    return new LevenbergMarquardt.State(
        iteration,
        damping,
        unboxed(lastStep),
        doublings,
        refused,
        CubeDensity.ofNumbers(unboxed(density)));
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Returns a list as an array. */
  static double[] unboxed(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns steps of both kinds: a second-order iteration is one. */
  int allSteps() {
    return step + iteration;
  }
}
