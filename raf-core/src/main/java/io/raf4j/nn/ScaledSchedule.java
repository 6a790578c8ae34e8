package io.raf4j.nn;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Another schedule times a constant: the rate of parameters that move on another scale than the
 * weights.
 *
 * @param base the schedule of the weights
 * @param factor positive
 */
public record ScaledSchedule(
    @JsonProperty("base") ISchedule base, @JsonProperty("factor") double factor)
    implements ISchedule {

  /** Checks both. */
  public ScaledSchedule {
    Objects.requireNonNull(base, "base");
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("factor is " + factor + "; expected positive and finite");
    }
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return factor * base.valueAt(iteration, epoch);
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
