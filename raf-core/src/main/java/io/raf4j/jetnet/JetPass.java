package io.raf4j.jetnet;

import io.raf4j.host.Address;
import io.raf4j.host.HostArithmetic;
import io.raf4j.host.HostMemory;
import java.util.List;

/**
 * A thread's way through all layers with one block of points after the other.
 *
 * <p>Holds what the backward pass needs of the block: the input, Z and Y of every layer; and three
 * adjoints, of a layer's output, its input, and the input of the layer below it, where a skip ends.
 *
 * @param <T> {@code float[]} or {@code double[]}
 */
final class JetPass<T> implements AutoCloseable {

  /** What is done with each layer on the way back. */
  @FunctionalInterface
  interface LayerGradient {
    /**
     * Differentiates by a layer's parameters, and turns epsilon into delta.
     *
     * @param x the layer's input
     * @param z X W
     * @param epsilon the derivative by the layer's output, without skip
     */
    void differentiate(int layer, Address x, Address z, Address epsilon, int points);
  }

  private final JetEngine<T> engine;
  private final HostArithmetic<T> arithmetic;
  private final Address base;
  private final List<LayerCoefficients<T>> coefficients;
  private final HostMemory memory;
  private final Address ownInput;

  /** Where the input jets of the block are: in this object's memory or in the caller's. */
  private Address input;

  private final Address[] z;
  private final Address[] y;
  private final Address[] adjoints = new Address[BlockMemory.ADJOINTS];
  private double[] inputJets = {};
  private double[] outputJets = {};

  /**
   * Borrows the memory of a block.
   *
   * @param base address of the network's parameters
   * @param points that a block has at most
   */
  JetPass(JetEngine<T> engine, Address base, List<LayerCoefficients<T>> coefficients, int points) {
    this.engine = engine;
    this.arithmetic = engine.arithmetic();
    this.base = base;
    this.coefficients = coefficients;
    this.memory = HostMemory.lent(engine.memory().blockBytes(points));
    BlockMemory sizes = engine.memory();
    int depth = engine.depth();
    z = new Address[depth];
    y = new Address[depth];
    ownInput = memory.address();
    Address next = ownInput.plus(sizes.jetBytes(engine.inputs(), points));
    for (int l = 0; l < depth; l++) {
      long output = sizes.jetBytes(engine.layer(l).out(), points);
      z[l] = next;
      y[l] = z[l].plus(output);
      next = y[l].plus(output);
    }
    for (int i = 0; i < adjoints.length; i++) {
      adjoints[i] = next;
      next = next.plus(sizes.widestBytes(points));
    }
  }

  /** Evaluates a block and returns its output jets, in an array that the next block overwrites. */
  double[] forward(int first, int count, JetNetwork.Inputs inputs) {
    int rows = engine.shape().rows();
    inputJets = ofLength(inputJets, count * rows * engine.inputs());
    inputs.fill(first, count, inputJets);
    arithmetic.writeDoubles(inputJets, ownInput);
    return forward(ownInput, count);
  }

  /**
   * Evaluates a block whose input jets are in memory, and returns its output jets, in an array that
   * the next block overwrites.
   */
  double[] forward(Address jets, int count) {
    int rows = engine.shape().rows();
    input = jets;
    for (int l = 0; l < engine.depth(); l++) {
      DenseBlock<T> layer = engine.layer(l);
      Address weights = engine.weights(l, base);
      layer.forward(coefficients.get(l), weights, output(l - 1), z[l], y[l], count);
      if (engine.skips(l)) {
        addSkip(l, count);
      }
    }
    outputJets = ofLength(outputJets, count * rows * engine.outputs());
    arithmetic.readDoubles(y[engine.depth() - 1], outputJets);
    return outputJets;
  }

  private static double[] ofLength(double[] array, int length) {
    return array.length == length ? array : new double[length];
  }

  /** Returns the address of a layer's output, of the network's input for -1. */
  private Address output(int layer) {
    return layer < 0 ? input : y[layer];
  }

  private void addSkip(int layer, int points) {
    int from = engine.layer(layer - 1).in();
    int into = engine.layer(layer).out();
    int rows = points * engine.shape().rows();
    if (from == into) {
      arithmetic.addAt(y[layer], output(layer - 2), rows * from);
      return;
    }
    for (int column = 0; column < from; column++) {
      long bytes = (long) column * arithmetic.bytes();
      arithmetic.addAt(y[layer].plus(bytes), into, output(layer - 2).plus(bytes), from, rows);
    }
  }

  /**
   * Goes back through all layers.
   *
   * @param outputAdjoints derivatives by the output jets of the block that went forward last
   */
  void backward(double[] outputAdjoints, int points, LayerGradient gradient) {
    int last = engine.depth() - 1;
    arithmetic.writeDoubles(outputAdjoints, adjoint(last));
    for (int l = last; l >= 0; l--) {
      if (engine.skips(l) && l >= 2) {
        startWithSkip(l, points);
      }
      gradient.differentiate(l, output(l - 1), z[l], adjoint(l), points);
      if (l > 0) {
        double keep = l < last && engine.skips(l + 1) ? 1 : 0;
        Address weights = engine.weights(l, base);
        engine.layer(l).inputGradient(weights, adjoint(l), keep, adjoint(l - 1), points);
      }
    }
  }

  /** Differentiates by the input, after {@link #backward}. */
  void inputGradient(Address into, int points) {
    engine.layer(0).inputGradient(engine.weights(0, base), adjoint(0), 0, into, points);
  }

  private Address adjoint(int layer) {
    return adjoints[layer % BlockMemory.ADJOINTS];
  }

  /** What comes through the skip is the first part of the adjoint of the output it starts from. */
  private void startWithSkip(int layer, int points) {
    int width = engine.layer(layer - 2).out();
    int from = engine.layer(layer).out();
    int rows = points * engine.shape().rows();
    if (width == from) {
      arithmetic.copyAt(adjoint(layer - 2), 1, adjoint(layer), 1, rows * width);
      return;
    }
    for (int column = 0; column < width; column++) {
      long bytes = (long) column * arithmetic.bytes();
      arithmetic.copyAt(
          adjoint(layer - 2).plus(bytes), width, adjoint(layer).plus(bytes), from, rows);
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
