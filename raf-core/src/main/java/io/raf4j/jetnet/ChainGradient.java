package io.raf4j.jetnet;

import io.raf4j.host.Address;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loss and its gradient by all parameters, summed over the blocks of one chain.
 *
 * @param <T> {@code float[]} or {@code double[]}
 */
final class ChainGradient<T> implements JetPass.LayerGradient {

  private final JetEngine<T> engine;
  private final List<LayerCoefficients<T>> coefficients;
  private final Address address;
  private final List<LayerSums<T>> sums;
  private double loss;
  private boolean started;

  /**
   * Makes an empty sum.
   *
   * @param address of the gradient, flat as the parameters
   */
  ChainGradient(JetEngine<T> engine, List<LayerCoefficients<T>> coefficients, Address address) {
    this.engine = engine;
    this.coefficients = coefficients;
    this.address = address;
    this.sums =
        IntStream.range(0, engine.depth())
            .mapToObj(l -> new LayerSums<>(engine.layer(l), engine.weights(l, address)))
            .toList();
  }

  void addBlock(
      JetPass<T> pass,
      int first,
      int count,
      JetNetwork.Inputs inputs,
      JetNetwork.BlockLoss blockLoss) {
    back(pass, first, count, pass.forward(first, count, inputs), blockLoss);
  }

  void addBlock(
      JetPass<T> pass, int first, int count, InputRows inputs, JetNetwork.BlockLoss blockLoss) {
    long start = (long) first * inputs.bytes();
    back(pass, first, count, pass.forward(inputs.jets().plus(start), count), blockLoss);
    pass.inputGradient(inputs.gradient().plus(start), count);
  }

  private void back(
      JetPass<T> pass, int first, int count, double[] outputs, JetNetwork.BlockLoss blockLoss) {
    double[] adjoints = new double[outputs.length];
    loss += blockLoss.at(first, count, outputs, adjoints);
    pass.backward(adjoints, count, this);
    started = true;
  }

  @Override
  public void differentiate(int layer, Address x, Address z, Address epsilon, int points) {
    DenseBlock<T> dense = engine.layer(layer);
    LayerSums<T> sum = sums.get(layer);
    dense.delta(coefficients.get(layer), z, epsilon, epsilon, points, sum);
    dense.weightGradient(x, epsilon, started ? 1 : 0, sum.weights, points);
  }

  void add(ChainGradient<T> other) {
    loss += other.loss;
    for (int l = 0; l < sums.size(); l++) {
      sums.get(l).add(other.sums.get(l));
    }
  }

  /** Writes what is not yet in its place and returns the loss. */
  double store() {
    for (int l = 0; l < sums.size(); l++) {
      sums.get(l).store(engine.addresses(l, address));
    }
    return loss;
  }
}
