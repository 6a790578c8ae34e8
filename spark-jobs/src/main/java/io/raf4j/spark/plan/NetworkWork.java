package io.raf4j.spark.plan;

import java.util.List;

/**
 * The size of a network as far as training it costs anything.
 *
 * <pre>
 *   flops an example    6 rows sum_l in_l out_l          (X W forward; dX and dW backward)
 *   terms an example    rows sum_l out_l terms_l
 *   B, bytes of state   z p (1 + updater)                (Adam keeps two numbers a parameter)
 * </pre>
 *
 * @param layers dense layers, from the first to the last
 * @param parameters p: trained numbers
 * @param updater numbers that the updater keeps for a parameter; 2 for Adam
 * @param bytes z: of a number, 4 or 8
 * @param rows numbers that travel through the network for an example: 1 for a value, the rows of
 *     the jet for equations
 */
public record NetworkWork(
    List<LayerWork> layers, long parameters, int updater, int bytes, int rows) {

  /** Rows that go through all layers at a time, about. */
  private static final long BLOCK_ROWS = 512;

  /** Checks the numbers. */
  public NetworkWork {
    layers = List.copyOf(layers);
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
    return bytes * parameters * (1 + updater);
  }

  /**
   * Estimates the memory outside the Java heap, in bytes, that a task of one thread needs to train:
   * inputs and targets of the batch; of a block, Z and Y of every layer and three gradients of the
   * widest; and a parameter's value, gradient and updater state with partial sums of the gradient,
   * 20 numbers.
   *
   * @param batch examples of a step
   */
  public long taskBytes(long batch) {
    long widest = layers.stream().mapToLong(LayerWork::out).max().orElseThrow();
    long outputs = layers.get(layers.size() - 1).out();
    long both = 2 * layers.stream().mapToLong(LayerWork::out).sum();
    long examples = batch * (layers.get(0).in() + outputs);
    long block = Math.min(batch * rows, BLOCK_ROWS) * (both + 3 * widest);
    return bytes * (examples + block + 20 * parameters);
  }
}
