package io.raf4j.jetnet;

import io.raf4j.host.Address;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the parameters of one layer, or the gradients in the same places, are in host memory.
 *
 * <p>Null stands for what the layer does not have, or what nobody asks for. Immutable.
 */
public final class LayerAddresses {

  private final Address weights;
  private final Address bias;
  private final Address[] alpha;
  private final Address[] beta;

  /** Takes the arrays of addresses, without copying them. */
  LayerAddresses(Address weights, Address bias, Address[] alpha, Address[] beta) {
    this.weights = weights;
    this.bias = bias;
    this.alpha = alpha;
    this.beta = beta;
  }

  /**
   * Returns the addresses of arrays, which the caller keeps alive.
   *
   * @param weights W
   * @param bias b, or null
   * @param alpha those of every term, or null where a term has none
   * @param beta those of every term, or null where a term has none
   */
  public static LayerAddresses of(
      INDArray weights, INDArray bias, INDArray[] alpha, INDArray[] beta) {
    return new LayerAddresses(
        Address.of(Objects.requireNonNull(weights, "weights")),
        addressOrNull(bias),
        addresses(alpha),
        addresses(beta));
  }

  private static Address[] addresses(INDArray[] arrays) {
    Address[] addresses = new Address[arrays.length];
    for (int p = 0; p < arrays.length; p++) {
      addresses[p] = addressOrNull(arrays[p]);
    }
    return addresses;
  }

  private static Address addressOrNull(INDArray array) {
    return array == null ? null : Address.of(array);
  }

  /** Returns the address of W. */
  Address weights() {
    return weights;
  }

  /** Returns the address of b, or null. */
  Address bias() {
    return bias;
  }

  /** Returns the address of a term's alpha, or null. */
  Address alpha(int term) {
    return alpha[term];
  }

  /** Returns the address of a term's beta, or null. */
  Address beta(int term) {
    return beta[term];
  }
}
