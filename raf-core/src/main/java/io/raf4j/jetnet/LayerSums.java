package io.raf4j.jetnet;

import io.raf4j.host.Address;
import io.raf4j.host.HostArithmetic;

/**
 * Gradient sums of one layer over some points; the weights' part lives outside the heap, or is kept
 * by somebody else.
 *
 * @param <T> {@code float[]} or {@code double[]}
 */
final class LayerSums<T> {

  private final HostArithmetic<T> arithmetic;
  private final int terms;
  private final int in;
  private final int out;
  private final boolean shared;
  final Address weights;
  final T bias;
  final T alpha;
  final T beta;

  /**
   * Makes sums of nothing.
   *
   * @param weights where dW is summed, null where it is not summed here
   */
  LayerSums(DenseBlock<T> layer, Address weights) {
    this.arithmetic = layer.arithmetic();
    this.terms = layer.terms();
    this.in = layer.in();
    this.out = layer.out();
    this.shared = layer.sharesCoefficients();
    this.weights = weights;
    this.bias = arithmetic.array(out);
    this.alpha = arithmetic.array(terms * out);
    this.beta = arithmetic.array(terms * out);
  }

  void add(LayerSums<T> other) {
    arithmetic.addAt(weights, other.weights, in * out);
    arithmetic.add(bias, other.bias);
    arithmetic.add(alpha, other.alpha);
    arithmetic.add(beta, other.beta);
  }

  /** Sets all sums but the weights' to zero. */
  void clear() {
    arithmetic.clear(bias);
    arithmetic.clear(alpha);
    arithmetic.clear(beta);
  }

  /** Writes all sums but the weights' to their places. */
  void store(LayerAddresses into) {
    if (into.bias() != null) {
      arithmetic.write(bias, into.bias(), out);
    }
    for (int p = 0; p < terms; p++) {
      store(alpha, p, into.alpha(p));
      store(beta, p, into.beta(p));
    }
  }

  private void store(T table, int term, Address into) {
    if (into == null) {
      return;
    }
    T values = arithmetic.array(shared ? 1 : out);
    double sum = 0;
    for (int j = 0; j < out; j++) {
      double value = arithmetic.get(table, term * out + j);
      sum += value;
      arithmetic.set(values, shared ? 0 : j, shared ? sum : value);
    }
    arithmetic.write(values, into, shared ? 1 : out);
  }
}
