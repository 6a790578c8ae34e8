package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.raf4j.basis.Presets;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

class CoordinateNetworkTest {

  private static final CoordinateNetwork.Shape SMALL = new CoordinateNetwork.Shape(2, 2, 16, 3);

  private static MultiLayerNetwork network(
      CoordinateNetwork.Shape shape, NetworkRecipe recipe, Optional<double[]> tensor) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            CoordinateNetwork.configuration(
                shape, recipe, tensor, new Adam(recipe.learningRate()), 9, DataType.FLOAT));
    network.init();
    return network;
  }

  @Test
  void sizesAreThoseAskedFor() {
    MultiLayerNetwork network = network(SMALL, NetworkRecipe.named("sine"), Optional.empty());
    // Three hidden layers, the linear one and the loss.
    assertThat(network.getnLayers()).isEqualTo(5);
    assertThat(network.numParams()).isEqualTo(SMALL.weights()).isEqualTo(3 * 16 + 2 * 17 * 16 + 34);
    assertThat(network.output(RafNetworks.points(4)).shape()).isEqualTo(new long[] {4, 2});
  }

  /** ND4J's generator takes the time of day for the seed 0. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE})
  void networksOfOneSeedStartAlikeAndThoseOfOthersDoNot(long seed) throws InterruptedException {
    INDArray first = start(seed);
    Thread.sleep(3);
    assertThat(start(seed)).isEqualTo(first);
    assertThat(start(seed ^ 2)).isNotEqualTo(first);
  }

  private static INDArray start(long seed) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            CoordinateNetwork.configuration(
                SMALL,
                NetworkRecipe.named("sine"),
                Optional.empty(),
                new Adam(),
                seed,
                DataType.FLOAT));
    network.init();
    return network.params();
  }

  @Test
  void coefficientsComeOnTopOfWeights() {
    MultiLayerNetwork network =
        network(SMALL, NetworkRecipe.named("poly-sine-gaussian"), Optional.empty());
    assertThat(network.numParams()).isEqualTo(SMALL.weights() + 3 * 6 * 16);
  }

  @Test
  void weightsStartWithinSirensBounds() {
    CoordinateNetwork.Shape shape = new CoordinateNetwork.Shape(3, 2, 128, 3);
    MultiLayerNetwork network = network(shape, NetworkRecipe.named("sine"), Optional.empty());
    requireUniform(network.getParam("0_W"), 1 / 3d);
    for (String layer : new String[] {"1_W", "2_W", "3_W"}) {
      // Variance 6 / (3 n 30^2), so that a sine of scale 30 sees arguments of variance 1.
      requireUniform(network.getParam(layer), Math.sqrt(6 / 128d) / 30);
    }
  }

  private static void requireUniform(INDArray weights, double bound) {
    INDArray numbers = weights.castTo(DataType.DOUBLE);
    double largest = numbers.amaxNumber().doubleValue();
    double variance = numbers.mul(numbers).meanNumber().doubleValue();
    assertThat(largest).isBetween(0.9 * bound, bound * (1 + 1e-7));
    double spread = 4 * Math.sqrt(0.8 / numbers.length());
    assertThat(3 * variance / (bound * bound)).isCloseTo(1, within(spread));
  }

  @Test
  void sirensHiddenLayersKeepTheirVariance() {
    CoordinateNetwork.Shape shape = new CoordinateNetwork.Shape(2, 2, 256, 4);
    MultiLayerNetwork network = network(shape, NetworkRecipe.named("sine"), Optional.empty());
    for (int layer = 1; layer <= 4; layer++) {
      INDArray y = network.feedForward(RafNetworks.points(300)).get(layer);
      // A sine of a normal argument of variance 1 has variance (1 - e^-2) / 2; uniform phases 1/2.
      assertThat(y.mul(y).meanNumber().doubleValue()).as("layer %d", layer).isBetween(0.4, 0.56);
    }
  }

  @Test
  void firstFrequenciesFitTheSignal() {
    NetworkRecipe recipe =
        NetworkRecipe.parse(ConfigFactory.parseString("name = sine, frequencies = 30"));
    CoordinateNetwork.Shape shape = new CoordinateNetwork.Shape(2, 2, 4096, 1);
    double[] frequency = {60, 15};
    double[] tensor = RafNetworks.diagonal(60 * 60, 15 * 15);
    MultiLayerNetwork network = network(shape, recipe, Optional.of(tensor));
    INDArray weights = network.getParam("0_W").castTo(DataType.DOUBLE);
    for (int axis = 0; axis < 2; axis++) {
      double deviation = weights.getRow(axis).stdNumber().doubleValue();
      assertThat(30 * deviation / frequency[axis]).isCloseTo(1, within(4 / Math.sqrt(2 * 4096)));
    }
    // Without a tensor, or for a recipe that does not fit it, the recipe's own weights.
    assertThat(firstBound(network(shape, recipe, Optional.empty()))).isLessThanOrEqualTo(0.5);
    NetworkRecipe plain = NetworkRecipe.named("sine");
    assertThat(firstBound(network(shape, plain, Optional.of(tensor)))).isLessThanOrEqualTo(0.5);
  }

  private static double firstBound(MultiLayerNetwork network) {
    return network.getParam("0_W").amaxNumber().doubleValue();
  }

  @Test
  void configurationsSurviveJson() {
    NetworkRecipe recipe =
        NetworkRecipe.parse(ConfigFactory.parseString("name = sine, frequencies = 30"));
    MultiLayerConfiguration configuration =
        CoordinateNetwork.configuration(
            SMALL,
            recipe,
            Optional.of(RafNetworks.diagonal(3, 4)),
            new Adam(new CosineSchedule(1e-3, 500)),
            9,
            DataType.FLOAT);
    assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
  }

  @Test
  void everyRecipeTrains() {
    DataSet data = RafNetworks.data(64);
    for (String name : NetworkRecipe.names()) {
      MultiLayerNetwork network = network(SMALL, NetworkRecipe.named(name), Optional.empty());
      double before = network.score(data);
      for (int i = 0; i < 20; i++) {
        network.fit(data);
      }
      assertThat(network.score(data)).as(name).isLessThan(before);
    }
  }

  @Test
  void evaluationEqualsOutput() {
    MultiLayerNetwork network = network(SMALL, NetworkRecipe.named("sine"), Optional.empty());
    INDArray x = RafNetworks.points(10);
    assertThat(CoordinateNetwork.evaluate(network, x)).isEqualTo(network.output(x));
  }

  @Test
  void activationsOfNeuronsCanBeLookedAt() {
    MultiLayerNetwork network =
        network(SMALL, NetworkRecipe.named("poly-sine-gaussian"), Optional.empty());
    double[] z = {-0.5, 0, 0.3};
    double[] values = CoordinateNetwork.activationOf(network, 1, 5, z);
    double[] alpha = new double[4];
    double[] beta = {1, 1, 0, 0};
    for (int p = 0; p < 4; p++) {
      alpha[p] = network.getParam("1_alpha" + p).getDouble(5);
      beta[p] = p < 2 ? 1 : network.getParam("1_beta" + p).getDouble(5);
    }
    for (int i = 0; i < z.length; i++) {
      double expected = Presets.named("poly-sine-gaussian").value(z[i], alpha, beta);
      assertThat(values[i]).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void activationsOfGroupedNeuronsAreTheirTerm() {
    MultiLayerNetwork network =
        network(SMALL, NetworkRecipe.named("x+x^2+sin+gaussian"), Optional.empty());
    double[] z = {0.5};
    assertThat(CoordinateNetwork.activationOf(network, 0, 0, z)).containsExactly(0.5);
    assertThat(CoordinateNetwork.activationOf(network, 0, 4, z)).containsExactly(0.25);
    assertThat(CoordinateNetwork.activationOf(network, 0, 11, z)).containsExactly(Math.sin(0.5));
    assertThat(CoordinateNetwork.activationOf(network, 0, 15, z)[0])
        .isCloseTo(Math.exp(-50), within(1e-30));
  }

  @Test
  void layersWithoutActivationAreRefused() {
    MultiLayerNetwork network = network(SMALL, NetworkRecipe.named("sine"), Optional.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoordinateNetwork.activationOf(network, 4, 0, new double[1]))
        .withMessageContaining("layer 4 has no reproducing activation; expected 0 to 2");
  }

  @Test
  void sizesBelowOneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CoordinateNetwork.Shape(0, 1, 1, 1))
        .withMessage("inputs is 0; expected at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CoordinateNetwork.Shape(1, 1, 1, 0))
        .withMessage("depth is 0; expected at least 1");
  }
}
