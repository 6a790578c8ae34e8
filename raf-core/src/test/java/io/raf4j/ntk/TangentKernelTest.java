package io.raf4j.ntk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import io.raf4j.basis.Presets;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.host.ComputeThreads;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.jetnet.TangentFeatures;
import io.raf4j.linalg.NormalEquations;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.SolverNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** The kernel against whole Jacobians, and what must not change it. */
class TangentKernelTest {

  private static final int POINTS = 5;

  private final int threads = ComputeThreads.count();
  private final int blasThreads = Nd4j.factory().blas().getMaxThreads();

  /** Thousands of small gradients would set the limit and put it back each time. */
  @BeforeEach
  void limitBlas() {
    Nd4j.factory().blas().setMaxThreads(1);
  }

  @AfterEach
  void useTheThreadsOfBefore() {
    ComputeThreads.setCount(threads);
    Nd4j.factory().blas().setMaxThreads(blasThreads);
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    int turn = 0;
    for (String name : NetworkRecipe.names()) {
      for (int width : new int[] {1, 7, 20}) {
        boolean preset = Presets.names().contains(name);
        boolean tooNarrow = width < 4 && name.startsWith("x+");
        if (!tooNarrow && (preset || width == 7)) {
          cases.add(Arguments.of(name, width, 1 + turn % 3, 1 + turn / 3 % 3));
          turn++;
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, width {1}, depth {2}, outputs {3}")
  @MethodSource("cases")
  void kernelIsThatOfTheWholeJacobian(String recipe, int width, int depth, int outputs) {
    MultiLayerNetwork network = NtkCases.network(recipe, 2, outputs, width, depth, 5);
    double[] coordinates = NtkCases.coordinates(POINTS, 2, 1);
    double[] parameters = NtkCases.parameters(network);
    NetworkFunction function =
        NetworkFunction.of(network.getLayerWiseConfigurations(), coordinates);

    double[] kernel = NtkCases.kernel(network, coordinates, 4).matrix();

    assertThat(NtkCases.distance(kernel, NtkCases.explicit(function, parameters)))
        .isLessThan(1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "tanh, 7, 2, 1",
    "sine, 7, 1, 2",
    "rational, 5, 2, 3",
    "staf, 4, 1, 1",
    "gentle-poly-sine-gaussian, 6, 3, 2",
    "x+x^2+sin+gaussian, 8, 2, 1"
  })
  void kernelIsThatOfDifferences(String recipe, int width, int depth, int outputs) {
    MultiLayerNetwork network = NtkCases.network(recipe, 2, outputs, width, depth, 6);
    double[] coordinates = NtkCases.coordinates(6, 2, 2);

    double[] kernel = NtkCases.kernel(network, coordinates, 64).matrix();

    assertThat(NtkCases.distance(kernel, NtkCases.byDifferences(network, coordinates, 2)))
        .isLessThan(1e-5);
  }

  @Test
  void positiveEigenvaluesAreThoseOfTheNormalMatrix() {
    MultiLayerNetwork network = NtkCases.network("gentle-poly-sine-gaussian", 1, 1, 3, 1, 3);
    double[] coordinates = NtkCases.coordinates(40, 1, 3);
    NetworkFunction function =
        NetworkFunction.of(network.getLayerWiseConfigurations(), coordinates);
    double[] parameters = NtkCases.parameters(network);
    NormalEquations equations =
        function
            .network()
            .normalEquations(
                Nd4j.createFromArray(parameters),
                40,
                function.inputs(),
                1,
                (first, count, outputs, residuals, partials) -> {
                  System.arraycopy(outputs, 0, residuals, 0, count);
                  Arrays.fill(partials, 1);
                });
    int size = equations.size();
    double[] square = new double[size * size];
    for (int i = 0, next = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        square[i * size + j] = equations.matrix()[next];
        square[j * size + i] = equations.matrix()[next++];
      }
    }

    NtkSpectrum expected = NtkSpectrum.of(square, size);
    NtkSpectrum spectrum = NtkSpectrum.of(NtkCases.kernel(network, coordinates, 16).matrix(), 40);

    for (int i = 0; i < size; i++) {
      assertThat(Math.abs(spectrum.eigenvalues()[i] - expected.eigenvalues()[i]))
          .isLessThan(1e-12 * expected.largest());
    }
    assertThat(spectrum.numericalRank()).isLessThanOrEqualTo(size);
  }

  @Test
  void residualNetworkOfAnEquationIsThatOfTheWholeJacobianTimesItsBoundaryFactors() {
    ProblemReference poisson =
        ProblemReference.named(ProblemReference.Kind.PDE, "poisson-smooth", 2);
    MultiLayerConfiguration configuration =
        SolverNetwork.configuration(
            poisson,
            1,
            SolverNetwork.Size.published(9),
            NetworkRecipe.named("gentle-poly-sine-gaussian"),
            new SolverNetwork.Training(new NoOp(), 0, 4, DataType.DOUBLE));
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    double[] coordinates = NtkCases.coordinates(POINTS, 2, 7);
    NetworkFunction function = NetworkFunction.of(configuration, coordinates);

    double[] kernel = NtkCases.kernel(network, coordinates, 5).matrix();

    assertThat(function.factor(0)).isNotEqualTo(1);
    assertThat(NtkCases.distance(kernel, NtkCases.explicit(function, NtkCases.parameters(network))))
        .isLessThan(1e-12);
    double[] differences = NtkCases.byDifferences(network, coordinates, 2);
    assertThat(NtkCases.distance(kernel, differences)).isLessThan(1e-5);
  }

  @Test
  void linearNetworkHasItsClosedForm() {
    // f = (x V + b) w + c has K = |w|^2 (x.x' + 1) + h(x).h(x') + 1, h = x V + b.
    int width = 5;
    NetworkRecipe linear =
        NetworkRecipe.parse(ConfigFactory.parseString("terms = [{ function = x }]"));
    MultiLayerNetwork network = NtkCases.network(linear, 2, 1, width, 1, 1);
    double[] theta = NtkCases.parameters(network);
    double[] coordinates = NtkCases.coordinates(POINTS, 2, 4);
    double squares = 0;
    for (int k = 0; k < width; k++) {
      squares += theta[3 * width + k] * theta[3 * width + k];
    }
    double[] expected = new double[POINTS * POINTS];
    for (int i = 0; i < POINTS; i++) {
      for (int j = 0; j < POINTS; j++) {
        double x = coordinates[2 * i] * coordinates[2 * j];
        double y = coordinates[2 * i + 1] * coordinates[2 * j + 1];
        double sum = squares * (x + y + 1) + 1;
        for (int k = 0; k < width; k++) {
          sum += hidden(theta, width, coordinates, i, k) * hidden(theta, width, coordinates, j, k);
        }
        expected[i * POINTS + j] = sum;
      }
    }

    double[] kernel = NtkCases.kernel(network, coordinates, 3).matrix();

    assertThat(NtkCases.distance(kernel, expected)).isLessThan(1e-14);
    assertThat(NtkSpectrum.of(kernel, POINTS).numericalRank()).isEqualTo(3);
  }

  private static double hidden(double[] theta, int width, double[] x, int point, int k) {
    return theta[2 * k] * x[2 * point] + theta[2 * k + 1] * x[2 * point + 1] + theta[2 * width + k];
  }

  @Test
  void kernelIsSymmetricToTheBitAndPositive() {
    MultiLayerNetwork network = NtkCases.network("poly-sine-gaussian", 2, 3, 20, 2, 8);
    int n = 75;
    double[] kernel = NtkCases.kernel(network, NtkCases.coordinates(n, 2, 5), 32).matrix();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertThat(kernel[i * n + j]).isEqualTo(kernel[j * n + i]);
      }
    }
    NtkSpectrum spectrum = NtkSpectrum.of(kernel, n);
    assertThat(spectrum.smallest()).isGreaterThan(-spectrum.uncertainty());
  }

  @Test
  void sizeOfTilesChangesRoundingsAlone() {
    MultiLayerNetwork network = NtkCases.network("sine-gaussian", 2, 2, 20, 2, 9);
    double[] coordinates = NtkCases.coordinates(150, 2, 6);
    double[] whole = NtkCases.kernel(network, coordinates, 1000).matrix();
    for (int tile : new int[] {1, 7, 64, 149}) {
      double[] kernel = NtkCases.kernel(network, coordinates, tile).matrix();
      assertThat(NtkCases.distance(kernel, whole)).isLessThan(1e-13);
    }
  }

  @Test
  void threadsAndSharesOfTilesDoNotChangeABit() {
    MultiLayerNetwork network = NtkCases.network("fitted-poly-sine", 2, 3, 40, 2, 9);
    double[] coordinates = NtkCases.coordinates(300, 2, 6);
    ComputeThreads.setCount(1);
    TangentKernel kernel = NtkCases.kernel(network, coordinates, 128);
    double[] one = kernel.matrix();
    ComputeThreads.setCount(3);
    assertThat(kernel.matrix()).isEqualTo(one);
    double[] shared = new double[one.length];
    List<double[]> tiles = kernel.tiles(0, kernel.cut().tiles());
    for (int number = 0; number < tiles.size(); number++) {
      kernel.cut().place(number, tiles.get(number), shared);
    }
    assertThat(shared).isEqualTo(one);
  }

  @Test
  void trainedParametersLeaveOutWhatTrainingLeavesAlone() {
    JetNetwork sine =
        NetworkFunction.network(
            NtkCases.network("sine", 1, 1, 5, 2, 1).getLayerWiseConfigurations());
    assertThat(TangentFeatures.trained(sine)).isEqualTo(10 + 30 + 6);
    JetNetwork staf =
        NetworkFunction.network(
            NtkCases.network("staf", 1, 2, 5, 2, 1).getLayerWiseConfigurations());
    assertThat(TangentFeatures.trained(staf)).isEqualTo(10 + 30 + 12 + 2 * 20);
    assertThat(staf.shape()).isEqualTo(JetShape.value());
  }

  @Test
  void otherLayersAreRefused() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new DenseLayer.Builder().nIn(2).nOut(3).build())
            .layer(new OutputLayer.Builder().nIn(3).nOut(2).build())
            .build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkFunction.of(configuration, new double[] {0, 0}))
        .withMessageContaining("layer 0 is a DenseLayer");
  }

  @Test
  void wrongCoordinatesAndParametersAreRefused() {
    MultiLayerNetwork network = NtkCases.network("sine", 2, 1, 5, 1, 1);
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkFunction.of(configuration, new double[3]))
        .withMessageContaining("coordinates are 3 numbers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkFunction.of(configuration, new double[] {0, Double.NaN}))
        .withMessageContaining("NaN");
    NetworkFunction function = NetworkFunction.of(configuration, new double[4]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TangentKernel(function, new double[3], 16))
        .withMessageContaining("parameters are 3");
  }
}
