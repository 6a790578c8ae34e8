package io.raf4j.jetnet;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.jet.JetShape;
import io.raf4j.linalg.NormalEquations;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A whole network evaluated on jets, a block of points at a time.
 *
 * <pre>
 *   x: [points, rows, inputs]    y: [points, rows, outputs]    L(theta) = sum over blocks of l(y)
 * </pre>
 *
 * <p>A jet is the value of a function at a point with its first and second derivatives by the
 * coordinates, as {@link JetShape} orders them; what goes in as the jets of the coordinates comes
 * out as the jets of the network's functions. A block goes through all layers while it is in cache,
 * forward, and for gradients backward, so memory does not grow with the number of points: one block
 * for each thread, and at most 16 gradients. Per point: {@code 2 rows} flops a weight forward and
 * {@code 4 rows} backward, and one evaluation of each neuron's terms each way.
 *
 * <p>Parameters are a flat vector, one layer after the other, each in the order of {@link
 * JetLayer}, which is that of DL4J's networks. Coefficients that are stored but not learnable have
 * the gradient 0. Sums over points have an order that depends on their number alone, so that the
 * result does not depend on the number of threads, to the last bit.
 *
 * <p>The callbacks exchange numbers in double precision, whatever the type of the network. They are
 * called by several threads at a time, for blocks in any order, may themselves evaluate networks,
 * and must not keep the arrays. What they throw ends the call and comes out of it.
 *
 * <p>Immutable; any number of threads may use an instance at a time.
 */
public final class JetNetwork {

  private final JetEngine<?> engine;
  private final List<JetLayer> layers;
  private final DataType type;

  /** Null in single precision, which has no Jacobian. */
  private final LaneEngine lanes;

  private JetNetwork(JetEngine<?> engine, List<JetLayer> layers, DataType type) {
    this.engine = engine;
    this.layers = List.copyOf(layers);
    this.type = type;
    this.lanes = type == DataType.DOUBLE ? new LaneEngine(doubles(), layers) : null;
  }

  /**
   * Makes a network.
   *
   * @param layers from the input to the output; their sizes fit each other
   * @param shape the derivatives that travel
   * @param type FLOAT or DOUBLE
   * @throws IllegalArgumentException if layers do not fit, naming the layer, or for another type
   * @throws IllegalStateException if ND4J keeps its arrays on a device
   */
  public static JetNetwork of(List<JetLayer> layers, JetShape shape, DataType type) {
    requireLayers(layers);
    Objects.requireNonNull(shape, "shape");
    if (Nd4j.getExecutioner().type() != OpExecutioner.ExecutionerType.NATIVE_CPU) {
      throw new IllegalStateException(
          "ND4J's backend is "
              + Nd4j.getExecutioner().type()
              + "; networks on jets need arrays in host memory: use the backend nd4j-native");
    }
    return new JetNetwork(JetEngine.of(layers, shape, type), layers, type);
  }

