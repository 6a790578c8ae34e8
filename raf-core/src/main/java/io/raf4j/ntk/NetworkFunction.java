package io.raf4j.ntk;

import io.raf4j.dl4j.RafDenseLayer;
import io.raf4j.geometry.Points;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetLayer;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.solver.TrialLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a network computes at some points: {@code f(x_i) = B(x_i) N(features(x_i)) + A(x_i)}.
 *
 * <p>A coordinate network sees the coordinates themselves, and B is 1; a network of an equation has
 * its problem's features and boundary factor B. A does not depend on parameters and plays no part
 * in gradients. Immutable, thread-safe.
 */
public final class NetworkFunction {

  private final JetNetwork network;
  private final JetNetwork.Inputs inputs;
  private final double[] factors;

  private NetworkFunction(JetNetwork network, JetNetwork.Inputs inputs, double[] factors) {
    this.network = network;
    this.inputs = inputs;
    this.factors = factors;
  }

  /**
   * Takes a network of this project's layers.
   *
   * @param configuration of a network of {@link RafDenseLayer}s and a loss, or of a {@link
   *     TrialLayer} alone
   * @param coordinates {@code [N, d]}, row-major
   * @throws IllegalArgumentException for other layers, or if the coordinates are none, are not
   *     finite or do not fit
   */
  public static NetworkFunction of(MultiLayerConfiguration configuration, double[] coordinates) {
    requireFinite(coordinates);
    if (configuration.getConf(0).getLayer() instanceof TrialLayer layer) {
      return trial(layer, coordinates);
    }
    JetNetwork network = network(configuration);
    int dimension = network.inputs();
    int count = count(coordinates, dimension);
    double[] kept = coordinates.clone();
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return new NetworkFunction(
        network,
        (first, points, jets) ->
            System.arraycopy(kept, first * dimension, jets, 0, points * dimension),
        ones);
  }

  private static NetworkFunction trial(TrialLayer layer, double[] coordinates) {
    int dimension = Math.toIntExact(layer.getNIn());
    int count = count(coordinates, dimension);
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    Points points = new Points(dimension, coordinates.clone(), ones);
    return new NetworkFunction(
        layer.values(DataType.DOUBLE), layer.inputs(points), layer.boundaryFactors(points));
  }

  /**
   * Returns the network inside a configuration, in double precision and without derivatives.
   *
   * @throws IllegalArgumentException for layers that are not this project's
   */
  public static JetNetwork network(MultiLayerConfiguration configuration) {
    if (configuration.getConf(0).getLayer() instanceof TrialLayer layer) {
      return layer.values(DataType.DOUBLE);
    }
    List<JetLayer> layers = new ArrayList<>();
    int count = configuration.getConfs().size();
    for (int i = 0; i < count; i++) {
      Layer layer = configuration.getConf(i).getLayer();
      if (layer instanceof RafDenseLayer dense) {
        layers.add(dense.jetLayer(false));
      } else if (!(layer instanceof LossLayer && i == count - 1)) {
        throw new IllegalArgumentException(
            "layer "
                + i
                + " is a "
                + layer.getClass().getSimpleName()
                + "; expected RafDenseLayers and a LossLayer at the end, or a TrialLayer alone");
      }
    }
    return JetNetwork.of(layers, JetShape.value(), DataType.DOUBLE);
  }

  private static int count(double[] coordinates, int dimension) {
    if (coordinates.length == 0 || coordinates.length % dimension != 0) {
      throw new IllegalArgumentException(
          "coordinates are "
              + coordinates.length
              + " numbers; expected "
              + dimension
              + " for each of one or more points, as the network takes");
    }
    return coordinates.length / dimension;
  }

  private static void requireFinite(double[] coordinates) {
    for (double coordinate : coordinates) {
      if (!Double.isFinite(coordinate)) {
        throw new IllegalArgumentException(
            "coordinates contain " + coordinate + "; expected finite numbers");
      }
    }
  }

  /** Returns the number of points. */
  public int points() {
    return factors.length;
  }

  JetNetwork network() {
    return network;
  }

  JetNetwork.Inputs inputs() {
    return inputs;
  }

  /** Returns B at a point. */
  double factor(int point) {
    return factors[point];
  }
}
