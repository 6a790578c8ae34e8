package io.raf4j.dl4j;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adam for large tables of which a step needs a few entries: a parameter whose gradient is exactly
 * 0 stays as it is, and so do its moments.
 *
 * <pre>
 *   where g != 0:   m = beta1 m + (1 - beta1) g    v = beta2 v + (1 - beta2) g^2
 *                   p = p - rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)
 * </pre>
 *
 * <p>t counts all steps. Where no gradient is 0 this is Adam; otherwise it differs in what Adam
 * does to entries that a step does not need: their moments do not fade and they do not go on in the
 * direction of their last gradient. Source: Kingma and Ba 2015; leaving out what has no gradient is
 * how Mueller et al. 2022 train hash tables, with the defaults here.
 */
public final class LazyAdam implements IUpdater {

  private static final long serialVersionUID = 1L;

  /** Decay of the first moment. */
  public static final double BETA1 = 0.9;

  /** Decay of the second moment. */
  public static final double BETA2 = 0.99;

  /** Added to the root of the second moment. */
  public static final double EPSILON = 1e-15;

  private double learningRate;
  private ISchedule learningRateSchedule;

  /**
   * Creates the updater.
   *
   * @param learningRate of every step, where there is no schedule
   * @param learningRateSchedule or null
   */
  public LazyAdam(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("learningRateSchedule") ISchedule learningRateSchedule) {
    this.learningRate = learningRate;
    this.learningRateSchedule = learningRateSchedule;
  }

  /** Creates the updater with a schedule. */
  public LazyAdam(ISchedule schedule) {
    this(Double.NaN, schedule);
  }

  /** Returns the rate, NaN where a schedule tells it. */
  public double getLearningRate() {
    return learningRate;
  }

  /** Returns the schedule, or null. */
  public ISchedule getLearningRateSchedule() {
    return learningRateSchedule;
  }

  @Override
  public long stateSize(long parameters) {
    return 2 * parameters;
  }

  @Override
  public GradientUpdater<LazyAdam> instantiate(INDArray view, boolean initialise) {
    LazyAdamUpdater updater = new LazyAdamUpdater(this);
    updater.setStateViewArray(view, new long[] {1, view.length() / 2}, 'c', initialise);
    return updater;
  }

  @Override
  public GradientUpdater<LazyAdam> instantiate(Map<String, INDArray> state, boolean initialise) {
    LazyAdamUpdater updater = new LazyAdamUpdater(this);
    updater.setState(state, initialise);
    return updater;
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return learningRateSchedule == null
        ? learningRate
        : learningRateSchedule.valueAt(iteration, epoch);
  }

  /** Returns the rate of a step with both corrections of the moments' bias. */
  double correctedRate(int iteration, int epoch) {
    int t = iteration + 1;
    double corrected = Math.sqrt(1 - StrictMath.pow(BETA2, t)) / (1 - StrictMath.pow(BETA1, t));
    return getLearningRate(iteration, epoch) * corrected;
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double rate, ISchedule schedule) {
    learningRate = rate;
    learningRateSchedule = schedule;
  }

  @Override
  public LazyAdam clone() {
    return new LazyAdam(learningRate, learningRateSchedule);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LazyAdam that
        && Double.compare(learningRate, that.learningRate) == 0
        && Objects.equals(learningRateSchedule, that.learningRateSchedule);
  }

  @Override
  public int hashCode() {
    return Objects.hash(learningRate, learningRateSchedule);
  }

  @Override
  public String toString() {
    return "LazyAdam(" + (learningRateSchedule == null ? learningRate : learningRateSchedule) + ")";
  }
}
