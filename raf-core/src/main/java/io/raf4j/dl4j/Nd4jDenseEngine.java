package io.raf4j.dl4j;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes a layer by ND4J's own operations, on whatever device its arrays live: the engine of GPU
 * backends.
 *
 * <p>Several passes over memory for each term, which a device with ten times the bandwidth of a
 * processor affords. Grouped activations multiply by masks of zeros and ones.
 */
final class Nd4jDenseEngine implements DenseEngine {

  private final ReproducingActivation activation;
  private final DataType type;

  Nd4jDenseEngine(ReproducingActivation activation, DataType type) {
    this.activation = activation;
    this.type = type;
  }

  @Override
  public void forward(RafTensors parameters, INDArray x, INDArray z, INDArray y) {
    INDArray preactivation = preactivation(parameters, x);
    if (z != null) {
      z.assign(preactivation);
    }
    y.assign(0);
    for (int p = 0; p < terms().size(); p++) {
      INDArray alpha = row(parameters.alpha()[p], p, true, y.size(1));
      INDArray beta = row(parameters.beta()[p], p, false, y.size(1));
      INDArray value =
          Nd4jFunctions.value(terms().get(p).function(), preactivation.mulRowVector(beta));
      y.addi(value.muliRowVector(alpha));
    }
  }

  @Override
  public void backward(
      RafTensors parameters,
      INDArray x,
      INDArray z,
      INDArray epsilon,
      INDArray epsilonNext,
      RafTensors gradients) {
    INDArray delta = epsilon.like();
    for (int p = 0; p < terms().size(); p++) {
      Term term = terms().get(p);
      INDArray alpha = row(parameters.alpha()[p], p, true, z.size(1));
      INDArray beta = row(parameters.beta()[p], p, false, z.size(1));
      INDArray scaled = z.mulRowVector(beta);
      INDArray slope = Nd4jFunctions.slope(term.function(), scaled).muli(epsilon);
      if (gradients.alpha()[p] != null) {
        INDArray value = Nd4jFunctions.value(term.function(), scaled).muli(epsilon);
        store(value.sum(0), term.alpha().learnable(), gradients.alpha()[p]);
      }
      if (gradients.beta()[p] != null) {
        INDArray sum = slope.mul(z).sum(0).muli(alpha);
        store(sum, term.beta().learnable(), gradients.beta()[p]);
      }
      delta.addi(slope.muliRowVector(alpha.mul(beta)));
    }
    if (gradients.bias() != null) {
      gradients.bias().assign(delta.sum(0));
    }
    gradients.weights().assign(x.transpose().mmul(delta));
    if (epsilonNext != null) {
      epsilonNext.assign(delta.mmul(parameters.weights().transpose()));
    }
  }

  private List<Term> terms() {
    return activation.terms();
  }

  private static INDArray preactivation(RafTensors parameters, INDArray x) {
    INDArray product = x.mmul(parameters.weights());
    return parameters.bias() == null ? product : product.addiRowVector(parameters.bias());
  }

  private static void store(INDArray sum, boolean learnable, INDArray gradient) {
    if (!learnable) {
      gradient.assign(0);
    } else if (gradient.length() == 1) {
      gradient.assign(sum.sumNumber());
    } else {
      gradient.assign(sum);
    }
  }

  /** Returns a coefficient for every neuron, zero where a grouped term is not the neuron's. */
  private INDArray row(INDArray stored, int term, boolean alpha, long width) {
    if (stored != null && stored.length() > 1) {
      return stored;
    }
    Term description = terms().get(term);
    double value =
        stored != null
            ? stored.getDouble(0)
            : (alpha ? description.alpha() : description.beta()).fixed().orElseThrow();
    INDArray row = Nd4j.valueArrayOf(new long[] {width}, value, type);
    if (alpha && activation.mode() == ReproducingActivation.Mode.GROUPED) {
      int[] bounds = activation.groupBounds(Math.toIntExact(width));
      for (int j = 0; j < width; j++) {
        if (j < bounds[term] || j >= bounds[term + 1]) {
          row.putScalar(j, 0);
        }
      }
    }
    return row;
  }
}
