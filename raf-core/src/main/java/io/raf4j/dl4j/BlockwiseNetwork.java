package io.raf4j.dl4j;

import io.raf4j.host.Address;
import io.raf4j.host.HostArithmetic;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetNetwork;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@code MultiLayerNetwork} of {@link RafDenseLayer}s, and of a linear {@code OutputLayer} if it
 * has one, under a mean squared error whose training steps take a block of points through all
 * layers, forward and back, before the next one:
 *
 * <pre>
 *   x: [batch, inputs]    y, targets: [batch, outputs]
 *   score = sum (y - targets)^2 / (outputs batch) + regularisation
 * </pre>
 *
 * <p>DL4J takes the whole batch through one layer after the other and keeps Z and Y of all layers
 * in between, 8 KiB a point for four layers of 256 floats. Here a step needs the memory of a block
 * for each thread and of the gradients of at most 16 chains, however many points there are, and a
 * block stays in cache (see {@link JetNetwork}). Gradient and score agree with DL4J's way within
 * rounding and do not depend on the number of threads, to the last bit. Parameters, updater,
 * configuration and saved files are those of any {@code MultiLayerNetwork}.
 *
 * <p>Batches with masks, and networks with listeners, who may ask for activations, are trained as
 * DL4J does. Used by one thread at a time.
 */
public final class BlockwiseNetwork extends MultiLayerNetwork {

  private static final long serialVersionUID = 1L;

  private final transient JetNetwork jets;
  private final transient HostArithmetic<?> arithmetic;

  private BlockwiseNetwork(MultiLayerConfiguration configuration, JetNetwork jets) {
    super(configuration);
    this.jets = jets;
    this.arithmetic = HostArithmetic.of(jets.type());
  }

  /**
   * Returns a network that is not initialised yet: of this class where it can be, an {@link
   * EncodedNetwork} behind a {@link GridEncodingLayer}, else DL4J's own, which trains layer by
   * layer. {@link #obstacle} says why it cannot be.
   */
  public static MultiLayerNetwork of(MultiLayerConfiguration configuration) {
    BlockwiseLayers seen = BlockwiseLayers.of(configuration);
    if (seen.obstacle().isPresent()) {
      return new MultiLayerNetwork(configuration);
    }
    return seen.encoding().isPresent()
        ? new EncodedNetwork(configuration, seen)
        : network(configuration, seen);
  }

  /**
   * Returns a network of this class that is not initialised yet.
   *
   * @throws IllegalArgumentException where it cannot be, with {@link #obstacle} as message
   */
  public static BlockwiseNetwork require(MultiLayerConfiguration configuration) {
    BlockwiseLayers seen = BlockwiseLayers.of(configuration);
    if (seen.obstacle().isPresent()) {
      throw new IllegalArgumentException(seen.obstacle().get());
    }
    if (seen.encoding().isPresent()) {
      throw new IllegalArgumentException("layer 0 is a grid encoding; expected a RafDenseLayer");
    }
    return network(configuration, seen);
  }

  private static BlockwiseNetwork network(
      MultiLayerConfiguration configuration, BlockwiseLayers seen) {
    DataType type = configuration.getConf(0).getDataType();
    return new BlockwiseNetwork(
        configuration, JetNetwork.of(seen.layers(), JetShape.value(), type));
  }

  /**
   * Returns why {@link #of} gives DL4J's own network and not one of this class: a sentence that
   * names the layer and the cause, or nothing where it gives one of this class.
   *
   * <p>Layers have to be {@link RafDenseLayer}s without dropout and weight noise; the last one is
   * an {@code OutputLayer} or a {@code LossLayer} with the activation identity and an unweighted
   * {@code LossMSE}; nothing stands between them; and ND4J has its arrays in host memory.
   */
  public static Optional<String> obstacle(MultiLayerConfiguration configuration) {
    return BlockwiseLayers.of(configuration).obstacle();
  }

  /** Returns whether {@link #of} gives a network of this class. */
  public static boolean suits(MultiLayerConfiguration configuration) {
    return obstacle(configuration).isEmpty();
  }

