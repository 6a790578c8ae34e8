package io.raf4j.jetnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.SampleActivations;
import io.raf4j.basis.Term;
import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.jet.JetShape;
import io.raf4j.jet.Partial;
import io.raf4j.linalg.NormalEquations;
import io.raf4j.linalg.PanelNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Points side by side against points one below the other. */
class LaneJacobianTest {

  private static final int WIDTH = 6;

  private final int threads = ComputeThreads.count();

  @AfterEach
  void useTheThreadsOfBefore() {
    ComputeThreads.setCount(threads);
  }

  /** Networks of every kind of coefficients and skips, and shapes for each. */
  static Stream<Arguments> networks() {
    return activations()
        .flatMap(
            activation ->
                Stream.of(
                        JetCases.residual(activation, 2, WIDTH, 2),
                        JetCases.plain(activation, 2, WIDTH, 5, 1),
                        growing(activation))
                    .flatMap(
                        layers ->
                            shapes().map(shape -> Arguments.of(activation.name(), shape, layers))));
  }

  private static Stream<JetShape> shapes() {
    return Stream.of(
        JetShape.value(),
        JetShape.laplacian(2),
        JetShape.weightedLaplacian(0, 2),
        JetShape.pureSeconds(2),
        JetShape.of(2, List.of(Partial.along(0, 0, 1, 1))));
  }

  /**
   * Mixed, shared by the layer, grouped, and with coefficients that are stored and do not learn.
   */
  private static Stream<ReproducingActivation> activations() {
    return Stream.concat(JetCases.activations(), Stream.of(partly()));
  }

  private static ReproducingActivation partly() {
    Coefficient fixed = new Coefficient(new Distribution.Uniform(0.5, 1.5), false);
    Coefficient learnable = Coefficient.learnable(new Distribution.Uniform(0.5, 1.5));
    return new ReproducingActivation(
        "partly",
        ReproducingActivation.Mode.MIXED,
        ReproducingActivation.Sharing.NEURON,
        List.of(
            new Term(BasisFunction.named("sin"), learnable, fixed),
            new Term(BasisFunction.named("x^2"), Coefficient.ONE, learnable)));
  }

  /** Skips into wider layers, one around the first layer, one into the output; no bias once. */
  private static List<JetLayer> growing(ReproducingActivation activation) {
    return List.of(
        JetCases.layer(activation, 2, 3, false),
        new JetLayer(3, 4, false, activation, true),
        JetCases.layer(activation, 4, 4, true),
        JetCases.layer(activation, 4, 5, true));
  }

  private static int lanes(JetNetwork network) {
    return new LaneEngine(network.doubles(), network.layers()).lanes();
  }

  /** Points around a block of lanes and one more than a panel takes. */
  private static int[] counts(JetNetwork network, int equations) {
    int lanes = lanes(network);
    int panel = NormalEquations.Panel.MOST_ROWS / equations / lanes * lanes;
    return new int[] {1, lanes - 1, lanes, lanes + 1, panel + 1};
  }

  /** Returns how much an output counts in a residual of a point. */
  private static double slope(int point, int equation, int output) {
    return Math.sin(0.3 * point + 1.1 * equation + 0.7 * output + 1);
  }

  /** Equations that are nonlinear in all rows of the jet, and linear in other unknowns at 0. */
  private static JetNetwork.ExtendedResidual residual(JetNetwork network, int equations) {
    int jet = network.shape().rows() * network.outputs();
    return (first, count, outputs, residuals, partials, extra) -> {
      for (int row = 0; row < count * equations; row++) {
        int point = row / equations;
        for (int o = 0; o < jet; o++) {
          double y = outputs[point * jet + o];
          double slope = slope(first + point, row % equations, o);
          residuals[row] += slope * y + 0.05 * y * y - 0.2;
          partials[row * jet + o] = slope + 0.1 * y;
        }
      }
      for (int i = 0; i < extra.length; i++) {
        extra[i] = slope(first * equations * extra.length / (count * equations) + i, 0, 0);
      }
    };
  }

  /** Residuals and Jacobian in the order of the points, {@code [points equations]}. */
  private record Rows(double[] residuals, double[][] jacobian) {

