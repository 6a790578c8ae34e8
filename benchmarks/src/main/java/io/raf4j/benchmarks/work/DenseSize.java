package io.raf4j.benchmarks.work;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.dl4j.RafDenseLayer;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/**
 * A dense layer of a work.
 *
 * @param in inputs
 * @param out neurons
 * @param activation of the neurons
 * @param skip whether the input of the layer before is added to the output
 */
public record DenseSize(int in, int out, ReproducingActivation activation, boolean skip) {

  private static DenseSize of(RafDenseLayer layer) {
    return new DenseSize(
        Math.toIntExact(layer.getNIn()),
        Math.toIntExact(layer.getNOut()),
        layer.reproducingActivation(),
        false);
  }

  /** Returns the dense layers of a network, from the first to the last; none has a skip. */
  static List<DenseSize> allOf(MultiLayerConfiguration configuration) {
    return configuration.getConfs().stream()
        .map(NeuralNetConfiguration::getLayer)
        .filter(RafDenseLayer.class::isInstance)
        .map(layer -> of((RafDenseLayer) layer))
        .toList();
  }
}
