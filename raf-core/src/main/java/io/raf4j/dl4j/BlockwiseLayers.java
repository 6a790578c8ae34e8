package io.raf4j.dl4j;

import io.raf4j.encoding.GridEncoding;
import io.raf4j.jetnet.JetLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * What a {@link BlockwiseNetwork} sees of a configuration: its layers as those of a network on
 * jets, or the first thing that stands against it.
 *
 * @param layers empty where something stands against it
 * @param encoding what stands before them, if anything
 * @param obstacle a sentence that names the layer and the cause
 */
record BlockwiseLayers(
    List<JetLayer> layers, Optional<GridEncoding> encoding, Optional<String> obstacle) {

  static BlockwiseLayers of(MultiLayerConfiguration configuration) {
    Optional<String> obstacle = obstacleOf(configuration);
    return obstacle.isEmpty()
        ? new BlockwiseLayers(jetLayers(configuration), encodingOf(configuration), obstacle)
        : new BlockwiseLayers(List.of(), Optional.empty(), obstacle);
  }

  private static Optional<GridEncoding> encodingOf(MultiLayerConfiguration configuration) {
    return configuration.getConf(0).getLayer() instanceof GridEncodingLayer grid
        ? Optional.of(grid.encoding())
        : Optional.empty();
  }

  private static Optional<String> obstacleOf(MultiLayerConfiguration configuration) {
    List<NeuralNetConfiguration> all = configuration.getConfs();
    int last = all.size() - 1;
    for (int i = 0; i <= last; i++) {
      Layer layer = all.get(i).getLayer();
      Optional<String> cause =
          i == 0 && layer instanceof GridEncodingLayer grid
              ? ofEncoding(grid)
              : i < last ? ofHidden(layer) : ofLast(layer);
      if (cause.isPresent()) {
        String name = layer.getClass().getSimpleName();
        return Optional.of("layer " + i + " (" + name + ") " + cause.get());
      }
      if (configuration.getInputPreProcess(i) != null) {
        return Optional.of("layer " + i + " has a preprocessor of its input; expected none");
      }
    }
    return ofNetwork(configuration);
  }

  private static Optional<String> ofNetwork(MultiLayerConfiguration configuration) {
    if (jetLayers(configuration).isEmpty()) {
      return Optional.of("layer 0 is the loss; expected layers with parameters below it");
    }
    DataType type = configuration.getConf(0).getDataType();
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      return Optional.of("layer 0 has the data type " + type + "; expected FLOAT or DOUBLE");
    }
    OpExecutioner.ExecutionerType backend = Nd4j.getExecutioner().type();
    if (backend != OpExecutioner.ExecutionerType.NATIVE_CPU) {
      return Optional.of(
          "all layers have their arrays on a device ("
              + backend
              + "); expected host memory, as the backend nd4j-native keeps them");
    }
    return Optional.empty();
  }

  private static Optional<String> ofEncoding(GridEncodingLayer layer) {
    return ofPlain(layer)
        .or(
            () ->
                layer.getIUpdater() instanceof LazyAdam
                    ? Optional.empty()
                    : Optional.of(
                        "has the updater " + layer.getIUpdater() + "; expected LazyAdam"));
  }

  private static Optional<String> ofHidden(Layer layer) {
    return layer instanceof RafDenseLayer dense
        ? ofPlain(dense).or(() -> ofSizes(dense))
        : Optional.of("cannot go by blocks; expected a RafDenseLayer below the last layer");
  }

  /** What DL4J does to a layer's input or weights in training, and a network on jets does not. */
  private static Optional<String> ofPlain(BaseLayer layer) {
    if (layer.getIDropout() != null) {
      return Optional.of("has dropout; expected none");
    }
    return layer.getWeightNoise() == null
        ? Optional.empty()
        : Optional.of("has weight noise; expected none");
  }

  private static Optional<String> ofSizes(FeedForwardLayer layer) {
    return layer.getNIn() > 0 && layer.getNOut() > 0
        ? Optional.empty()
        : Optional.of(
            "has "
                + layer.getNIn()
                + " inputs and "
                + layer.getNOut()
                + " neurons; expected both set, by nIn and nOut or by the type of the input");
  }

  private static Optional<String> ofLast(Layer layer) {
    if (layer instanceof LossLayer loss) {
      return ofPlain(loss).or(() -> ofLoss(loss.getActivationFn(), loss.getLossFn()));
    }
    // Its subclasses compute other things.
    if (layer.getClass() == OutputLayer.class) {
      OutputLayer output = (OutputLayer) layer;
      return ofPlain(output)
          .or(() -> ofSizes(output))
          .or(() -> ofLoss(output.getActivationFn(), output.getLossFn()));
    }
    return Optional.of("cannot end the network; expected an OutputLayer or a LossLayer");
  }

  private static Optional<String> ofLoss(IActivation activation, ILossFunction loss) {
    if (!(activation instanceof ActivationIdentity)) {
      return Optional.of("has the activation " + activation + "; expected identity");
    }
    if (!(loss instanceof LossMSE error)) {
      return Optional.of("has the loss " + loss.getClass().getSimpleName() + "; expected LossMSE");
    }
    return error.getWeights() == null
        ? Optional.empty()
        : Optional.of("weighs the outputs in its loss; expected no weights");
  }

  /** Returns the layers that have parameters. */
  private static List<JetLayer> jetLayers(MultiLayerConfiguration configuration) {
    List<JetLayer> layers = new ArrayList<>();
    for (NeuralNetConfiguration each : configuration.getConfs()) {
      if (each.getLayer() instanceof RafDenseLayer dense) {
        layers.add(dense.jetLayer(false));
      } else if (each.getLayer() instanceof OutputLayer output) {
        // DL4J has its parameters in the same order: W column by column, then b.
        layers.add(
            new JetLayer(
                Math.toIntExact(output.getNIn()),
                Math.toIntExact(output.getNOut()),
                output.hasBias(),
                CoordinateNetwork.identity(),
                false));
      }
    }
    return layers;
  }
}
