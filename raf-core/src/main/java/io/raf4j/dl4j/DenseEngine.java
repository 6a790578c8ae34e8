package io.raf4j.dl4j;

import io.raf4j.basis.ReproducingActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes Z = X W + b, Y = sigma(Z) and the gradients of a loss through them.
 *
 * <p>{@code X: [batch, in]}, {@code Z, Y: [batch, out]}, {@code epsilon = dL/dY: [batch, out]},
 * {@code epsilonNext = dL/dX: [batch, in]}, all row-major and contiguous; none may alias another.
 * Engines agree within rounding. One engine belongs to one layer and is used by one thread at a
 * time.
 */
sealed interface DenseEngine permits FusedDenseEngine, Nd4jDenseEngine {

  /**
   * Computes Y, and Z where the caller wants it kept for {@link #backward}.
   *
   * @param z receives what backward needs, or null when no backward pass follows
   */
  void forward(RafTensors parameters, INDArray x, INDArray z, INDArray y);

  /**
   * Computes all gradients.
   *
   * @param z what {@link #forward} wrote for the same X and parameters
   * @param epsilonNext receives dL/dX, or null when nobody asks for it
   * @param gradients receive dL/dW, dL/db, dL/dalpha, dL/dbeta; overwritten
   */
  void backward(
      RafTensors parameters,
      INDArray x,
      INDArray z,
      INDArray epsilon,
      INDArray epsilonNext,
      RafTensors gradients);

  /**
   * Chooses the fused engine where ND4J's arrays live in host memory, ND4J's own operations on a
   * device.
   *
   * @throws IllegalArgumentException for another type than FLOAT or DOUBLE
   */
  static DenseEngine of(ReproducingActivation activation, int in, int out, DataType type) {
    OpExecutioner.ExecutionerType backend = Nd4j.getExecutioner().type();
    return backend == OpExecutioner.ExecutionerType.NATIVE_CPU
        ? new FusedDenseEngine(activation, in, out, type)
        : new Nd4jDenseEngine(activation, type);
  }
}
