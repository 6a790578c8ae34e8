package io.raf4j.dl4j;

import io.raf4j.jetnet.LayerAddresses;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of one layer, or the gradients in the same places.
 *
 * <p>{@code weights: [in, out]} in column-major order, {@code bias: [out]} or null; {@code
 * alpha[p]} and {@code beta[p]} are {@code [out]} (a coefficient per neuron) or {@code [1]} (one
 * for the layer), null where term p's coefficient is a constant.
 */
record RafTensors(INDArray weights, INDArray bias, INDArray[] alpha, INDArray[] beta) {

  /** Returns where the arrays are in host memory; the caller keeps them alive. */
  LayerAddresses addresses() {
    return LayerAddresses.of(weights, bias, alpha, beta);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RafTensors that
        && weights.equals(that.weights)
        && java.util.Objects.equals(bias, that.bias)
        && Arrays.equals(alpha, that.alpha)
        && Arrays.equals(beta, that.beta);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new int[] {weights.hashCode(), Arrays.hashCode(alpha)});
  }

  @Override
  public String toString() {
    return "RafTensors[" + alpha.length + " terms, W " + Arrays.toString(weights.shape()) + "]";
  }
}
