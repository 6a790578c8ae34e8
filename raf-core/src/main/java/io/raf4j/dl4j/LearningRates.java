package io.raf4j.dl4j;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/** Changes how networks learn that have trained for a while. */
public final class LearningRates {

  private LearningRates() {}

  /**
   * Lets the learning rates of all layers fall over another number of steps from now on, counted
   * from the first step; those that do not fall over a number of steps stay. Parameters, and what
   * their updaters have gathered, keep their bits.
   *
   * @param network whose updater exists
   * @param steps optimiser steps, at least 1
   * @throws IllegalArgumentException for fewer, or where layers that fell over different numbers of
   *     steps would come to have the same rate
   */
  public static void fallOver(MultiLayerNetwork network, int steps) {
    requireSteps(steps);
    change(network, updater -> falling(updater, steps));
  }

  private static IUpdater falling(IUpdater updater, int steps) {
    if (!updater.hasLearningRate() || !(schedule(updater) instanceof FallingSchedule schedule)) {
      return updater;
    }
    IUpdater changed = updater.clone();
    changed.setLrAndSchedule(Double.NaN, schedule.over(steps));
    return changed;
  }

  /**
   * Gives all layers other updaters from now on; parameters, and what the updaters have gathered,
   * stay.
   *
   * @param change returns the updater in the place of one, which it must not touch: layers, and
   *     networks of one configuration, may share the object
   * @throws IllegalArgumentException if different updaters would become one, before anything is
   *     changed: what they have gathered lies in another order then
   */
  static void change(MultiLayerNetwork network, UnaryOperator<IUpdater> change) {
    List<BaseLayer> layers = layers(network);
    Map<IUpdater, IUpdater> changed = new HashMap<>();
    layers.stream()
        .flatMap(layer -> Stream.of(layer.getIUpdater(), layer.getBiasUpdater()))
        .filter(Objects::nonNull)
        .forEach(updater -> changed.computeIfAbsent(updater, change));
    if (new HashSet<>(changed.values()).size() < changed.size()) {
      throw new IllegalArgumentException(
          "layers that learn in different ways would learn in the same one: " + changed);
    }
    for (BaseLayer layer : layers) {
      // A layer without one has none after this.
      layer.setIUpdater(changed.get(layer.getIUpdater()));
      layer.setBiasUpdater(changed.get(layer.getBiasUpdater()));
    }
    // DL4J changes one layer after the other, and mixes up what Adam has gathered when the blocks
    // of parameters with one rate split and join again.
    network.setUpdater(
        new MultiLayerUpdater(network, network.getUpdater().getStateViewArray().dup()));
  }

  private static List<BaseLayer> layers(MultiLayerNetwork network) {
    return Arrays.stream(network.getLayers())
        .map(layer -> layer.conf().getLayer())
        .filter(BaseLayer.class::isInstance)
        .map(BaseLayer.class::cast)
        .toList();
  }

  /** DL4J's updaters have their schedules under one name, but no type in common that tells it. */
  static ISchedule schedule(IUpdater updater) {
    try {
      return (ISchedule) updater.getClass().getMethod("getLearningRateSchedule").invoke(updater);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no schedule can be asked of " + updater, e);
    }
  }

  /** Refuses an initial rate that is negative or not finite. */
  static void requireRate(double initial) {
    if (!(initial >= 0) || Double.isInfinite(initial)) {
      throw new IllegalArgumentException("initial is " + initial + "; expected 0 or more");
    }
  }

  /** Refuses to fall over no step. */
  static void requireSteps(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps is " + steps + "; expected at least 1");
    }
  }
}
