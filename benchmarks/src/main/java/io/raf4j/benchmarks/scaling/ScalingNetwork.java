package io.raf4j.benchmarks.scaling;

import io.raf4j.dl4j.BlockwiseNetwork;
import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.dl4j.RafDenseLayer;
import io.raf4j.spark.training.LayerWork;
import io.raf4j.spark.training.MinibatchSource;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.NoiseMinibatches;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The networks of the scaling measurements: 3 coordinates, four hidden layers with
 * poly-sine-gaussian activations, 3 values, float32, Adam.
 *
 * @param label millions of parameters, about
 * @param width neurons of a layer
 * @param batch examples of a step that keeps two cores busy for tens of milliseconds
 */
record ScalingNetwork(String label, int width, int batch) {

  static final List<ScalingNetwork> ALL =
      List.of(
          new ScalingNetwork("0.2", 256, 2048),
          new ScalingNetwork("2", 814, 512),
          new ScalingNetwork("20", 2580, 128));

  private static final int AXES = 3;
  private static final int CHANNELS = 3;
  private static final int DEPTH = 4;

  static ScalingNetwork named(String label) {
    return ALL.stream()
        .filter(network -> network.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(label + " million parameters; expected 0.2, 2 or 20"));
  }

  MultiLayerNetwork create() {
    MultiLayerNetwork network =
        BlockwiseNetwork.of(
            CoordinateNetwork.configuration(
                new CoordinateNetwork.Shape(AXES, CHANNELS, width, DEPTH),
                NetworkRecipe.named("poly-sine-gaussian"),
                Optional.empty(),
                new Adam(1e-4),
                1,
                DataType.FLOAT));
    network.init();
    return network;
  }

  MinibatchSource source(int examples) {
    return new NoiseMinibatches(examples, AXES, CHANNELS, DataType.FLOAT);
  }

  NetworkWork work(MultiLayerNetwork network) {
    List<LayerWork> layers =
        network.getLayerWiseConfigurations().getConfs().stream()
            .map(NeuralNetConfiguration::getLayer)
            .filter(RafDenseLayer.class::isInstance)
            .map(RafDenseLayer.class::cast)
            .map(
                layer ->
                    new LayerWork(
                        (int) layer.getNIn(),
                        (int) layer.getNOut(),
                        layer.reproducingActivation().terms().size()))
            .toList();
    return new NetworkWork(layers, network.numParams(), 2, Float.BYTES, 1, true);
  }
}
