package io.raf4j.jetnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.SampleActivations;
import io.raf4j.basis.Term;
import io.raf4j.dl4j.RafDenseLayer;
import io.raf4j.host.ComputeThreads;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.jet.Partial;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Whole networks on jets: what they compute, and its derivatives. */
class JetNetworkTest {

  private static final int WIDTH = 8;

  /** A central difference of fourth order: narrow Gaussians have large derivatives. */
  private static final double[] FACTORS = {1 / 12.0, -2 / 3.0, 2 / 3.0, -1 / 12.0};

  private static final int[] STEPS = {-2, -1, 1, 2};

  private final int threads = ComputeThreads.count();

  @AfterEach
  void useTheThreadsOfBefore() {
    ComputeThreads.setCount(threads);
  }

  static Stream<Arguments> shapesAndActivations() {
    return JetCases.shapes()
        .flatMap(
            shape -> JetCases.activations().map(activation -> Arguments.of(shape, activation)));
  }

  static Stream<JetShape> shapes() {
    return JetCases.shapes();
  }

  static Stream<ReproducingActivation> activations() {
    return JetCases.activations();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void valuesAndGradientsAreThoseOfTheLayersInDl4j(ReproducingActivation activation) {
    int points = 203;
    List<JetLayer> layers = JetCases.plain(activation, 2, 7, 9, 3);
    JetNetwork network = JetCases.doubles(layers, JetShape.value());
    MultiLayerNetwork reference = reference(layers);
    INDArray parameters = JetCases.parameters(network, 1);
    reference.setParams(parameters.reshape(1, parameters.length()));
    INDArray x = Nd4j.create(DataType.DOUBLE, points, 2);
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, points, 3);
    for (int i = 0; i < points; i++) {
      x.putScalar(i, 0, JetCases.coordinate(i, 0));
      x.putScalar(i, 1, JetCases.coordinate(i, 1));
    }
    assertThat(JetCases.evaluate(network, parameters, points))
        .containsExactly(JetCases.numbers(reference.output(x)), within(1e-12));
    reference.setInput(x);
    reference.setLabels(labels);
    reference.computeGradientAndScore();
    INDArray gradient = Nd4j.create(DataType.DOUBLE, network.parameters());
    // DL4J divides by the number of points in the score and, later, in the updater.
    double loss =
        network.gradient(
            parameters,
            points,
            JetCases.coordinates(network),
            (first, count, outputs, adjoints) -> {
              double sum = 0;
              for (int i = 0; i < outputs.length; i++) {
                adjoints[i] = 2 * outputs[i] / 3;
                sum += outputs[i] * outputs[i] / 3 / points;
              }
              return sum;
            },
            gradient);
    assertThat(loss).isCloseTo(reference.score(), within(1e-12));
    assertThat(JetCases.numbers(gradient))
        .containsExactly(JetCases.numbers(reference.gradient().gradient()), within(1e-12));
  }

  private static MultiLayerNetwork reference(List<JetLayer> layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).seed(3).list();
    for (JetLayer layer : layers) {
      list.layer(
          new RafDenseLayer.Builder()
              .nIn(layer.in())
              .nOut(layer.out())
              .reproducing(layer.activation())
              .build());
    }
    list.layer(
        new LossLayer.Builder(LossFunctions.LossFunction.MSE)
            .activation(Activation.IDENTITY)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    return network;
  }

