package io.raf4j.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the parameters of one layer, or the gradients in the same places, lie in host memory: byte
 * distances from a base address, negative for what the layer does not have.
 */
final class LayerPlaces {

  /** Stands for a parameter that the layer does not have. */
  static final long ABSENT = -1;

  private final long weights;
  private final long bias;
  private final long[] alpha;
  private final long[] beta;

  LayerPlaces(long weights, long bias, long[] alpha, long[] beta) {
    this.weights = weights;
    this.bias = bias;
    this.alpha = alpha;
    this.beta = beta;
  }

  /** Returns the places of arrays, to be used with the base address 0. */
  static LayerPlaces of(RafTensors tensors) {
    return new LayerPlaces(
        address(tensors.weights()),
        address(tensors.bias()),
        addresses(tensors.alpha()),
        addresses(tensors.beta()));
  }

  private static long[] addresses(INDArray[] arrays) {
    long[] addresses = new long[arrays.length];
    for (int p = 0; p < arrays.length; p++) {
      addresses[p] = address(arrays[p]);
    }
    return addresses;
  }

  /** The pointer of a view is that of the buffer it looks into; the offset comes on top. */
  static long address(INDArray array) {
    return array == null
        ? ABSENT
        : array.data().pointer().address() + array.offset() * array.dataType().width();
  }

  static boolean isPresent(long place) {
    return place >= 0;
  }

  long weights() {
    return weights;
  }

  long bias() {
    return bias;
  }

  long alpha(int term) {
    return alpha[term];
  }

  long beta(int term) {
    return beta[term];
  }
}
