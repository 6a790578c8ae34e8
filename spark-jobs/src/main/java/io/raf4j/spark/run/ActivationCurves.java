package io.raf4j.spark.run;

import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.spark.record.ActivationCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The activations that the page of a run shows, before and after training. */
public final class ActivationCurves {

  private static final int NEURONS_SHOWN = 3;
  private static final int CURVE_POINTS = 241;

  private ActivationCurves() {}

  /** Returns the first neurons of every hidden layer, where most of their arguments lie. */
  public static List<ActivationCurve> of(
      NetworkPlan plan, MultiLayerNetwork before, MultiLayerNetwork after) {
    double range = plan.recipe().weights().getScale() < 0.5 ? 0.15 : 3;
    double[] z =
        DoubleStream.iterate(-range, x -> x + 2 * range / (CURVE_POINTS - 1))
            .limit(CURVE_POINTS)
            .toArray();
    List<ActivationCurve> curves = new ArrayList<>();
    for (int layer = 0; layer < plan.shape().depth(); layer++) {
      for (int neuron = 0; neuron < Math.min(NEURONS_SHOWN, plan.shape().width()); neuron++) {
        curves.add(
            new ActivationCurve(
                "layer " + (layer + 1) + ", neuron " + (neuron + 1),
                z,
                CoordinateNetwork.activationOf(before, layer, neuron, z),
                CoordinateNetwork.activationOf(after, layer, neuron, z)));
      }
    }
    return curves;
  }
}
