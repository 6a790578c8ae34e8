package io.raf4j.benchmarks.work;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.dl4j.RafDenseLayer;

/**
 * A dense layer of a work.
 *
 * @param in inputs
 * @param out neurons
 * @param activation of the neurons
 * @param skip whether the input of the layer before is added to the output
 */
public record DenseSize(int in, int out, ReproducingActivation activation, boolean skip) {

  static DenseSize of(RafDenseLayer layer, boolean skip) {
    return new DenseSize(
        Math.toIntExact(layer.getNIn()),
        Math.toIntExact(layer.getNOut()),
        layer.reproducingActivation(),
        skip);
  }
}