    double[] gradient() {
      double[] gradient = new double[jacobian[0].length];
      for (int row = 0; row < residuals.length; row++) {
        for (int j = 0; j < gradient.length; j++) {
          gradient[j] += 2 * residuals[row] * jacobian[row][j];
        }
      }
      return gradient;
    }
  }

  private static Rows system(
      JetNetwork network, INDArray parameters, int points, JetNetwork.SystemSize size) {
    int equations = size.equations();
    int unknowns = (int) network.parametersFrom(size.firstLayer()) + size.extra();
    List<double[]> rows = new ArrayList<>();
    List<Double> residuals = new ArrayList<>();
    network.jacobian(
        parameters,
        points,
        JetCases.coordinates(network),
        size,
        residual(network, equations),
        panel -> {
          double[][] jacobian = PanelNumbers.jacobian(panel, unknowns);
          double[] values = PanelNumbers.residuals(panel);
          int count = values.length / equations;
          for (int i = 0; i < values.length; i++) {
            int from = i % equations * count + i / equations;
            rows.add(jacobian[from]);
            residuals.add(values[from]);
          }
        });
    return new Rows(
        residuals.stream().mapToDouble(Double::doubleValue).toArray(),
        rows.toArray(double[][]::new));
  }

  /** Returns the gradient of the sum of squares, by the pass of points one below the other. */
  private static double[] gradient(
      JetNetwork network, INDArray parameters, int points, int equations) {
    INDArray gradient = Nd4j.create(DataType.DOUBLE, network.parameters());
    int jet = network.shape().rows() * network.outputs();
    network.gradient(
        parameters,
        points,
        JetCases.coordinates(network),
        (first, count, outputs, adjoints) -> {
          double[] values = new double[count * equations];
          double[] partials = new double[values.length * jet];
          residual(network, equations).at(first, count, outputs, values, partials, new double[0]);
          double sum = 0;
          for (int row = 0; row < values.length; row++) {
            sum += values[row] * values[row];
            for (int o = 0; o < jet; o++) {
              adjoints[row / equations * jet + o] += 2 * values[row] * partials[row * jet + o];
            }
          }
          return sum;
        },
        gradient);
    return JetCases.numbers(gradient);
  }

  @ParameterizedTest(name = "{0} {1} {index}")
  @MethodSource("networks")
  void theGradientOfTheSumOfSquaresIsTwiceTheProduct(
      String name, JetShape shape, List<JetLayer> layers) {
    JetNetwork network = JetCases.doubles(layers, shape);
    INDArray parameters = JetCases.parameters(network, 21);
    for (int equations : new int[] {1, 3}) {
      JetNetwork.SystemSize size = new JetNetwork.SystemSize(equations, 0, 0);
      for (int points : counts(network, equations)) {
        double[] expected = gradient(network, parameters, points, equations);
        double[] actual = system(network, parameters, points, size).gradient();
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(actual)
            .as("%s, %d points, %d equations", name, points, equations)
            .containsExactly(expected, within(1e-12 * (1 + largest)));
      }
    }
  }

  @ParameterizedTest(name = "{0} {1} {index}")
  @MethodSource("networks")
  void valuesAreThoseOfPointsOneBelowTheOther(String name, JetShape shape, List<JetLayer> layers) {
    JetNetwork network = JetCases.doubles(layers, shape);
    INDArray parameters = JetCases.parameters(network, 22);
    int jet = shape.rows() * network.outputs();
    for (int points : counts(network, 1)) {
      double[] expected = new double[points * jet];
      Address base = network.address("parameters", parameters);
      network
          .doubles()
          .evaluate(
              base,
              points,
              JetCases.coordinates(network),
              (first, count, outputs) ->
                  System.arraycopy(outputs, 0, expected, first * jet, count * jet));
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      assertThat(JetCases.evaluate(network, parameters, points))
          .as("%s, %d points", name, points)
          .containsExactly(expected, within(1e-13 * (1 + largest)));
    }
  }

