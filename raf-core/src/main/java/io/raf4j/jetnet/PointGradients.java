package io.raf4j.jetnet;

import io.raf4j.host.Address;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes each point's own gradient into its row of a Jacobian, flat as the parameters: {@code dW =
 * sum over the point's rows of delta outer x}, the bias from the value's row alone.
 */
final class PointGradients implements JetPass.LayerGradient {

  private final JetEngine<double[]> engine;
  private final List<LayerCoefficients<double[]>> coefficients;
  private final List<LayerSums<double[]>> sums;
  private Address firstRow;
  private long stride;

  PointGradients(JetEngine<double[]> engine, List<LayerCoefficients<double[]>> coefficients) {
    this.engine = engine;
    this.coefficients = coefficients;
    this.sums =
        IntStream.range(0, engine.depth())
            .mapToObj(l -> new LayerSums<>(engine.layer(l), null))
            .toList();
  }

  /** Sets where the first point's row is and the bytes from one point's to the next. */
  void writeTo(Address firstRow, long stride) {
    this.firstRow = firstRow;
    this.stride = stride;
  }

  @Override
  public void differentiate(int layer, Address x, Address z, Address epsilon, int points) {
    DenseBlock<double[]> dense = engine.layer(layer);
    LayerSums<double[]> sum = sums.get(layer);
    boolean learns = dense.learnsCoefficients();
    if (!learns) {
      dense.delta(coefficients.get(layer), z, epsilon, epsilon, points, sum);
    }
    for (int point = 0; point < points; point++) {
      LayerAddresses row = engine.addresses(layer, firstRow.plus(point * stride));
      Address delta = epsilon.plus(dense.outputBytes(point));
      sum.clear();
      if (learns) {
        Address ownZ = z.plus(dense.outputBytes(point));
        dense.delta(coefficients.get(layer), ownZ, delta, delta, 1, sum);
      } else {
        engine.arithmetic().read(delta, sum.bias, dense.out());
      }
      sum.store(row);
      dense.weightGradient(x.plus(dense.inputBytes(point)), delta, 0, row.weights(), 1);
    }
  }
}
