package io.raf4j.dl4j;

import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A schedule's rate times a constant: rate(t) = factor base(t).
 *
 * @param base the schedule
 * @param factor above 0, at most 1
 */
public record ReducedSchedule(
    @JsonProperty("base") ISchedule base, @JsonProperty("factor") double factor)
    implements ISchedule {

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
    for (int i = 0; i < network.getnLayers(); i++) {
      if (network.getLayer(i).conf().getLayer() instanceof BaseLayer layer) {
        layer.setIUpdater(reduced(layer.getIUpdater(), factor));
        layer.setBiasUpdater(reduced(layer.getBiasUpdater(), factor));
      }
    }
    // DL4J changes one layer after the other, and mixes up what Adam has gathered when the blocks
    // of
    // parameters with one rate split and join again.
    network.setUpdater(
        new MultiLayerUpdater(network, network.getUpdater().getStateViewArray().dup()));
  }

  /** Layers, and networks of one configuration, may share the object. */
  private static IUpdater reduced(IUpdater updater, double factor) {
    if (updater == null || !updater.hasLearningRate()) {
      return updater;
    }
    IUpdater reduced = updater.clone();
    ISchedule schedule = schedule(updater);
    if (schedule == null) {
      reduced.setLrAndSchedule(factor * updater.getLearningRate(0, 0), null);
    } else {
      reduced.setLrAndSchedule(Double.NaN, new ReducedSchedule(schedule, factor));
    }
    return reduced;
  }

  /** DL4J's updaters have their schedules under one name, but no type in common that tells it. */
  private static ISchedule schedule(IUpdater updater) {
    try {
      return (ISchedule) updater.getClass().getMethod("getLearningRateSchedule").invoke(updater);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no schedule can be asked of " + updater, e);
    }
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
  public ISchedule clone() {
    return this;
  }
}
