package io.raf4j.dl4j;

import io.raf4j.host.Address;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam's step on a block of DL4J's parameters in one pass over them:
 *
 * <pre>
 *   m = beta1 m + (1 - beta1) g    v = beta2 v + (1 - beta2) g^2
 *   p = p - rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)
 * </pre>
 *
 * <p>DL4J's own step is several operations of ND4J, each of which costs more than the arithmetic of
 * ten thousand parameters. The two agree within rounding.
 */
final class DenseAdam {

  private DenseAdam() {}

  /**
   * Takes a step at the parameters of a block.
   *
   * @param parameters flat, of type FLOAT, as gradients
   * @param scale factor of the gradient
   */
  static void step(
      Adam config,
      UpdaterBlock block,
      INDArray parameters,
      INDArray gradients,
      int iteration,
      int epoch,
      double scale) {
    int first = block.getParamOffsetStart();
    int length = block.getParamOffsetEnd() - first;
    long start = (long) first * Float.BYTES;
    FloatBuffer p = Address.of(parameters).plus(start).floats(length);
    FloatBuffer g = Address.of(gradients).plus(start).floats(length);
    FloatBuffer state = Address.of(block.getUpdaterView()).floats(2 * length);
    float beta1 = (float) config.getBeta1();
    float beta2 = (float) config.getBeta2();
    float epsilon = (float) config.getEpsilon();
    int t = iteration + 1;
    double corrected =
        Math.sqrt(1 - StrictMath.pow(config.getBeta2(), t))
            / (1 - StrictMath.pow(config.getBeta1(), t));
    float rate = (float) (config.getLearningRate(iteration, epoch) * corrected);
    float factor = (float) scale;
    for (int i = 0; i < length; i++) {
      float gradient = g.get(i) * factor;
      float m = beta1 * state.get(i) + (1 - beta1) * gradient;
      float v = beta2 * state.get(length + i) + (1 - beta2) * gradient * gradient;
      state.put(i, m);
      state.put(length + i, v);
      p.put(i, p.get(i) - rate * m / ((float) Math.sqrt(v) + epsilon));
    }
    Reference.reachabilityFence(parameters);
    Reference.reachabilityFence(gradients);
    Reference.reachabilityFence(block);
  }
}
