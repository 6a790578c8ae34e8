package io.raf4j.jetnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.SampleActivations;
import io.raf4j.host.ComputeThreads;
import io.raf4j.jet.JetShape;
import io.raf4j.linalg.DampedSolver;
import io.raf4j.linalg.LinearModel;
import io.raf4j.linalg.NormalEquations;
import io.raf4j.linalg.NormalModel;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Normal equations of networks against Jacobians that were found in other ways. */
class NetworkEquationsTest {

  private static final int EQUATIONS = 2;

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

  /** Returns how much an output counts in a residual of a point. */
  private static double slope(int point, int equation, int output) {
    return Math.sin(0.3 * point + 1.1 * equation + 0.7 * output + 1);
  }

  private static int jet(JetNetwork network) {
    return network.shape().rows() * network.outputs();
  }

  /** Two equations, nonlinear in all rows of the jet. */
  private static JetNetwork.BlockResidual residual(JetNetwork network) {
    int jet = jet(network);
    return (first, count, outputs, residuals, partials) -> {
      for (int i = 0; i < count; i++) {
        for (int e = 0; e < EQUATIONS; e++) {
          for (int o = 0; o < jet; o++) {
            double y = outputs[i * jet + o];
            double slope = slope(first + i, e, o);
            residuals[i * EQUATIONS + e] += slope * y + 0.1 * y * y - 0.2;
            partials[(i * EQUATIONS + e) * jet + o] = slope + 0.2 * y;
          }
        }
      }
    };
  }

  private static double[] residuals(JetNetwork network, INDArray parameters, int points) {
    double[] outputs = JetCases.evaluate(network, parameters, points);
    double[] residuals = new double[points * EQUATIONS];
    residual(network).at(0, points, outputs, residuals, new double[outputs.length * EQUATIONS]);
    return residuals;
  }

  /** Returns the Jacobian by the gradients of single residuals of single points. */
  private static double[][] jacobian(JetNetwork network, INDArray parameters, int points) {
    return ComputeThreads.inOneSection(() -> rows(network, parameters, points));
  }

  private static double[][] rows(JetNetwork network, INDArray parameters, int points) {
    double[][] jacobian = new double[points * EQUATIONS][];
    INDArray gradient = Nd4j.create(DataType.DOUBLE, network.parameters());
    JetNetwork.BlockResidual residual = residual(network);
    int jet = jet(network);
    for (int row = 0; row < jacobian.length; row++) {
      int point = row / EQUATIONS;
      int equation = row % EQUATIONS;
      network.gradient(
          parameters,
          1,
          (first, count, jets) -> JetCases.coordinates(network).fill(point, 1, jets),
          (first, count, outputs, adjoints) -> {
            double[] values = new double[EQUATIONS];
            double[] partials = new double[EQUATIONS * jet];
            residual.at(point, 1, outputs, values, partials);
            System.arraycopy(partials, equation * jet, adjoints, 0, jet);
            return values[equation];
          },
          gradient);
      jacobian[row] = JetCases.numbers(gradient);
    }
    return jacobian;
  }

  private static NormalEquations equations(JetNetwork network, INDArray parameters, int points) {
    return network.normalEquations(
        parameters, points, JetCases.coordinates(network), EQUATIONS, residual(network));
  }