  @Test
  void aSkipAddsTheInputOfTheLayerBefore() {
    List<JetLayer> layers =
        List.of(
            JetCases.layer(JetCases.single("x"), 2, 3, false),
            JetCases.layer(JetCases.single("x"), 3, 3, true),
            JetCases.layer(JetCases.single("x"), 3, 4, true));
    JetNetwork network = JetCases.doubles(layers, JetShape.value());
    // With weights of zero, what arrives came through the skips and the biases.
    INDArray parameters = Nd4j.zeros(DataType.DOUBLE, network.parameters());
    double[] firstBias = {10, 20, 30};
    for (int j = 0; j < 3; j++) {
      parameters.putScalar(6 + j, firstBias[j]);
      parameters.putScalar(9 + 9 + j, 100);
    }
    double[] y = JetCases.evaluate(network, parameters, 1);
    assertThat(y).containsExactly(10, 20, 30, 0);
    network = JetCases.doubles(layers.subList(0, 2), JetShape.value());
    INDArray two = parameters.get(NDArrayIndex.interval(0, network.parameters()));
    assertThat(JetCases.evaluate(network, two, 1))
        .containsExactly(100 + JetCases.coordinate(0, 0), 100 + JetCases.coordinate(0, 1), 100);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void jetsOfPolynomialsAreExact(JetShape shape) {
    List<JetLayer> layers =
        List.of(
            JetCases.layer(JetCases.single("x^2"), 2, 2, false),
            JetCases.layer(JetCases.single("x^2"), 2, 2, true),
            JetCases.layer(JetCases.single("x"), 2, 1, false));
    JetNetwork network = JetCases.doubles(layers, shape);
    INDArray parameters =
        Nd4j.createFromArray(
            1.0, 2, 3, -1, 0.5, 0, // p = (x + 2 y + 1/2)^2, q = (3 x - y)^2
            1, -0.25, 0, 1, 1, 0, // u = (p - q / 4 + 1)^2 + x, v = q^2 + y
            2, -0.5, 4); // 2 u - v / 2 + 4
    int points = 17;
    double[] jets =
        JetCases.evaluate(
            network,
            parameters,
            points,
            (first, count, into) -> {
              for (int i = 0; i < count; i++) {
                Jet[] x = dyadic(first + i, shape);
                x[0].write(shape, into, i * shape.rows() * 2, 2);
                x[1].write(shape, into, i * shape.rows() * 2 + 1, 2);
              }
            });
    for (int i = 0; i < points; i++) {
      Jet[] x = dyadic(i, shape);
      Jet p = x[0].plus(x[1].times(2)).plus(0.5).square();
      Jet q = x[0].times(3).minus(x[1]).square();
      Jet u = p.minus(q.times(0.25)).plus(1).square().plus(x[0]);
      Jet v = q.square().plus(x[1]);
      double[] expected = new double[shape.rows()];
      u.times(2).minus(v.times(0.5)).plus(4).write(shape, expected, 0, 1);
      assertThat(Arrays.copyOfRange(jets, i * shape.rows(), (i + 1) * shape.rows()))
          .isEqualTo(expected);
    }
  }

  /**
   * Returns a point whose coordinates are short in binary, so that polynomials have no rounding.
   */
  private static Jet[] dyadic(int i, JetShape shape) {
    double[] x = {(i % 5 - 2) / 4.0, (i % 7 - 3) / 8.0};
    return Jet.coordinates(x, shape);
  }

  @ParameterizedTest
  @MethodSource("shapesAndActivations")
  void jetsAreTheDerivativesOfTheValue(JetShape shape, ReproducingActivation activation) {
    List<JetLayer> layers = JetCases.residual(activation, 2, WIDTH, 2);
    JetNetwork network = JetCases.doubles(layers, shape);
    JetNetwork value = JetCases.doubles(layers, JetShape.value());
    INDArray parameters = JetCases.parameters(network, 2);
    double step = 1e-4;
    double[] jets = JetCases.evaluate(network, parameters, 3);
    for (int i = 0; i < 3; i++) {
      double[] middle = at(value, parameters, i, 0, 0);
      for (int output = 0; output < 2; output++) {
        int start = i * shape.rows() * 2 + output;
        assertThat(jets[start]).isCloseTo(middle[output], within(1e-12));
        double laplacian = 0;
        for (int k = 0; k < shape.dimension(); k++) {
          double above = at(value, parameters, i, k, step)[output];
          double below = at(value, parameters, i, k, -step)[output];
          double slope = (above - below) / (2 * step);
          assertThat(jets[start + shape.gradientRow(k) * 2])
              .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
          double second = (above - 2 * middle[output] + below) / (step * step);
          laplacian += shape.weight(k) * second;
          if (shape.higher() == JetShape.Higher.PURE) {
            assertThat(jets[start + (shape.higherRow() + k) * 2])
                .isCloseTo(second, within(1e-5 * (1 + Math.abs(second))));
          }
        }
        if (shape.higher() == JetShape.Higher.WEIGHTED) {
          assertThat(jets[start + shape.higherRow() * 2])
              .isCloseTo(laplacian, within(1e-5 * (1 + Math.abs(laplacian))));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.raf4j.jetnet.JetCases#activations")
  void partialDerivativesAreTheSlopesOfTheOnesBefore(ReproducingActivation activation) {
    List<JetLayer> layers = JetCases.residual(activation, 2, WIDTH, 2);
    JetShape shape = JetShape.of(2, List.of(Partial.along(0, 0, 1, 1), Partial.along(1, 1, 1, 1)));
    JetNetwork network = JetCases.doubles(layers, shape);
    INDArray parameters = JetCases.parameters(network, 2);
    double step = 1e-4;
    for (Partial partial : shape.partials()) {
      int axis = partial.axes().get(0);
      int lower = shape.row(new Partial(partial.axes().subList(1, partial.order())));
      double[] middle = shifted(network, parameters, axis, 0);
      for (int output = 0; output < 2; output++) {
        double slope = 0;
        for (int s = 0; s < STEPS.length; s++) {
          double[] there = shifted(network, parameters, axis, STEPS[s] * step);
          slope += FACTORS[s] * there[lower * 2 + output] / step;
        }
        assertThat(middle[shape.row(partial) * 2 + output])
            .as(partial.toString())
            .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
      }
    }
  }

  private static double[] shifted(JetNetwork network, INDArray parameters, int axis, double step) {
    double[] x = {0.3, -0.2};
    x[axis] += step;
    Jet[] coordinates = Jet.coordinates(x, network.shape());
    return JetCases.evaluate(
        network,
        parameters,
        1,
        (first, count, jets) -> {
          for (int k = 0; k < 2; k++) {
            coordinates[k].write(network.shape(), jets, k, 2);
          }
        });
  }

  private static double[] at(
      JetNetwork value, INDArray parameters, int point, int axis, double step) {
    return JetCases.evaluate(
        value,
        parameters,
        1,
        (first, count, jets) -> {
          jets[0] = JetCases.coordinate(point, 0);
          jets[1] = JetCases.coordinate(point, 1);
          jets[axis] += step;
        });
  }

  @ParameterizedTest
  @MethodSource("shapesAndActivations")
  void gradientsAgreeWithDifferencesOfTheLoss(JetShape shape, ReproducingActivation activation) {
    checkGradient(JetCases.doubles(JetCases.residual(activation, 2, 5, 2), shape));
  }

  @Test
  void gradientsPassSkipsOfAnyKind() {
    ReproducingActivation mixed = SampleActivations.mixed();
    List<JetLayer> growing =
        List.of(
            JetCases.layer(mixed, 2, 3, false),
            JetCases.layer(mixed, 3, 4, true),
            JetCases.layer(mixed, 4, 4, true),
            JetCases.layer(mixed, 4, 5, true),
            JetCases.layer(mixed, 5, 6, true));
    checkGradient(JetCases.doubles(growing, JetShape.value()));
    checkGradient(JetCases.doubles(growing.subList(0, 1), JetShape.value()));
  }

  @Test
  void layersWithoutBiasHaveGradientsToo() {
    ReproducingActivation sine = Presets.named("sine");
    checkGradient(
        JetCases.doubles(
            List.of(new JetLayer(2, 2, false, sine, false), new JetLayer(2, 2, false, sine, true)),
            JetShape.value()));
  }

  private static void checkGradient(JetNetwork network) {
    INDArray parameters = JetCases.parameters(network, 4);
    int points = 3;
    double[] gradient = JetCases.gradient(network, parameters, points);
    double[] differences =
        ComputeThreads.inOneSection(() -> differences(network, parameters, points));
    // Derivatives of high order make some parts of the loss much larger than others.
    double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
    for (int p = 0; p < gradient.length; p++) {
      double difference = differences[p];
      assertThat(gradient[p])
          .as("parameter %d, %s", p, network.shape())
          .isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference)) + 1e-8 * largest));
    }
  }

  private static double[] differences(JetNetwork network, INDArray parameters, int points) {
    double[] differences = new double[(int) network.parameters()];
    for (int p = 0; p < differences.length; p++) {
      differences[p] = difference(network, parameters, points, p);
    }
    return differences;
  }

  /** Returns the slope of the loss along a parameter. */
  private static double difference(
      JetNetwork network, INDArray parameters, int points, int parameter) {
    double step = 3e-5;
    double here = parameters.getDouble(parameter);
    double sum = 0;
    for (int i = 0; i < FACTORS.length; i++) {
      parameters.putScalar(parameter, here + STEPS[i] * step);
      sum += FACTORS[i] * loss(network, parameters, points);
    }
    parameters.putScalar(parameter, here);
    return sum / step;
  }

  private static double loss(JetNetwork network, INDArray parameters, int points) {
    double[] outputs = JetCases.evaluate(network, parameters, points);
    return JetCases.loss(network).at(0, points, outputs, new double[outputs.length]);
  }

  @Test
  void coefficientsThatDoNotLearnHaveNoGradient() {
    Coefficient random = new Coefficient(new Distribution.Uniform(0.5, 1.5), false);
    Coefficient learnable = Coefficient.learnable(new Distribution.Uniform(0.5, 1.5));
    ReproducingActivation activation =
        new ReproducingActivation(
            "partly",
            ReproducingActivation.Mode.MIXED,
            ReproducingActivation.Sharing.NEURON,
            List.of(new Term(BasisFunction.named("sin"), learnable, random)));
    JetNetwork network =
        JetCases.doubles(List.of(JetCases.layer(activation, 2, 3, false)), JetShape.value());
    double[] gradient = JetCases.gradient(network, JetCases.parameters(network, 5), 9);
    // W [2, 3], b [3], alpha [3], beta [3]
    assertThat(Arrays.copyOfRange(gradient, 12, 15)).containsExactly(0, 0, 0);
    assertThat(Arrays.copyOfRange(gradient, 0, 12)).doesNotContain(0);
  }

  @Test
  void singlePrecisionAgreesWithDouble() {
    List<JetLayer> layers = JetCases.residual(SampleActivations.mixed(), 2, WIDTH, 1);
    JetNetwork floats = JetNetwork.of(layers, JetShape.value(), DataType.FLOAT);
    JetNetwork doubles = JetCases.doubles(layers, JetShape.value());
    INDArray parameters = JetCases.parameters(floats, 6);
    double[] expected = JetCases.gradient(doubles, parameters.castTo(DataType.DOUBLE), 300);
    double[] gradient = JetCases.gradient(floats, parameters, 300);
    double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(gradient).containsExactly(expected, within(1e-4 * size));
    assertThat(JetCases.evaluate(floats, parameters, 300))
        .containsExactly(
            JetCases.evaluate(doubles, parameters.castTo(DataType.DOUBLE), 300), within(1e-4));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void anyNumberOfThreadsGivesTheSameBits(JetShape shape) {
    JetNetwork network =
        JetCases.doubles(JetCases.residual(SampleActivations.mixed(), 2, 30, 2), shape);
    INDArray parameters = JetCases.parameters(network, 7);
    for (int points : new int[] {1, 16, 130, 900}) {
      ComputeThreads.setCount(1);
      double[] expected = JetCases.gradient(network, parameters, points);
      double[] jets = JetCases.evaluate(network, parameters, points);
      for (int count : new int[] {2, 3}) {
        ComputeThreads.setCount(count);
        assertThat(JetCases.gradient(network, parameters, points)).isEqualTo(expected);
        assertThat(JetCases.evaluate(network, parameters, points)).isEqualTo(jets);
      }
    }
  }

  @Test
  void theLossOfManyBlocksIsTheirSum() {
    JetNetwork network =
        JetCases.doubles(JetCases.residual(SampleActivations.mixed(), 2, 40, 1), JetShape.value());
    INDArray parameters = JetCases.parameters(network, 8);
    int points = 5000;
    double[] outputs = JetCases.evaluate(network, parameters, points);
    INDArray gradient = Nd4j.create(DataType.DOUBLE, network.parameters());
    double loss =
        network.gradient(
            parameters,
            points,
            JetCases.coordinates(network),
            (first, count, y, adjoints) -> {
              assertThat(y)
                  .containsExactly(
                      Arrays.copyOfRange(outputs, first, first + count), within(1e-12));
              assertThat(adjoints).containsOnly(0);
              return count;
            },
            gradient);
    assertThat(loss).isEqualTo(points);
    assertThat(JetCases.numbers(gradient)).containsOnly(0);
  }

  @Test
  void callbacksMayEvaluateNetworks() {
    JetNetwork network =
        JetCases.doubles(JetCases.residual(SampleActivations.mixed(), 2, 40, 2), JetShape.value());
    INDArray parameters = JetCases.parameters(network, 9);
    int points = 400;
    double[] inner = JetCases.evaluate(network, parameters, points);
    double[] expected =
        JetCases.evaluate(
            network,
            parameters,
            points,
            (first, count, jets) -> System.arraycopy(inner, first * 2, jets, 0, count * 2));
    double[] nested =
        JetCases.evaluate(
            network,
            parameters,
            points,
            (first, count, jets) ->
                network.evaluate(
                    parameters,
                    count,
                    (start, size, into) ->
                        JetCases.coordinates(network).fill(first + start, size, into),
                    (start, size, y) -> System.arraycopy(y, 0, jets, start * 2, size * 2)));
    assertThat(nested).containsExactly(expected, within(1e-12));
  }

  @Test
  void whatACallbackThrowsComesOut() {
    JetNetwork network =
        JetCases.doubles(JetCases.plain(Presets.named("sine"), 2, 3, 1), JetShape.value());
    INDArray parameters = JetCases.parameters(network, 10);
    IllegalStateException failure = new IllegalStateException("no such point");
    assertThatThrownBy(
            () ->
                JetCases.evaluate(
                    network,
                    parameters,
                    50,
                    (first, count, jets) -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(JetCases.evaluate(network, parameters, 50)).hasSize(50);
  }

  @Test
  void parametersAreThoseOfTheLayers() {
    JetNetwork network =
        JetCases.doubles(
            JetCases.residual(Presets.named("x+x^2+sin+gaussian"), 2, 50, 1), JetShape.value());
    assertThat(network.parameters()).isEqualTo(2 * 50 + 50 + 3 * (50 * 50 + 50) + 50 + 1);
    assertThat(network.inputs()).isEqualTo(2);
    assertThat(network.outputs()).isEqualTo(1);
    assertThat(network.shape()).isEqualTo(JetShape.value());
  }

  @Test
  void layersThatDoNotFitAreRefused() {
    ReproducingActivation sine = Presets.named("sine");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JetCases.doubles(List.of(), JetShape.value()))
        .withMessageContaining("layers are empty");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                JetCases.doubles(
                    List.of(JetCases.layer(sine, 2, 3, false), JetCases.layer(sine, 4, 3, false)),
                    JetShape.value()))
        .withMessageContainingAll("layer 1", "4 inputs", "expected 3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> JetCases.doubles(List.of(JetCases.layer(sine, 2, 3, true)), JetShape.value()))
        .withMessageContaining("layer 0 has a skip");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                JetCases.doubles(
                    List.of(JetCases.layer(sine, 5, 3, false), JetCases.layer(sine, 3, 4, true)),
                    JetShape.value()))
        .withMessageContainingAll("layer 1", "4 outputs", "5");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> JetNetwork.of(JetCases.plain(sine, 2, 3, 1), JetShape.value(), DataType.FLOAT16))
        .withMessageContaining("FLOAT or DOUBLE");
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    JetNetwork network =
        JetCases.doubles(JetCases.plain(Presets.named("sine"), 2, 3, 1), JetShape.value());
    INDArray parameters = JetCases.parameters(network, 11);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JetCases.evaluate(network, parameters.castTo(DataType.FLOAT), 1))
        .withMessageContainingAll("parameters", "DOUBLE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JetCases.evaluate(network, Nd4j.create(DataType.DOUBLE, 5), 1))
        .withMessageContainingAll("parameters", "13");
    INDArray sparse = Nd4j.create(DataType.DOUBLE, 13, 2).getColumn(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JetCases.evaluate(network, sparse, 1))
        .withMessageContaining("contiguous");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JetCases.evaluate(network, parameters, 0))
        .withMessageContaining("points is 0");
  }
}
