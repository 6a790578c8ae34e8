package io.raf4j.spark.training;

import io.raf4j.jetnet.BlockMemory;
import java.util.List;
import java.util.stream.Stream;

/**
 * The size of a network as far as training it costs anything.
 *
 * <pre>
 *   flops an example    6 rows sum_l in_l out_l          (X W forward; dX and dW backward)
 *   terms an example    rows sum_l out_l terms_l
 *   B, bytes of state   z (p + tables) (1 + updater)     (Adam keeps two numbers a parameter)
 *   task(b)             c z b (in_1 + out_L) + gradient(b) + z (p + tables) + B     (c = 2, of equations 3)
 *   gradient(b)         of {@link BlockMemory}, a block for each thread however large b is; where the
 *                       whole batch goes through a layer at a time z b (2 sum_l out_l + 2 max_l out_l)
 * </pre>
 *
 * @param layers dense layers, from the first to the last
 * @param parameters p: trained numbers
 * @param updater numbers that the updater keeps for a parameter; 2 for Adam, and for Adam beside
 *     Muon, which keeps one, as an upper bound
 * @param bytes z: of a number, 4 or 8
 * @param rows numbers that travel through the network for an example: 1 for a value, the rows of
 *     the jet for equations
 * @param isBlockwise whether a block of examples goes through all layers before the next one, or
 *     the whole batch through one layer after the other
 * @param byMuon those of the layers whose steps Muon orthogonalises, a cost of every step whatever
 *     its batch; none where Adam trains all
 * @param tables numbers of an encoding's tables, which are trained and travel as parameters do, and
 *     of which a step touches a few; 0 for none
 */
public record NetworkWork(
    List<LayerWork> layers,
    long parameters,
    int updater,
    int bytes,
    int rows,
    boolean isBlockwise,
    List<LayerWork> byMuon,
    long tables) {

  /** Examples on which jobs evaluate a network at a time. */
  public static final int EVALUATED_AT_ONCE = 16_384;

  /**
   * Arrays of Java are copied whole by JNI, while they become tensors; DL4J's way of a step, which
   * equations take, keeps one more of what goes in.
   */
  private static final long COPIES = 2;

  /** Makes the size of a network without tables that Muon does not train. */
  public NetworkWork(
      List<LayerWork> layers,
      long parameters,
      int updater,
      int bytes,
      int rows,
      boolean isBlockwise) {
    this(layers, parameters, updater, bytes, rows, isBlockwise, List.of(), 0);
  }

  /** Checks the numbers. */
  public NetworkWork {
    layers = List.copyOf(layers);
    byMuon = List.copyOf(byMuon);
    if (layers.isEmpty() || parameters < 1 || updater < 0 || rows < 1) {
      throw new IllegalArgumentException(
          String.format(
              "a network has %d layers, %d parameters, %d numbers of updater state a parameter, %d"
                  + " rows; expected 1 or more layers, parameters and rows",
              layers.size(), parameters, updater, rows));
    }
    if (bytes != 4 && bytes != 8) {
      throw new IllegalArgumentException("bytes is " + bytes + "; expected 4 or 8");
    }
  }

  /**
   * Returns this network behind tables of features, which are trained and travel as parameters do;
   * reading them is not counted.
   *
   * @param numbers of all tables
   */
  public NetworkWork behind(long numbers) {
    return new NetworkWork(layers, parameters, updater, bytes, rows, isBlockwise, byMuon, numbers);
  }

  /** Returns this network with some of its layers trained by Muon. */
  public NetworkWork byMuon(List<LayerWork> some) {
    return new NetworkWork(layers, parameters, updater, bytes, rows, isBlockwise, some, tables);
  }

  /** Returns the flops of the matrix products of one training step, for an example. */
  public double flops() {
    return 6.0 * rows * layers.stream().mapToDouble(l -> (double) l.in() * l.out()).sum();
  }

  /** Returns the terms of activations that one training step evaluates, for an example. */
  public double terms() {
    return (double) rows * layers.stream().mapToDouble(l -> (double) l.out() * l.terms()).sum();
  }

  /** Returns the bytes of parameters and updater state, which travel in a round. */
  public long stateBytes() {
    return bytes * (parameters + tables) * (1 + updater);
  }

  /**
   * Returns the bytes outside the Java heap that a task needs to train: inputs and targets of the
   * batch and a copy on their way, what its gradient is computed in, and a parameter's value,
   * gradient and updater state.
   *
   * @param batch examples of a step
   * @param threads of the task
   */
  public long taskBytes(int batch, int threads) {
    long examples = (long) bytes * batch * (layers.get(0).in() + outputs());
    long copies = isBlockwise && rows == 1 ? COPIES : COPIES + 1;
    return copies * examples
        + workingBytes(batch, threads)
        + bytes * (parameters + tables)
        + stateBytes();
  }

  /**
   * Returns the bytes outside the Java heap in which a gradient is computed.
   *
   * @param batch examples
   * @param threads that compute it
   */
  public long workingBytes(int batch, int threads) {
    return isBlockwise ? blocks().gradientBytes(batch, threads) : layerwiseBytes(batch);
  }

  /**
   * Returns the bytes outside the Java heap that a thread keeps for evaluating the network on many
   * examples, {@link #EVALUATED_AT_ONCE} of them at a time: inputs and outputs of a layer.
   */
  public long evaluationBytes() {
    return bytes * EVALUATED_AT_ONCE * (layers.get(0).in() + outputs() + 2 * widest());
  }

  private BlockMemory blocks() {
    List<Integer> widths =
        Stream.concat(Stream.of(layers.get(0).in()), layers.stream().map(LayerWork::out)).toList();
    return new BlockMemory(widths, rows, bytes, parameters);
  }

  /** Z and Y of every layer, and two gradients of the widest. */
  private long layerwiseBytes(int batch) {
    long all = layers.stream().mapToLong(LayerWork::out).sum();
    return (long) bytes * batch * rows * (2 * all + 2 * widest());
  }

  private long widest() {
    return layers.stream().mapToLong(LayerWork::out).max().orElseThrow();
  }

  private long outputs() {
    return layers.get(layers.size() - 1).out();
  }
}
