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
 * @param earlier what other trainings of the run have done before; the counts above are without it
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
    int plannedSteps,
    Earlier earlier) {

  /**
   * What the trainings of a run have done that came before the present one, such as those of
   * earlier slabs of time.
   *
   * @param phase what the present one is called, empty where a run has one training
   * @param trainings how many
   * @param steps of averaging
   * @param iterations of second order
   * @param rounds of both
   * @param examples that they have seen
   * @param seconds that they took
   */
  public record Earlier(
      String phase,
      int trainings,
      int steps,
      int iterations,
      int rounds,
      long examples,
      double seconds) {

    /** There were none. */
    public static final Earlier NONE = new Earlier("", 0, 0, 0, 0, 0, 0);
  }

  /** Before the first step. */
  public static final TrainingState START = new TrainingState(0, 0, 0, 0);

  /** Copies the lists; a state that was stored without any has none. */
  @JsonCreator
  public TrainingState {
    lastStep = lastStep == null ? List.of() : List.copyOf(lastStep);
    unknowns = unknowns == null ? List.of() : List.copyOf(unknowns);
    density = density == null ? List.of() : List.copyOf(density);
    earlier = earlier == null ? Earlier.NONE : earlier;
    // A state that cannot be gone on from is damaged, and shows it when it is read.
    CubeDensity.ofNumbers(unboxed(density));
    if (plannedSteps < 0 || plannedSteps > 0 && plannedSteps < step) {
      throw new IllegalArgumentException(
          "planned_steps is " + plannedSteps + "; expected 0 or at least the step, " + step);
    }
  }

  /** Creates a state before the first second-order iteration. */
  public TrainingState(int step, int round, long examples, double seconds) {
    this(step, round, examples, seconds, Earlier.NONE);
  }

  private TrainingState(int step, int round, long examples, double seconds, Earlier earlier) {
    this(
        step, round, examples, seconds, 0, 0, 0, 0, List.of(), List.of(), 0, 0, List.of(), 0,
        earlier);
  }

  /** Returns the start of the first of several trainings. */
  public static TrainingState startOf(String phase) {
    return new TrainingState(0, 0, 0, 0, new Earlier(phase, 0, 0, 0, 0, 0, 0));
  }

  /** Returns the start of the training after this one. */
  public TrainingState followedBy(String phase) {
    return new TrainingState(
        0,
        0,
        0,
        0,
        new Earlier(
            phase,
            earlier.trainings + 1,
            allAveraged(),
            allIterations(),
            allRounds(),
            allExamples(),
            allSeconds()));
  }

  /**
   * Returns this state after something that training needs before its first second-order iteration.
   *
   * @param took seconds, which count
   */
  public TrainingState prepared(double took) {
    return firstOrder(step, round, examples, seconds + took, rollbacks, plannedSteps, earlier);
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
        plannedSteps,
        earlier);
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
        plannedSteps,
        earlier);
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
        plannedSteps,
        earlier);
  }

  /** Returns the state after one more round of averaging. */
  TrainingState averaged(int steps, long seen, double took) {
    return firstOrder(
        step + steps, round + 1, examples + seen, seconds + took, rollbacks, plannedSteps, earlier);
  }

  /** Returns this state with the number of steps that the seconds allow. */
  TrainingState planned(int steps) {
    return firstOrder(step, round, examples, seconds, rollbacks, steps, earlier);
  }

  /**
   * Returns this state as that of training that has gone back to it; what it had decided holds.
   *
   * @param diverged the state that it was in
   */
  TrainingState returnedTo(TrainingState diverged) {
    return firstOrder(
        step,
        round,
        examples,
        diverged.seconds,
        diverged.rollbacks + 1,
        diverged.plannedSteps,
        earlier);
  }

  private static TrainingState firstOrder(
      int step,
      int round,
      long examples,
      double seconds,
      int rollbacks,
      int plannedSteps,
      Earlier earlier) {
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
        plannedSteps,
        earlier);
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

  /** Returns an optimiser's name with that of the present training, where there are several. */
  public String phase(String optimizer) {
    return earlier.phase.isEmpty() ? optimizer : optimizer + ", " + earlier.phase;
  }

  /** Returns steps of both kinds in the whole run: a second-order iteration is one. */
  int allSteps() {
    return allAveraged() + allIterations();
  }

  /** Returns steps of both kinds in earlier trainings. */
  public int stepsBefore() {
    return earlier.steps + earlier.iterations;
  }

  /** Returns the steps of averaging in the whole run. */
  public int allAveraged() {
    return earlier.steps + step;
  }

  /** Returns the second-order iterations of the whole run. */
  public int allIterations() {
    return earlier.iterations + iteration;
  }

  /** Returns the rounds of the whole run. */
  int allRounds() {
    return earlier.rounds + round;
  }

  /** Returns the examples of the whole run. */
  public long allExamples() {
    return earlier.examples + examples;
  }

  /** Returns the seconds of the whole run. */
  public double allSeconds() {
    return earlier.seconds + seconds;
  }
}
