package io.raf4j.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.random.Purpose;
import java.time.Duration;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

class FeatureDrawTest {

  private static final int COORDINATES = 2;

  private static MultiLayerNetwork network(ProblemReference problem, int width) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SolverNetwork.configuration(
                problem,
                1,
                new SolverNetwork.Size(SolverNetwork.Architecture.PLAIN, width, 1),
                NetworkRecipe.named("tanh"),
                new SolverNetwork.Training(new Adam(1e-3), 0, 1, DataType.DOUBLE)));
    network.init();
    return network;
  }

  private static ProblemReference pde(String name) {
    return ProblemReference.named(
        ProblemReference.Kind.PDE, name, name.equals("poisson-smooth") ? 2 : 1);
  }

  private static double[] drawn(MultiLayerNetwork network, long seed, double scale) {
    double[] parameters = network.params().toDoubleVector();
    new FeatureDraw(seed, scale)
        .write(TrialLayer.of(network.getLayerWiseConfigurations()), parameters);
    return parameters;
  }

  @Test
  void middlesLieInsideTheDomainAndOutputsAreZero() {
    int width = 50;
    double[] parameters = drawn(network(pde("poisson-smooth"), width), 3, 2);

    int distinct = 0;
    for (int o = 0; o < width; o++) {
      double a = parameters[COORDINATES * o];
      double b = parameters[COORDINATES * o + 1];
      double bias = parameters[COORDINATES * width + o];
      // The line a x + b y + bias = 0 meets the unit square.
      double least = bias + Math.min(a, 0) + Math.min(b, 0);
      double most = bias + Math.max(a, 0) + Math.max(b, 0);
      assertThat(least).isNegative();
      assertThat(most).isPositive();
      distinct += Math.abs(a) > 1e-3 ? 1 : 0;
    }
    assertThat(distinct).isGreaterThan(45);
    assertThat(Arrays.copyOfRange(parameters, (COORDINATES + 1) * width, parameters.length))
        .containsOnly(0)
        .hasSize(width + 1);
  }

  @Test
  void aNeuronsDrawDependsOnSeedAndNumberAlone() {
    double[] few = drawn(network(pde("poisson-smooth"), 10), 3, 2);
    double[] many = drawn(network(pde("poisson-smooth"), 40), 3, 2);
    double[] other = drawn(network(pde("poisson-smooth"), 10), 4, 2);
    double[] steeper = drawn(network(pde("poisson-smooth"), 10), 3, 4);

    for (int i = 0; i < 10 * COORDINATES; i++) {
      assertThat(many[i]).isEqualTo(few[i]);
      assertThat(other[i]).isNotEqualTo(few[i]);
      assertThat(steeper[i]).isCloseTo(2 * few[i], within(1e-12 * Math.abs(few[i])));
    }
  }

  @Test
  void aScaleThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new FeatureDraw(1, 0)).hasMessageContaining("scale is 0");
    assertThatThrownBy(() -> new FeatureDraw(1, Double.NaN)).hasMessageContaining("scale is NaN");
  }

  /** A linear equation and a nonlinear one, by a few hundred features to ten digits. */
  @ParameterizedTest
  @CsvSource({"poisson-smooth, 2", "klein-gordon, 8"})
  void featuresSolveSmoothEquations(String name, int iterations) {
    ProblemReference problem = pde(name);
    MultiLayerNetwork network = network(problem, 300);
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    Residuals residuals = Residuals.pde(layer).ofOutputs();
    double[] start = drawn(network, 1, 1);

    LevenbergMarquardt.Result result =
        new LevenbergMarquardt(
                LevenbergMarquardt.Options.forOutputs().limited(iterations, Duration.ofDays(1), 0))
            .minimise(new LocalLeastSquares(residuals, problem, Sampler.SOBOL, 1, 900, 0), start);

    Points judged = points(problem, 1000, 99);
    double error =
        SolutionErrors.of(layer, residuals.parameters(result.theta()), judged).relativeL2();
    assertThat(error).isLessThan(1e-9);
    int frozen = residuals.firstUnknown();
    assertThat(Arrays.copyOf(result.theta(), frozen)).isEqualTo(Arrays.copyOf(start, frozen));
  }

  private static Points points(ProblemReference problem, int count, int step) {
    return Sampler.SOBOL.draw(problem.domain(), 1, Purpose.COLLOCATION, step, 0, count);
  }
}