  /**
   * Returns a copy of a network, such as one that DL4J has read from a file, that is trained block
   * by block where {@link #of} can do so.
   *
   * @param network initialised; its parameters, updater state and configuration are copied
   */
  public static MultiLayerNetwork copyOf(MultiLayerNetwork network) {
    MultiLayerNetwork copy = of(network.getLayerWiseConfigurations().clone());
    copy.init(network.params().dup(), false);
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null) {
      copy.getUpdater().setStateViewArray(null, state.dup(), false);
    }
    return copy;
  }

  @Override
  public MultiLayerNetwork clone() {
    return copyOf(this);
  }

  @Override
  public void computeGradientAndScore() {
    if (isForDl4j(this)) {
      super.computeGradientAndScore();
      return;
    }
    requireShapes();
    if (flattenedGradients == null) {
      initGradientsView();
    }
    synchronizeIterEpochCounts();
    int points = Math.toIntExact(input.size(0));
    INDArray x = rowMajor(input, jets.type());
    INDArray targets = rowMajor(labels, jets.type());
    Address inputs = Address.of(x);
    Address wanted = Address.of(targets);
    double squares =
        jets.gradient(
            flattenedParams,
            points,
            (first, count, into) -> arithmetic.readDoubles(inputs.plus(bytes(first, x)), into),
            (first, count, outputs, adjoints) -> {
              arithmetic.readDoubles(wanted.plus(bytes(first, targets)), adjoints);
              return squares(outputs, adjoints);
            },
            flattenedGradients);
    // Until here only their addresses were known to somebody.
    Reference.reachabilityFence(x);
    Reference.reachabilityFence(targets);
    gradient = named(flattenedGradients, layers, jets.layers().size());
    score = squares / targets.length() + calcRegularizationScore(true);
  }

  /** Returns how far a row is from the first. */
  private long bytes(int row, INDArray matrix) {
    return row * matrix.size(1) * arithmetic.bytes();
  }

  /**
   * Returns the sum of squared errors.
   *
   * @param adjoints the targets; receives the derivatives over the number of outputs, as DL4J's
   */
  private double squares(double[] outputs, double[] adjoints) {
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      double error = outputs[i] - adjoints[i];
      sum += error * error;
      adjoints[i] = 2 * error / jets.outputs();
    }
    return sum;
  }

  /** Returns whether a network has something that asks for DL4J's way: a mask, a listener. */
  static boolean isForDl4j(MultiLayerNetwork network) {
    return network.getMask() != null
        || network.getOutputLayer().getMaskArray() != null
        || !network.getListeners().isEmpty();
  }

  /**
   * Returns a flat gradient with its parts by name.
   *
   * @param count of the layers that have parameters
   */
  static Gradient named(INDArray flat, Layer[] layers, int count) {
    Gradient all = new DefaultGradient(flat);
    for (int l = 0; l < count; l++) {
      String prefix = l + "_";
      views(layers[l]).forEach((name, view) -> all.setGradientFor(prefix + name, view));
    }
    return all;
  }

  /** Returns the views of a layer's gradient by parameter. */
  private static Map<String, INDArray> views(Layer layer) {
    if (layer instanceof RafDenseRuntime runtime) {
      return runtime.gradients();
    }
    NeuralNetConfiguration conf = layer.conf();
    return conf.getLayer()
        .initializer()
        .getGradientsFromFlattened(conf, layer.getGradientsViewArray());
  }

  private void requireShapes() {
    if (input.rank() != 2 || input.size(1) != jets.inputs()) {
      throw new DL4JInvalidInputException(
          "features have shape "
              + Arrays.toString(input.shape())
              + "; expected [batch, "
              + jets.inputs()
              + "]");
    }
    requireTargets(labels, input.size(0), jets.outputs());
  }

  /** Refuses targets that are not one row of values for each of the points. */
  static void requireTargets(INDArray targets, long points, int outputs) {
    long[] expected = {points, outputs};
    if (!Arrays.equals(targets.shape(), expected)) {
      throw new DL4JInvalidInputException(
          "labels have shape "
              + Arrays.toString(targets.shape())
              + "; expected "
              + Arrays.toString(expected));
    }
  }

  /** Returns a matrix of a type, row by row and without gaps. */
  static INDArray rowMajor(INDArray array, DataType type) {
    INDArray typed = array.castTo(type);
    boolean isContiguous =
        typed.stride(1) == 1 && (typed.size(0) == 1 || typed.stride(0) == typed.size(1));
    return isContiguous ? typed : typed.dup('c');
  }
}
