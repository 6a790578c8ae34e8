package io.raf4j.dl4j;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.host.Address;
import io.raf4j.jetnet.DenseBatch;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes a layer on host memory, by {@link DenseBatch} on the arrays' own memory. */
final class FusedDenseEngine implements DenseEngine {

  private final DenseBatch<?> layer;

  FusedDenseEngine(ReproducingActivation activation, int in, int out, DataType type) {
    this.layer = DenseBatch.of(activation, in, out, type);
  }

  @Override
  public void forward(RafTensors parameters, INDArray x, INDArray z, INDArray y) {
    layer.forward(
        parameters.addresses(),
        Math.toIntExact(x.size(0)),
        Address.of(x),
        z == null ? null : Address.of(z),
        Address.of(y));
    keepAlive(parameters.weights(), x, z, y);
  }

  @Override
  public void backward(
      RafTensors parameters,
      INDArray x,
      INDArray z,
      INDArray epsilon,
      INDArray epsilonNext,
      RafTensors gradients) {
    layer.backward(
        parameters.addresses(),
        Math.toIntExact(x.size(0)),
        Address.of(x),
        Address.of(z),
        Address.of(epsilon),
        epsilonNext == null ? null : Address.of(epsilonNext),
        gradients.addresses());
    keepAlive(parameters.weights(), x, z, epsilon, epsilonNext, gradients.weights());
  }

  /**
   * Holds arrays whose addresses were in use until here: nothing else keeps the collector from
   * freeing memory that only addresses know.
   */
  private static void keepAlive(INDArray... arrays) {
    for (INDArray array : arrays) {
      Reference.reachabilityFence(array);
    }
  }
}
