package io.raf4j.nn;

import io.raf4j.basis.Distribution;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Draws the weights of input axis a from N(0, deviation_a^2): a first layer whose frequencies fit a
 * signal that varies faster along one axis than along another.
 *
 * <p>{@code W: [in, out]}, one deviation an input. A sine of scale omega then sees frequencies of
 * deviation omega deviation_a along axis a. Numbers come from a counter-based stream seeded by one
 * draw of ND4J's generator.
 *
 * @param deviations standard deviation of each input's weights, not negative
 */
public record AxisWeightInit(@JsonProperty("deviations") double[] deviations)
    implements IWeightInit {

  /** Checks and copies the deviations. */
  public AxisWeightInit {
    deviations = deviations.clone();
    for (double deviation : deviations) {
      if (!(deviation >= 0) || Double.isInfinite(deviation)) {
        throw new IllegalArgumentException(
            "deviations are " + Arrays.toString(deviations) + "; expected finite, 0 or more");
      }
    }
  }

  /** Returns a copy of the deviations. */
  @Override
  public double[] deviations() {
    return deviations.clone();
  }

  @Override
  public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray paramView) {
    if (shape[0] != deviations.length) {
      throw new IllegalArgumentException(
          "the layer has " + shape[0] + " inputs; expected " + deviations.length);
    }
    DoubleSupplier uniform =
        RandomStream.of(Nd4j.getRandom().nextLong(), Purpose.INITIALISATION, 0, 0).asUniform();
    INDArray weights = paramView.reshape(order, shape);
    Distribution standard = new Distribution.Normal(0, 1);
    for (long unit = 0; unit < shape[1]; unit++) {
      for (int axis = 0; axis < deviations.length; axis++) {
        weights.putScalar(axis, unit, deviations[axis] * standard.sample(uniform));
      }
    }
    return weights;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AxisWeightInit that && Arrays.equals(deviations, that.deviations);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(deviations);
  }

  @Override
  public String toString() {
    return "AxisWeightInit" + Arrays.toString(deviations);
  }
}
