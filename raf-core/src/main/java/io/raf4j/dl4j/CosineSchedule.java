package io.raf4j.dl4j;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that falls along half a cosine from its initial value to zero:
 *
 * <p>rate(t) = initial (1 + cos(pi t / steps)) / 2 for t &lt; steps, and 0 from then on. Source:
 * Loshchilov and Hutter, "SGDR", 2017, equation 5, without restarts.
 *
 * @param initial rate of the first step, not negative
 * @param steps optimiser steps until zero, at least 1
 */
public record CosineSchedule(
    @JsonProperty("initial") double initial, @JsonProperty("steps") int steps)
    implements FallingSchedule {

  /** Checks both numbers. */
  public CosineSchedule {
    LearningRates.requireRate(initial);
    LearningRates.requireSteps(steps);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    double t = Math.min(iteration, steps) / (double) steps;
    // StrictMath: the same bits on every machine.
    return initial * (1 + StrictMath.cos(Math.PI * t)) / 2;
  }

  @Override
  public ISchedule over(int others) {
    return new CosineSchedule(initial, others);
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
