package io.raf4j.jetnet;

import io.raf4j.host.Address;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes what each layer contributes to the points' own gradients: inputs, deltas, and the
 * gradients of the learnable coefficients, instead of the weights' gradients themselves.
 */
final class TangentGradients implements JetPass.LayerGradient {

  private final JetEngine<double[]> engine;
  private final List<LayerCoefficients<double[]>> coefficients;
  private final List<TangentLayer> layers;
  private final List<LayerSums<double[]>> sums;
  private int first;
  private int output;

  TangentGradients(
      JetEngine<double[]> engine,
      List<LayerCoefficients<double[]>> coefficients,
      List<TangentLayer> layers) {
    this.engine = engine;
    this.coefficients = coefficients;
    this.layers = layers;
    this.sums =
        IntStream.range(0, engine.depth())
            .mapToObj(l -> new LayerSums<>(engine.layer(l), null))
            .toList();
  }

  /** Goes through a block of points forward, and backward once for each output. */
  void addBlock(JetPass<double[]> pass, int start, int count, JetNetwork.Inputs inputs) {
    pass.forward(start, count, inputs);
    first = start;
    int outputs = engine.outputs();
    double[] adjoints = new double[count * outputs];
    for (output = 0; output < outputs; output++) {
      Arrays.fill(adjoints, 0);
      for (int point = 0; point < count; point++) {
        adjoints[point * outputs + output] = 1;
      }
      pass.backward(adjoints, count, this);
    }
  }

  @Override
  public void differentiate(int layer, Address x, Address z, Address epsilon, int points) {
    DenseBlock<double[]> dense = engine.layer(layer);
    TangentLayer into = layers.get(layer);
    LayerSums<double[]> sum = sums.get(layer);
    if (output == 0) {
      engine.arithmetic().copyAt(into.input(first), 1, x, 1, points * dense.in());
    }
    if (into.columns() == 0) {
      dense.delta(coefficients.get(layer), z, epsilon, epsilon, points, sum);
    } else {
      for (int point = 0; point < points; point++) {
        Address delta = epsilon.plus(dense.outputBytes(point));
        sum.clear();
        Address ownZ = z.plus(dense.outputBytes(point));
        dense.delta(coefficients.get(layer), ownZ, delta, delta, 1, sum);
        sum.store(into.coefficients(first + point, output));
      }
    }
    for (int point = 0; point < points; point++) {
      Address delta = epsilon.plus(dense.outputBytes(point));
      engine.arithmetic().copyAt(into.delta(first + point, output), 1, delta, 1, dense.out());
    }
  }
}