  private static void check(
      NormalEquations equations, double[][] jacobian, double[] residuals, double tolerance) {
    int size = equations.size();
    int next = 0;
    double largest = 1;
    for (double element : equations.matrix()) {
      largest = Math.max(largest, Math.abs(element));
    }
    for (int i = 0; i < size; i++) {
      double vector = 0;
      for (int row = 0; row < jacobian.length; row++) {
        vector += jacobian[row][i] * residuals[row];
      }
      assertThat(equations.vector()[i]).isCloseTo(vector, within(tolerance * largest));
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (double[] row : jacobian) {
          sum += row[i] * row[j];
        }
        double actual = equations.matrix()[next++];
        if (!(Math.abs(actual - sum) <= tolerance * largest)) {
          assertThat(actual).as("element %d, %d", i, j).isCloseTo(sum, within(tolerance));
        }
      }
    }
    double squares = 0;
    for (double r : residuals) {
      squares += r * r;
    }
    assertThat(equations.sumOfSquares()).isCloseTo(squares, within(1e-12 * (1 + squares)));
  }

  @ParameterizedTest
  @MethodSource("shapesAndActivations")
  void equationsAreThoseOfSinglePointsGradients(JetShape shape, ReproducingActivation activation) {
    JetNetwork network = JetCases.doubles(JetCases.residual(activation, 2, 5, 2), shape);
    INDArray parameters = JetCases.parameters(network, 1);
    check(
        equations(network, parameters, 23),
        jacobian(network, parameters, 23),
        residuals(network, parameters, 23),
        1e-12);
  }

  @Test
  void manyPointsAndManyParametersGiveTheSameEquations() {
    // Several panels of rows, several tiles of columns, none of them whole.
    JetNetwork network =
        JetCases.doubles(JetCases.plain(SampleActivations.mixed(), 2, 14, 12, 1), JetShape.value());
    assertThat(network.parameters()).isBetween(257L, 511L);
    INDArray parameters = JetCases.parameters(network, 2);
    int points = 1100;
    check(
        equations(network, parameters, points),
        jacobian(network, parameters, points),
        residuals(network, parameters, points),
        1e-11);
  }

  @Test
  void jacobiansAreDifferencesOfResiduals() {
    JetNetwork network =
        JetCases.doubles(JetCases.residual(SampleActivations.mixed(), 2, 4, 1), JetShape.value());
    INDArray parameters = JetCases.parameters(network, 3);
    int points = 7;
    double step = 1e-5;
    double[][] jacobian = new double[points * EQUATIONS][(int) network.parameters()];
    for (int p = 0; p < network.parameters(); p++) {
      double here = parameters.getDouble(p);
      parameters.putScalar(p, here + step);
      double[] above = residuals(network, parameters, points);
      parameters.putScalar(p, here - step);
      double[] below = residuals(network, parameters, points);
      parameters.putScalar(p, here);
      for (int row = 0; row < above.length; row++) {
        jacobian[row][p] = (above[row] - below[row]) / (2 * step);
      }
    }
    check(
        equations(network, parameters, points),
        jacobian,
        residuals(network, parameters, points),
        1e-7);
  }

  @Test
  void otherUnknownsComeAfterTheParameters() {
    JetNetwork network =
        JetCases.doubles(JetCases.plain(Presets.named("sine"), 2, 3, 1), JetShape.value());
    INDArray parameters = JetCases.parameters(network, 4);
    int points = 600;
    int size = (int) network.parameters();
    NormalEquations extended;
    try (NormalEquations.Sum sum = new NormalEquations.Sum(size + 3)) {
      network.jacobian(
          parameters,
          points,
          JetCases.coordinates(network),
          new JetNetwork.SystemSize(EQUATIONS, 3, 0),
          (first, count, outputs, residuals, partials, extraPartials) -> {
            residual(network).at(first, count, outputs, residuals, partials);
            for (int i = 0; i < count * EQUATIONS * 3; i++) {
              extraPartials[i] = slope(first * EQUATIONS * 3 + i, 0, 0);
            }
          },
          sum::add);
      extended = sum.equations();
    }
    double[][] jacobian = jacobian(network, parameters, points);
    for (int row = 0; row < jacobian.length; row++) {
      jacobian[row] = java.util.Arrays.copyOf(jacobian[row], size + 3);
      for (int k = 0; k < 3; k++) {
        jacobian[row][size + k] = slope(row * 3 + k, 0, 0);
      }
    }
    assertThat(extended.size()).isEqualTo(size + 3);
    check(extended, jacobian, residuals(network, parameters, points), 1e-12);
  }

  @Test
  void equationsOfTwoSetsAddUpToThoseOfTheirUnion() {
    JetNetwork network =
        JetCases.doubles(JetCases.residual(SampleActivations.mixed(), 2, 4, 1), JetShape.value());
    INDArray parameters = JetCases.parameters(network, 5);
    NormalEquations sum = equations(network, parameters, 40);
    sum.add(
        network.normalEquations(
            parameters,
            60,
            (first, count, jets) -> JetCases.coordinates(network).fill(40 + first, count, jets),
            EQUATIONS,
            (first, count, outputs, residuals, partials) ->
                residual(network).at(40 + first, count, outputs, residuals, partials)));
    check(sum, jacobian(network, parameters, 100), residuals(network, parameters, 100), 1e-12);
    JetNetwork other =
        JetCases.doubles(JetCases.plain(Presets.named("sine"), 2, 3, 1), JetShape.value());
    NormalEquations others = equations(other, JetCases.parameters(other, 5), 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.add(others))
        .withMessageContaining("13 unknowns");
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    JetNetwork network =
        JetCases.doubles(JetCases.residual(SampleActivations.mixed(), 2, 12, 1), JetShape.value());
    INDArray parameters = JetCases.parameters(network, 6);
    ComputeThreads.setCount(1);
    NormalEquations expected = equations(network, parameters, 700);
    for (int count : new int[] {2, 3}) {
      ComputeThreads.setCount(count);
      NormalEquations actual = equations(network, parameters, 700);
      assertThat(actual.matrix()).isEqualTo(expected.matrix());
      assertThat(actual.vector()).isEqualTo(expected.vector());
      assertThat(actual.sumOfSquares()).isEqualTo(expected.sumOfSquares());
    }
  }

  @Test
  void whatIsLinearIsSolvedInOneStep() {
    // Fits y = 2 x_0 - 3 x_1 + 1 by a layer that is linear in its parameters.
    JetNetwork network = JetCases.doubles(JetCases.plain(null, 2, 1), JetShape.value());
    INDArray parameters = JetCases.parameters(network, 7);
    NormalEquations equations =
        network.normalEquations(
            parameters,
            50,
            JetCases.coordinates(network),
            1,
            (first, count, outputs, residuals, partials) -> {
              for (int i = 0; i < count; i++) {
                double target =
                    2 * JetCases.coordinate(first + i, 0)
                        - 3 * JetCases.coordinate(first + i, 1)
                        + 1;
                residuals[i] = outputs[i] - target;
                partials[i] = 1;
              }
            });
    LinearModel model =
        NormalModel.byCholesky(equations.matrix(), equations.vector(), equations.sumOfSquares());
    double[] delta;
    try (DampedSolver solver = model.damped(model.diagonal())) {
      delta = solver.solve(0, null).delta().orElseThrow();
    }
    for (int p = 0; p < 3; p++) {
      delta[p] += parameters.getDouble(p);
    }
    assertThat(delta).containsExactly(new double[] {2, -3, 1}, within(1e-12));
  }

  @Test
  void networksOfSinglePrecisionAreRefused() {
    JetNetwork floats =
        JetNetwork.of(
            JetCases.plain(Presets.named("sine"), 2, 3, 1), JetShape.value(), DataType.FLOAT);
    INDArray parameters = JetCases.parameters(floats, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> equations(floats, parameters, 3))
        .withMessageContainingAll("FLOAT", "DOUBLE");
  }
}
