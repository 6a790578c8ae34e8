package io.raf4j.jetnet;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.SampleActivations;
import io.raf4j.basis.Term;
import io.raf4j.jet.JetShape;
import io.raf4j.jet.Partial;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks on jets, their parameters, points and losses, for tests. */
final class JetCases {

  static final int DIMENSION = 2;

  private JetCases() {}

  static Stream<JetShape> shapes() {
    return Stream.of(
        JetShape.value(),
        JetShape.gradient(DIMENSION),
        JetShape.laplacian(DIMENSION),
        JetShape.weightedLaplacian(1, -0.5),
        JetShape.weightedLaplacian(0, 2),
        JetShape.pureSeconds(DIMENSION),
        JetShape.of(DIMENSION, List.of(Partial.along(0, 1), Partial.along(1, 1, 1))),
        JetShape.of(DIMENSION, List.of(Partial.along(0, 0, 1, 1))));
  }

  static Stream<ReproducingActivation> activations() {
    return Stream.of(
        SampleActivations.mixed(), SampleActivations.shared(), Presets.named("x+x^2+sin+gaussian"));
  }

  static ReproducingActivation single(String function) {
    Term term = new Term(BasisFunction.named(function), Coefficient.ONE, Coefficient.ONE);
    return new ReproducingActivation(
        function,
        ReproducingActivation.Mode.MIXED,
        ReproducingActivation.Sharing.NEURON,
        List.of(term));
  }

  static JetLayer layer(ReproducingActivation activation, int in, int out, boolean skip) {
    return new JetLayer(in, out, true, activation, skip);
  }

  /** Returns two residual blocks and a linear layer. */
  static List<JetLayer> residual(
      ReproducingActivation activation, int inputs, int width, int outputs) {
    return List.of(
        layer(activation, inputs, width, false),
        layer(activation, width, width, true),
        layer(activation, width, width, false),
        layer(activation, width, width, true),
        layer(single("x"), width, outputs, false));
  }

  /** Returns hidden layers of the given widths and a linear layer, without skips. */
  static List<JetLayer> plain(ReproducingActivation activation, int inputs, int... widths) {
    List<JetLayer> layers = new ArrayList<>();
    int in = inputs;
    for (int l = 0; l < widths.length; l++) {
      boolean last = l == widths.length - 1;
      layers.add(layer(last ? single("x") : activation, in, widths[l], false));
      in = widths[l];
    }
    return layers;
  }

  static INDArray parameters(JetNetwork network, long seed) {
    double[] values = new Random(seed).doubles(network.parameters(), -0.7, 0.7).toArray();
    return Nd4j.createFromArray(values).castTo(network.type());
  }

  /** Returns a coordinate of a point: something between -0.8 and 0.8. */
  static double coordinate(int point, int k) {
    return 0.8 * Math.sin(1.7 * point + 2.3 * k + 0.4);
  }

  /** Returns the jets of the coordinates. */
  static JetNetwork.Inputs coordinates(JetNetwork network) {
    int inputs = network.inputs();
    JetShape shape = network.shape();
    return (first, count, jets) -> {
      for (int i = 0; i < count; i++) {
        int start = i * shape.rows() * inputs;
        for (int k = 0; k < inputs; k++) {
          jets[start + k] = coordinate(first + i, k);
          if (shape.order() > 0) {
            jets[start + shape.gradientRow(k) * inputs + k] = 1;
          }
        }
      }
    };
  }

  /** Returns the weight of an output of a point in {@link #loss}. */
  private static double slope(int point, int output) {
    return Math.cos(0.9 * point + 1.3 * output);
  }

  /** Returns a loss in which no row of any point is like another. */
  static JetNetwork.BlockLoss loss(JetNetwork network) {
    int length = network.shape().rows() * network.outputs();
    return (first, count, outputs, adjoints) -> {
      double sum = 0;
      for (int i = 0; i < count * length; i++) {
        double slope = slope(first + i / length, i % length);
        sum += slope * outputs[i] + 0.25 * outputs[i] * outputs[i];
        adjoints[i] = slope + 0.5 * outputs[i];
      }
      return sum;
    };
  }

  /** Returns the output jets of all points, {@code [points, rows, outputs]}. */
  static double[] evaluate(JetNetwork network, INDArray parameters, int points) {
    return evaluate(network, parameters, points, coordinates(network));
  }

  static double[] evaluate(
      JetNetwork network, INDArray parameters, int points, JetNetwork.Inputs inputs) {
    int length = network.shape().rows() * network.outputs();
    double[] all = new double[points * length];
    network.evaluate(
        parameters,
        points,
        inputs,
        (first, count, outputs) ->
            System.arraycopy(outputs, 0, all, first * length, count * length));
    return all;
  }

  static JetNetwork doubles(List<JetLayer> layers, JetShape shape) {
    return JetNetwork.of(layers, shape, DataType.DOUBLE);
  }

  /** Returns the flat gradient of {@link #loss}. */
  static double[] gradient(JetNetwork network, INDArray parameters, int points) {
    INDArray gradient =
        Nd4j.valueArrayOf(new long[] {network.parameters()}, Double.NaN, network.type());
    network.gradient(parameters, points, coordinates(network), loss(network), gradient);
    return numbers(gradient);
  }

  /** Returns the numbers of an array in the order of its memory. */
  static double[] numbers(INDArray array) {
    return array.dup(array.ordering()).castTo(DataType.DOUBLE).data().asDouble();
  }
}
