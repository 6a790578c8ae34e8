package io.raf4j.dl4j;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.encoding.GridEncoding;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Builds networks from coordinates to values: {@code depth} hidden layers of {@code width} neurons
 * with reproducing activations, then a linear layer, trained on the mean squared error.
 *
 * <p>{@code X: [batch, inputs]} in [-1, 1], {@code Y: [batch, outputs]}. The result is a plain DL4J
 * network. Source: Liang et al. 2024, section 4.1; Sitzmann et al. 2020.
 */
public final class CoordinateNetwork {

  private CoordinateNetwork() {}

  /**
   * The size of a network.
   *
   * @param inputs coordinates of a point
   * @param outputs values at a point
   * @param width neurons of a hidden layer
   * @param depth hidden layers
   */
  public record Shape(int inputs, int outputs, int width, int depth) {
    /** Checks that every number is positive. */
    public Shape {
      requirePositive("inputs", inputs);
      requirePositive("outputs", outputs);
      requirePositive("width", width);
      requirePositive("depth", depth);
    }

    private static void requirePositive(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " is " + value + "; expected at least 1");
      }
    }

    /** Returns how many weights and biases there are; coefficients come on top. */
    public long weights() {
      long hidden = (long) (depth - 1) * (width + 1) * width;
      return (long) (inputs + 1) * width + hidden + (long) (width + 1) * outputs;
    }
  }

  /**
   * Builds the configuration.
   *
   * @param tensor the signal's structure tensor, for recipes that fit the first layer to it ({@link
   *     NetworkRecipe#frequencies}); nothing to leave that layer to the recipe's own weights
   * @param updater with the learning rate of the weights
   * @param seed of the initial parameters
   * @param type FLOAT or DOUBLE
   */
  public static MultiLayerConfiguration configuration(
      Shape shape,
      NetworkRecipe recipe,
      Optional<double[]> tensor,
      IUpdater updater,
      long seed,
      DataType type) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(GeneratorSeed.of(seed))
            .dataType(type)
            .updater(updater)
            .list();
    layers.layer(
        layer(shape.inputs(), shape.width(), recipe.first(), recipe)
            .biasScale(recipe.firstBiasScale())
            .weightInit(firstWeights(recipe, tensor))
            .build());
    for (int i = 1; i < shape.depth(); i++) {
      layers.layer(
          layer(shape.width(), shape.width(), recipe.hidden(), recipe)
              .weightInit((IWeightInit) recipe.weights())
              .build());
    }
    return ended(layers, shape, recipe);
  }

  /**
   * What stands before a network whose coordinates are encoded.
   *
   * @param encoding the grids
   * @param updater of their tables
   */
  public record Encoded(GridEncoding encoding, LazyAdam updater) {}

  /**
   * Builds the configuration of a network behind a grid encoding, in single precision: all hidden
   * layers have the recipe's hidden activation and weights.
   *
   * @param shape whose inputs are the coordinates
   * @param updater with the learning rate of the weights
   * @param seed of the initial parameters
   */
  public static MultiLayerConfiguration configuration(
      Encoded encoded, Shape shape, NetworkRecipe recipe, IUpdater updater, long seed) {
    if (shape.inputs() != encoded.encoding().axes()) {
      throw new IllegalArgumentException(
          "inputs is "
              + shape.inputs()
              + "; expected "
              + encoded.encoding().axes()
              + ", the axes of the encoding");
    }
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(GeneratorSeed.of(seed))
            .dataType(DataType.FLOAT)
            .updater(updater)
            .list();
    layers.layer(
        new GridEncodingLayer.Builder(encoded.encoding()).updater(encoded.updater()).build());
    int in = encoded.encoding().width();
    for (int i = 0; i < shape.depth(); i++) {
      layers.layer(
          layer(in, shape.width(), recipe.hidden(), recipe)
              .weightInit((IWeightInit) recipe.weights())
              .build());
      in = shape.width();
    }
    return ended(layers, shape, recipe);
  }

  /** Adds the linear layer and the loss. */
  private static MultiLayerConfiguration ended(
      NeuralNetConfiguration.ListBuilder layers, Shape shape, NetworkRecipe recipe) {
    layers.layer(
        layer(shape.width(), shape.outputs(), identity(), recipe)
            .weightInit((IWeightInit) recipe.outputWeights())
            .build());
    // Only the loss: the linear layer above is computed by row blocks like the others.
    layers.layer(
        new LossLayer.Builder(LossFunctions.LossFunction.MSE)
            .activation(Activation.IDENTITY)
            .build());
    return layers.build();
  }

  private static RafDenseLayer.Builder layer(
      int in, int out, ReproducingActivation activation, NetworkRecipe recipe) {
    return new RafDenseLayer.Builder()
        .nIn(in)
        .nOut(out)
        .reproducing(activation)
        .coefficientRate(recipe.coefficientRate());
  }

  private static IWeightInit firstWeights(NetworkRecipe recipe, Optional<double[]> tensor) {
    if (recipe.frequencies().isEmpty() || tensor.isEmpty()) {
      return recipe.firstWeights();
    }
    return new GradientWeightInit(tensor.get(), recipe.frequencies().getAsDouble());
  }

  /** Returns sigma(z) = z, nothing learnable. */
  static ReproducingActivation identity() {
    return new ReproducingActivation(
        "identity",
        ReproducingActivation.Mode.MIXED,
        ReproducingActivation.Sharing.NEURON,
        List.of(new Term(BasisFunction.named("x"), Coefficient.ONE, Coefficient.ONE)));
  }

  /**
   * Evaluates a network without keeping anything for a backward pass.
   *
   * @param x {@code [batch, inputs]}
   * @return {@code [batch, outputs]}
   */
  public static INDArray evaluate(MultiLayerNetwork network, INDArray x) {
    return network.output(x, false);
  }

  /**
   * Returns the activation of one neuron of a hidden layer as it stands now.
   *
   * @param layer counted from 0
   * @param neuron counted from 0
   * @param z where to evaluate it
   */
  public static double[] activationOf(
      MultiLayerNetwork network, int layer, int neuron, double[] z) {
    int first = firstDense(network);
    if (layer < 0 || !(network.getLayer(first + layer) instanceof RafDenseRuntime runtime)) {
      throw new IllegalArgumentException(
          "layer "
              + layer
              + " has no reproducing activation; expected 0 to "
              + (network.getnLayers() - 3 - first));
    }
    return runtime.activationOf(neuron, z);
  }

  /** Returns the number of the first dense layer: 1 behind an encoding, else 0. */
  public static int firstDense(MultiLayerNetwork network) {
    return network.getLayer(0) instanceof GridEncodingRuntime ? 1 : 0;
  }
}