  @ParameterizedTest(name = "{0} {1} {index}")
  @MethodSource("networks")
  void theLastLayersColumnsAreTheLastOfAll(String name, JetShape shape, List<JetLayer> layers) {
    JetNetwork network = JetCases.doubles(layers, shape);
    INDArray parameters = JetCases.parameters(network, 23);
    int points = lanes(network) + 3;
    double[][] all =
        system(network, parameters, points, new JetNetwork.SystemSize(2, 2, 0)).jacobian();
    assertThat(all[0]).hasSize((int) network.parameters() + 2);
    for (int first = 1; first < layers.size(); first++) {
      Rows last = system(network, parameters, points, new JetNetwork.SystemSize(2, 2, first));
      int unknowns = (int) network.parametersFrom(first) + 2;
      for (int row = 0; row < all.length; row++) {
        assertThat(last.jacobian()[row])
            .as("%s, layers from %d, row %d", name, first, row)
            .isEqualTo(Arrays.copyOfRange(all[row], all[row].length - unknowns, all[row].length));
      }
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    JetNetwork network =
        JetCases.doubles(
            JetCases.residual(SampleActivations.mixed(), 2, 12, 1), JetShape.laplacian(2));
    INDArray parameters = JetCases.parameters(network, 24);
    JetNetwork.SystemSize size = new JetNetwork.SystemSize(2, 1, 0);
    ComputeThreads.setCount(1);
    Rows expected = system(network, parameters, 700, size);
    for (int count : new int[] {2, 3}) {
      ComputeThreads.setCount(count);
      Rows actual = system(network, parameters, 700, size);
      assertThat(actual.residuals()).isEqualTo(expected.residuals());
      assertThat(actual.jacobian()).isDeepEqualTo(expected.jacobian());
    }
  }

  /** The points beside a point, and its own place among the lanes, change nothing of it. */
  @Test
  void aPointsRowIsItsOwn() {
    JetNetwork network =
        JetCases.doubles(
            JetCases.residual(SampleActivations.shared(), 2, 5, 1), JetShape.pureSeconds(2));
    INDArray parameters = JetCases.parameters(network, 25);
    JetNetwork.SystemSize size = new JetNetwork.SystemSize(2, 0, 0);
    int lanes = lanes(network);
    Rows many = system(network, parameters, lanes + 1, size);
    for (int points : IntStream.of(1, 2, lanes - 1).toArray()) {
      Rows few = system(network, parameters, points, size);
      assertThat(few.jacobian()).isDeepEqualTo(Arrays.copyOf(many.jacobian(), 2 * points));
      assertThat(few.residuals()).isEqualTo(Arrays.copyOf(many.residuals(), 2 * points));
    }
  }

  @Test
  void coefficientsThatDoNotLearnHaveColumnsOfZeros() {
    JetNetwork network =
        JetCases.doubles(List.of(JetCases.layer(partly(), 2, 3, false)), JetShape.value());
    INDArray parameters = JetCases.parameters(network, 26);
    double[][] rows = system(network, parameters, 9, new JetNetwork.SystemSize(1, 0, 0)).jacobian();
    // W [3, 2], b [3], alpha of sin [3], beta of sin [3], which is fixed, beta of x^2 [3]
    for (double[] row : rows) {
      assertThat(row).hasSize(18);
      assertThat(Arrays.copyOfRange(row, 12, 15)).containsExactly(0, 0, 0);
      assertThat(Arrays.copyOfRange(row, 0, 12)).doesNotContain(0);
      assertThat(Arrays.copyOfRange(row, 15, 18)).doesNotContain(0);
    }
  }

  @Test
  void lanesFillACacheAndNotMore() {
    assertThat(lanes(JetCases.doubles(wide(3), JetShape.value()))).isEqualTo(128);
    assertThat(lanes(JetCases.doubles(wide(1000), JetShape.pureSeconds(2)))).isEqualTo(32);
    // 96 KiB / (4 rows * 40 neurons * 8 bytes) = 76.8, down to a multiple of 16.
    assertThat(lanes(JetCases.doubles(wide(40), JetShape.laplacian(2)))).isEqualTo(64);
  }

  private static List<JetLayer> wide(int width) {
    return JetCases.plain(Presets.named("sine"), 2, width, 1);
  }

  @Test
  void parametersFromALayerAreTheRest() {
    JetNetwork network =
        JetCases.doubles(JetCases.plain(Presets.named("sine"), 2, 7, 5, 3), JetShape.value());
    assertThat(network.parametersFrom(0)).isEqualTo(network.parameters());
    assertThat(network.parametersFrom(1)).isEqualTo(7 * 5 + 5 + 5 * 3 + 3);
    assertThat(network.parametersFrom(2)).isEqualTo(5 * 3 + 3);
  }
}
