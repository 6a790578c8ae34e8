package io.raf4j.nn;

import java.util.Objects;

/**
 * One layer of a {@link JetNetwork}.
 *
 * <pre>
 *   y_l = sigma(y_(l-1) W + b)                      without skip
 *   y_l = sigma(y_(l-1) W + b) + [y_(l-2), 0]       with skip
 * </pre>
 *
 * <p>The skip takes the input of the layer before, padded with zeros to this layer's width, so a
 * residual block is two layers, the second with skip. {@code y_(-1)} is the network's input.
 *
 * @param dense the layer's size, bias and activation; its initialisation and updater play no part
 * @param skip whether the input of the layer before is added to the output
 */
public record JetLayer(RafDenseLayer dense, boolean skip) {

  /** Checks that the layer is there. */
  public JetLayer {
    Objects.requireNonNull(dense, "dense");
  }
}
