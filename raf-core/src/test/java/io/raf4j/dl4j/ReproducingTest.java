package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * What gives the activation its name: small networks whose parameters are set represent products,
 * powers, Fourier series, wavelets and radial bases exactly, up to rounding.
 */
class ReproducingTest {

  private static final Coefficient LEARNABLE =
      Coefficient.learnable(new Distribution.Constant(0.25));

  /** Parameters of a layer, {@code weights: [in][out]}, {@code alpha, beta: [terms][out]}. */
  private record Setting(
      List<String> functions,
      double[][] weights,
      double[] bias,
      double[][] alpha,
      double[][] beta) {

    /** Returns a linear layer of one output. */
    static Setting sum(double... weights) {
      double[][] columns = new double[weights.length][];
      for (int i = 0; i < weights.length; i++) {
        columns[i] = new double[] {weights[i]};
      }
      return new Setting(List.of("x"), columns, new double[1], ones(1, 1), ones(1, 1));
    }

    int in() {
      return weights.length;
    }

    int out() {
      return weights[0].length;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void twoSquaresMakeAProduct(DataType type) {
    // x y = ((x + y)^2 - (x - y)^2) / 4.
    Setting squares =
        new Setting(
            List.of("x^2"),
            new double[][] {{1, 1}, {1, -1}},
            new double[2],
            ones(1, 2),
            ones(1, 2));
    requireEqual(type, p -> p[0] * p[1], squares, Setting.sum(0.25, -0.25));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void depthMakesProductsOfFourFactors(DataType type) {
    // (x y) (x y) from products of products, without any function but the square.
    Setting squares =
        new Setting(
            List.of("x^2"),
            new double[][] {{1, 1}, {1, -1}},
            new double[2],
            ones(1, 2),
            ones(1, 2));
    Setting squareOfProduct =
        new Setting(
            List.of("x^2"),
            new double[][] {{0.25}, {-0.25}},
            new double[1],
            ones(1, 1),
            ones(1, 1));
    requireEqual(type, p -> p[0] * p[1] * p[0] * p[1], squares, squareOfProduct, Setting.sum(1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, DOUBLE",
    "1, DOUBLE",
    "2, DOUBLE",
    "3, DOUBLE",
    "4, DOUBLE",
    "5, DOUBLE",
    "6, DOUBLE",
    "7, DOUBLE",
    "8, DOUBLE",
    "3, FLOAT",
    "8, FLOAT"
  })
  void oneNeuronIsAMonomial(int degree, DataType type) {
    String name = degree == 0 ? "one" : degree == 1 ? "x" : "x^" + degree;
    Setting power =
        new Setting(
            List.of(name), new double[][] {{1}}, new double[1], ones(1, 1), filled(1, 1, 1.5));
    double scale = Math.pow(1.5, degree);
    requireEqual(type, p -> scale * Math.pow(p[0], degree), power, Setting.sum(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void squaresAloneMakeTheEighthPower(DataType type) {
    Setting square =
        new Setting(List.of("x^2"), new double[][] {{1}}, new double[1], ones(1, 1), ones(1, 1));
    requireEqual(type, p -> Math.pow(p[0], 8), square, square, square, Setting.sum(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void oneNeuronIsAFourierSeries(DataType type) {
    // A square wave's first four sines and an offset by cosines: one neuron, all terms.
    List<String> functions = new ArrayList<>();
    double[][] alpha = new double[8][1];
    double[][] beta = new double[8][1];
    for (int k = 0; k < 4; k++) {
      functions.add("sin");
      alpha[k][0] = 4 / (Math.PI * (2 * k + 1));
      beta[k][0] = Math.PI * (2 * k + 1);
    }
    for (int k = 0; k < 4; k++) {
      functions.add("cos");
      alpha[4 + k][0] = 1 / (1.0 + k * k);
      beta[4 + k][0] = Math.PI * k;
    }
    ToDoubleFunction<double[]> series =
        p ->
            IntStream.range(0, 4)
                .mapToDouble(
                    k ->
                        4 / (Math.PI * (2 * k + 1)) * Math.sin(Math.PI * (2 * k + 1) * p[0])
                            + Math.cos(Math.PI * k * p[0]) / (1.0 + k * k))
                .sum();
    requireEqual(
        type,
        series,
        new Setting(functions, new double[][] {{1}}, new double[1], alpha, beta),
        Setting.sum(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void oneNeuronIsAMexicanHat(DataType type) {
    Setting hat =
        new Setting(
            List.of("mexican-hat"),
            new double[][] {{5}},
            new double[] {-1},
            filled(1, 1, 0.75),
            ones(1, 1));
    requireEqual(type, p -> 0.75 * hat(5 * p[0] - 1), hat, Setting.sum(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void squareAndGaussianMakeAMexicanHat(DataType type) {
    // (1 - z^2) e^(-z^2/2) is a product: first z^2 and the gaussian, then the two squares above.
    Setting factors =
        new Setting(
            List.of("x^2", "gaussian"),
            new double[][] {{2, 2}},
            new double[] {0.5, 0.5},
            new double[][] {{1, 0}, {0, 1}},
            ones(2, 2));
    Setting squares =
        new Setting(
            List.of("x^2", "gaussian"),
            new double[][] {{-1, -1}, {1, -1}},
            new double[] {1, 1},
            new double[][] {{1, 1}, {0, 0}},
            ones(2, 2));
    requireEqual(type, p -> hat(2 * p[0] + 0.5), factors, squares, Setting.sum(0.25, -0.25));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void twoLayersAreAnExpansionInRadialBases(DataType type) {
    // sum_k c_k exp(-|p - m_k|^2 / (2 s_k^2)) in the plane, as products of one-dimensional
    // gaussians: g(a) g(b) = ((g(a) + g(b))^2 - (g(a) - g(b))^2) / 4.
    double[][] centres = {{-0.5, 0.25}, {0.4, 0.6}, {0.1, -0.7}};
    double[] inverseWidths = {2, 3, 1.5};
    double[] amplitudes = {1, -0.5, 2};
    double[][] select = new double[2][6];
    double[] shift = new double[6];
    double[][] beta = new double[1][6];
    double[][] pairs = new double[6][6];
    double[] sum = new double[6];
    for (int k = 0; k < 3; k++) {
      for (int axis = 0; axis < 2; axis++) {
        int neuron = 2 * k + axis;
        select[axis][neuron] = 1;
        shift[neuron] = -centres[k][axis];
        beta[0][neuron] = inverseWidths[k];
        pairs[2 * k][neuron] = 1;
        pairs[2 * k + 1][neuron] = axis == 0 ? 1 : -1;
        sum[neuron] = (axis == 0 ? 0.25 : -0.25) * amplitudes[k];
      }
    }
    ToDoubleFunction<double[]> expansion =
        p ->
            IntStream.range(0, 3)
                .mapToDouble(
                    k -> {
                      double r = Math.hypot(p[0] - centres[k][0], p[1] - centres[k][1]);
                      return amplitudes[k] * Math.exp(-Math.pow(r * inverseWidths[k], 2) / 2);
                    })
                .sum();
    requireEqual(
        type,
        expansion,
        new Setting(List.of("gaussian"), select, shift, ones(1, 6), beta),
        new Setting(List.of("x^2"), pairs, new double[6], ones(1, 6), ones(1, 6)),
        Setting.sum(sum));
  }

  /** Rounding to the type, relative to the largest value of the function. */
  private static void requireEqual(
      DataType type, ToDoubleFunction<double[]> function, Setting... settings) {
    MultiLayerNetwork network = network(type, settings);
    int inputs = settings[0].in();
    Random random = new Random(11);
    // Multiples of 2^-10, so that both types see the same points.
    double[][] points = new double[300][inputs];
    for (double[] point : points) {
      for (int axis = 0; axis < inputs; axis++) {
        point[axis] = (random.nextInt(2049) - 1024) / 1024d;
      }
    }
    double[] actual =
        network
            .output(Nd4j.createFromArray(points).castTo(type))
            .castTo(DataType.DOUBLE)
            .reshape(points.length)
            .toDoubleVector();
    double largest = 0;
    double error = 0;
    for (int i = 0; i < points.length; i++) {
      double expected = function.applyAsDouble(points[i]);
      largest = Math.max(largest, Math.abs(expected));
      error = Math.max(error, Math.abs(expected - actual[i]));
    }
    assertThat(largest).isGreaterThan(0.1);
    assertThat(error / largest).isLessThan(type == DataType.DOUBLE ? 1e-14 : 4e-6);
  }

  private static MultiLayerNetwork network(DataType type, Setting... settings) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().dataType(type).updater(new NoOp()).list();
    for (Setting setting : settings) {
      layers.layer(
          new RafDenseLayer.Builder()
              .nIn(setting.in())
              .nOut(setting.out())
              .reproducing(activation(setting.functions()))
              .build());
    }
    layers.layer(
        new LossLayer.Builder(LossFunctions.LossFunction.MSE)
            .activation(Activation.IDENTITY)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    for (int i = 0; i < settings.length; i++) {
      set(network, i, settings[i]);
    }
    return network;
  }

  private static void set(MultiLayerNetwork network, int layer, Setting setting) {
    set(network, layer + "_W", Nd4j.createFromArray(setting.weights()));
    set(network, layer + "_b", Nd4j.createFromArray(setting.bias()));
    for (int p = 0; p < setting.functions().size(); p++) {
      set(network, layer + "_alpha" + p, Nd4j.createFromArray(setting.alpha()[p]));
      set(network, layer + "_beta" + p, Nd4j.createFromArray(setting.beta()[p]));
    }
  }

  private static void set(MultiLayerNetwork network, String key, INDArray value) {
    INDArray parameter = network.getParam(key);
    parameter.assign(value.castTo(parameter.dataType()));
  }

  private static ReproducingActivation activation(List<String> functions) {
    return new ReproducingActivation(
        "set",
        ReproducingActivation.Mode.MIXED,
        ReproducingActivation.Sharing.NEURON,
        functions.stream()
            .map(name -> new Term(BasisFunction.named(name), LEARNABLE, LEARNABLE))
            .toList());
  }

  private static double hat(double z) {
    return (1 - z * z) * Math.exp(-z * z / 2);
  }

  private static double[][] ones(int rows, int columns) {
    return filled(rows, columns, 1);
  }

  private static double[][] filled(int rows, int columns, double value) {
    double[][] numbers = new double[rows][columns];
    for (double[] row : numbers) {
      Arrays.fill(row, value);
    }
    return numbers;
  }
}
