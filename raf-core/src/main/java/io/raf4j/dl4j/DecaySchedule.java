package io.raf4j.dl4j;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that stays and then falls exponentially to a hundredth of its initial value.
 *
 * <pre>
 *   rate(t) = initial                                  for t &lt; 0.6 N
 *   rate(t) = initial 0.01^((t - 0.6 N) / (0.4 N))     from there on
 *   rate(t) = 0.01 initial                             for t &gt; N = steps
 * </pre>
 *
 * @param initial rate of the first step, not negative
 * @param steps optimiser steps until the hundredth, at least 1
 */
public record DecaySchedule(
    @JsonProperty("initial") double initial, @JsonProperty("steps") int steps)
    implements FallingSchedule {

  private static final double LAST = 0.01;

  /** Checks both numbers. */
  public DecaySchedule {
    LearningRates.requireRate(initial);
    LearningRates.requireSteps(steps);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    // (t - 0.6 N) / (0.4 N) = (5 t - 3 N) / (2 N), whose parts are whole numbers.
    long past = 5L * Math.min(iteration, steps) - 3L * steps;
    // StrictMath: the same bits on every machine.
    return past <= 0 ? initial : initial * StrictMath.pow(LAST, past / (2.0 * steps));
  }

  @Override
  public ISchedule over(int others) {
    return new DecaySchedule(initial, others);
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