  private static void requireLayers(List<JetLayer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("layers are empty; expected at least one");
    }
    for (int l = 1; l < layers.size(); l++) {
      int before = layers.get(l - 1).out();
      int in = layers.get(l).in();
      if (in != before) {
        throw new IllegalArgumentException(
            "layer "
                + l
                + " has "
                + in
                + " inputs; expected "
                + before
                + ", as layer before gives");
      }
    }
    for (int l = 0; l < layers.size(); l++) {
      if (layers.get(l).skip()) {
        requireSkip(layers, l);
      }
    }
  }

  private static void requireSkip(List<JetLayer> layers, int layer) {
    if (layer == 0) {
      throw new IllegalArgumentException(
          "layer 0 has a skip; expected none, there is no layer before it to go around");
    }
    int from = layers.get(layer - 1).in();
    int into = layers.get(layer).out();
    if (from > into) {
      throw new IllegalArgumentException(
          "layer "
              + layer
              + " has "
              + into
              + " outputs; expected at least the "
              + from
              + " that its skip adds");
    }
  }

  /** Returns the layers, from the input to the output. */
  public List<JetLayer> layers() {
    return layers;
  }

  /** Returns the coordinates, or other functions, that go in. */
  public int inputs() {
    return engine.inputs();
  }

  /** Returns the functions that come out. */
  public int outputs() {
    return engine.outputs();
  }

  /** Returns the length of the flat parameter vector. */
  public long parameters() {
    return engine.parameters();
  }

  /** Returns the derivatives that travel. */
  public JetShape shape() {
    return engine.shape();
  }

  /** Returns the type of parameters and arithmetic. */
  public DataType type() {
    return type;
  }

  /** Where the network's input jets come from. */
  @FunctionalInterface
  public interface Inputs {
    /** Fills the input jets of points first to first + count - 1: {@code [count, rows, inputs]}. */
    void fill(int first, int count, double[] jets);
  }

  /** A loss that is a sum over blocks of points. */
  @FunctionalInterface
  public interface BlockLoss {
    /**
     * Returns the loss of a block and its derivatives.
     *
     * @param outputs output jets {@code [count, rows, outputs]}
     * @param adjoints receives dL/d(output jets), in the same layout; zeros before
     */
    double at(int first, int count, double[] outputs, double[] adjoints);
  }

  /** Who takes the output jets. */
  @FunctionalInterface
  public interface Outputs {
    /** Takes the output jets {@code [count, rows, outputs]} of a block. */
    void take(int first, int count, double[] outputs);
  }

  /** Residuals of points and their derivatives. */
  @FunctionalInterface
  public interface BlockResidual {
    /**
     * Evaluates the residuals of a block.
     *
     * @param outputs output jets {@code [count, rows, outputs]}
     * @param residuals receives {@code [count, equations]}
     * @param partials receives their derivatives by the point's output jets, {@code [count,
     *     equations, rows, outputs]}; zeros before
     */
    void at(int first, int count, double[] outputs, double[] residuals, double[] partials);
  }

  /** Residuals that depend on unknowns beside the network's parameters, such as eigenvalues. */
  @FunctionalInterface
  public interface ExtendedResidual {
    /**
     * Evaluates the residuals of a block.
     *
     * @param outputs output jets {@code [count, rows, outputs]}
     * @param residuals receives {@code [count, equations]}
     * @param partials receives their derivatives by the point's output jets, {@code [count,
     *     equations, rows, outputs]}; zeros before
     * @param extraPartials receives their derivatives by the other unknowns, {@code [count,
     *     equations, extra]}; zeros before
     */
    void at(
        int first,
        int count,
        double[] outputs,
        double[] residuals,
        double[] partials,
        double[] extraPartials);
  }

  /**
   * Evaluates the network at points 0 to points - 1.
   *
   * @param parameters flat, of this network's type
   * @param points 1 or more
   */
  public void evaluate(INDArray parameters, int points, Inputs inputs, Outputs outputs) {
    requirePoints(points);
    Address from = address("parameters", parameters);
    if (lanes == null) {
      engine.evaluate(from, points, inputs, outputs);
    } else {
      ComputeThreads.inOneSection(
          () -> {
            lanes.evaluate(from, points, inputs, outputs);
            return null;
          });
    }
    Reference.reachabilityFence(parameters);
  }

  /**
   * Returns the loss and its derivatives by all parameters.
   *
   * @param parameters flat, of this network's type
   * @param points 1 or more
   * @param gradient overwritten; flat, of this network's type
   */
  public double gradient(
      INDArray parameters, int points, Inputs inputs, BlockLoss loss, INDArray gradient) {
    requirePoints(points);
    Address from = address("parameters", parameters);
    Address into = address("gradient", gradient);
    double sum =
        ComputeThreads.inOneSection(() -> engine.gradient(from, points, inputs, loss, into));
    Reference.reachabilityFence(parameters);
    Reference.reachabilityFence(gradient);
    return sum;
  }

  /**
   * Returns the loss and its derivatives by all parameters and by the input jets, which lie in
   * memory that the caller keeps alive.
   *
   * @param parameters address of the flat vector, of this network's type
   * @param points 1 or more
   * @param inputs {@code [points, rows, inputs]}, of this network's type
   * @param gradient receives the derivatives by the parameters, flat
   * @param inputGradient receives those by the input jets, in their layout
   */
  public double gradient(
      Address parameters,
      int points,
      Address inputs,
      BlockLoss loss,
      Address gradient,
      Address inputGradient) {
    requirePoints(points);
    long bytes = (long) shape().rows() * inputs() * type.width();
    InputRows rows = new InputRows(inputs, inputGradient, bytes);
    return ComputeThreads.inOneSection(
        () -> engine.gradient(parameters, points, rows, loss, gradient));
  }

  /**
   * Hands out the Jacobian of residuals, some points at a time, in order.
   *
   * <p>Each row of the Jacobian is the exact derivative of one equation at one point, from one
   * backward pass for each equation; beside the products of its rows that is cheap. The unknowns
   * are the parameters of the layers from one on, followed by the others.
   *
   * @param parameters flat, of type DOUBLE as this network
   * @param points 1 or more
   * @param size of the system
   * @param taker gets the panel each time it has been filled
   */
  public void jacobian(
      INDArray parameters,
      int points,
      Inputs inputs,
      SystemSize size,
      ExtendedResidual residual,
      Consumer<NormalEquations.Panel> taker) {
    requirePoints(points);
    if (type != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          "network has type " + type + "; expected DOUBLE for a Jacobian");
    }
    Address base = address("parameters", parameters);
    try (JacobianPanel panel = new JacobianPanel(lanes, base, points, size)) {
      ComputeThreads.inOneSection(
          () -> {
            panel.forEach(points, inputs, residual, taker);
            return null;
          });
    } finally {
      Reference.reachabilityFence(parameters);
    }
  }

  /**
   * How many equations and unknowns a point has.
   *
   * @param equations residuals of a point, 1 or more
   * @param extra unknowns beside the network's parameters, 0 or more
   * @param firstLayer the first layer whose parameters are unknowns; 0 for all
   */
  public record SystemSize(int equations, int extra, int firstLayer) {

    /** Checks the numbers. */
    public SystemSize {
      requireAtLeast("equations", equations, 1);
      requireAtLeast("extra", extra, 0);
      requireAtLeast("firstLayer", firstLayer, 0);
    }
  }

  /**
   * Returns the number of parameters of the layers from one on, which are the last of the flat
   * vector.
   */
  public long parametersFrom(int layer) {
    return layers.subList(layer, layers.size()).stream().mapToLong(JetLayer::count).sum();
  }

  /**
   * Returns the normal equations of residuals that depend on the parameters alone.
   *
   * @param parameters flat, of type DOUBLE as this network
   * @param points 1 or more
   * @param equations residuals of a point, 1 or more
   */
  public NormalEquations normalEquations(
      INDArray parameters, int points, Inputs inputs, int equations, BlockResidual residual) {
    try (NormalEquations.Sum sum = new NormalEquations.Sum(Math.toIntExact(parameters()))) {
      jacobian(
          parameters,
          points,
          inputs,
          new SystemSize(equations, 0, 0),
          (first, count, outputs, residuals, partials, none) ->
              residual.at(first, count, outputs, residuals, partials),
          sum::add);
      return sum.equations();
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " is " + value + "; expected " + least + " or more");
    }
  }

  /** Returns the engine of a network of type DOUBLE. */
  @SuppressWarnings("unchecked")
  JetEngine<double[]> doubles() {
    return (JetEngine<double[]>) engine;
  }

  static void requirePoints(int points) {
    if (points < 1) {
      throw new IllegalArgumentException("points is " + points + "; expected 1 or more");
    }
  }

  /** Returns the address of a flat vector; the caller keeps the array alive. */
  Address address(String name, INDArray flat) {
    if (flat.dataType() != type || flat.length() != parameters() || !isContiguous(flat)) {
      throw new IllegalArgumentException(
          name
              + " is "
              + flat.shapeInfoToString()
              + "; expected "
              + parameters()
              + " contiguous elements of type "
              + type);
    }
    return Address.of(flat);
  }

  private static boolean isContiguous(INDArray flat) {
    return flat.length() == 1 || flat.elementWiseStride() == 1;
  }
}
