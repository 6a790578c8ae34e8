package io.raf4j.dl4j;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A schedule's rate times a constant: rate(t) = factor base(t). It falls over a number of steps
 * where its base does.
 *
 * @param base the schedule
 * @param factor above 0, at most 1
 */
public record ReducedSchedule(
    @JsonProperty("base") ISchedule base, @JsonProperty("factor") double factor)
    implements FallingSchedule {

  /** Checks the factor. */
  public ReducedSchedule {
    requireFactor(factor);
  }

  /**
   * Multiplies the learning rates of all layers from now on; parameters, and what their updaters
   * have gathered, stay.
   *
   * @param factor above 0, at most 1
   * @throws IllegalArgumentException for another factor
   */
  public static void reduce(MultiLayerNetwork network, double factor) {
    requireFactor(factor);
    LearningRates.change(network, updater -> reduced(updater, factor));
  }

  private static IUpdater reduced(IUpdater updater, double factor) {
    if (!updater.hasLearningRate()) {
      return updater;
    }
    IUpdater reduced = updater.clone();
    ISchedule schedule = LearningRates.schedule(updater);
    if (schedule == null) {
      reduced.setLrAndSchedule(factor * updater.getLearningRate(0, 0), null);
    } else {
      reduced.setLrAndSchedule(Double.NaN, new ReducedSchedule(schedule, factor));
    }
    return reduced;
  }

  private static void requireFactor(double factor) {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("factor is " + factor + "; expected above 0, at most 1");
    }
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return factor * base.valueAt(iteration, epoch);
  }

  @Override
  public ISchedule over(int steps) {
    return base instanceof FallingSchedule falling
        ? new ReducedSchedule(falling.over(steps), factor)
        : this;
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
