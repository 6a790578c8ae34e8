package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.host.ComputeThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Training block by block against DL4J's layer by layer. */
class BlockwiseNetworkTest {

  private static final int INPUTS = 2;
  private static final int OUTPUTS = 3;

  private static MultiLayerConfiguration configuration(DataType type, String preset) {
    return CoordinateNetwork.configuration(
        new CoordinateNetwork.Shape(INPUTS, OUTPUTS, 20, 3),
        NetworkRecipe.named(preset),
        Optional.empty(),
        new Adam(1e-3),
        1,
        type);
  }

  private static MultiLayerNetwork initialised(MultiLayerNetwork network) {
    network.init();
    return network;
  }

  private static MultiLayerNetwork blockwise(DataType type) {
    return initialised(BlockwiseNetwork.of(configuration(type, "poly-sine-gaussian")));
  }

  private static DataSet data(DataType type, int rows) {
    Random random = new Random(rows);
    return new DataSet(uniform(random, type, rows, INPUTS), uniform(random, type, rows, OUTPUTS));
  }

  private static INDArray uniform(Random random, DataType type, int rows, int columns) {
    double[] numbers = random.doubles((long) rows * columns, -1, 1).toArray();
    return Nd4j.createFromArray(numbers).reshape(rows, columns).castTo(type);
  }

  private static void requireNear(INDArray actual, INDArray expected, double tolerance) {
    double largest = expected.amaxNumber().doubleValue();
    double difference = actual.sub(expected).amaxNumber().doubleValue();
    assertThat(difference / largest).isLessThan(tolerance);
  }

  /** One row, less than a block, several chains, several blocks a chain, a last short block. */
  @ParameterizedTest
  @CsvSource({
    "FLOAT, poly-sine-gaussian, 1, 2e-5",
    "FLOAT, sine-gaussian, 300, 2e-5",
    "FLOAT, staf, 1000, 2e-5",
    "DOUBLE, poly-sine-gaussian, 777, 1e-11",
    "DOUBLE, relu, 5000, 1e-11",
    "DOUBLE, sine-gaussian, 9001, 1e-11"
  })
  void gradientAndScoreAreThoseOfDl4j(DataType type, String preset, int rows, double tolerance) {
    MultiLayerConfiguration configuration = configuration(type, preset);
    MultiLayerNetwork whole = initialised(new MultiLayerNetwork(configuration.clone()));
    MultiLayerNetwork ours = initialised(BlockwiseNetwork.of(configuration));
    assertThat(ours).isInstanceOf(BlockwiseNetwork.class);
    assertThat(ours.params()).isEqualTo(whole.params());
    DataSet data = data(type, rows);
    requireSameGradient(ours, whole, data, tolerance);
  }

  private static void requireSameGradient(
      MultiLayerNetwork ours, MultiLayerNetwork whole, DataSet data, double tolerance) {
    for (MultiLayerNetwork network : new MultiLayerNetwork[] {whole, ours}) {
      network.setInput(data.getFeatures());
      network.setLabels(data.getLabels());
      network.computeGradientAndScore();
    }
    requireNear(ours.gradient().gradient(), whole.gradient().gradient(), tolerance);
    assertThat(ours.score()).isCloseTo(whole.score(), within(tolerance * whole.score()));
    assertThat(ours.gradient().gradientForVariable().keySet())
        .containsExactlyInAnyOrderElementsOf(whole.gradient().gradientForVariable().keySet());
    whole
        .gradient()
        .gradientForVariable()
        .forEach(
            (name, expected) ->
                assertThat(ours.gradient().getGradientFor(name).shape())
                    .as(name)
                    .isEqualTo(expected.shape()));
  }

  /** Networks that end with DL4J's own linear layer, which has parameters too. */
  @ParameterizedTest
  @CsvSource({"true, 1", "true, 700", "false, 700", "true, 5000"})
  void outputLayersTrainByBlocksAsInDl4j(boolean hasBias, int rows) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .dataType(DataType.DOUBLE)
            .updater(new Adam(1e-2))
            .l2(1e-3)
            .list()
            .layer(RafNetworks.raf(INPUTS, 8).build())
            .layer(RafNetworks.raf(8, 9).build())
            .layer(
                new OutputLayer.Builder(LossFunction.MSE)
                    .nIn(9)
                    .nOut(OUTPUTS)
                    .hasBias(hasBias)
                    .activation(Activation.IDENTITY)
                    .build())
            .build();
    MultiLayerNetwork whole = initialised(new MultiLayerNetwork(configuration.clone()));
    MultiLayerNetwork ours = initialised(BlockwiseNetwork.require(configuration));
    assertThat(ours.params()).isEqualTo(whole.params());
    requireSameGradient(ours, whole, data(DataType.DOUBLE, rows), 1e-11);
    for (int step = 0; step < 10; step++) {
      DataSet data = data(DataType.DOUBLE, rows + step);
      whole.fit(data);
      ours.fit(data);
    }
    requireNear(ours.params(), whole.params(), 1e-9);
    requireNear(ours.clone().params(), whole.params(), 1e-9);
  }

  @Test
  void trainingWithWeightDecayFollowsDl4j() {
    NeuralNetConfiguration.Builder decayed =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .dataType(DataType.DOUBLE)
            .updater(new Adam(1e-2))
            .l2(1e-2);
    MultiLayerConfiguration configuration =
        decayed
            .list()
            .layer(RafNetworks.raf(INPUTS, 8).build())
            .layer(RafNetworks.raf(8, OUTPUTS).build())
            .layer(loss(new LossMSE()))
            .build();
    MultiLayerNetwork whole = initialised(new MultiLayerNetwork(configuration.clone()));
    MultiLayerNetwork ours = initialised(BlockwiseNetwork.of(configuration));
    assertThat(ours).isInstanceOf(BlockwiseNetwork.class);
    for (int step = 0; step < 20; step++) {
      DataSet data = data(DataType.DOUBLE, 50 + step);
      whole.fit(data);
      ours.fit(data);
      assertThat(ours.score()).isCloseTo(whole.score(), within(1e-9 * whole.score()));
    }
    requireNear(ours.params(), whole.params(), 1e-9);
    assertThat(ours.getIterationCount()).isEqualTo(20);
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() {
    int before = ComputeThreads.count();
    INDArray expected = null;
    try {
      for (int threads : new int[] {1, 2, 5}) {
        ComputeThreads.setCount(threads);
        MultiLayerNetwork network = blockwise(DataType.FLOAT);
        for (int step = 0; step < 3; step++) {
          network.fit(data(DataType.FLOAT, 4000));
        }
        expected = expected == null ? network.params() : expected;
        assertThat(network.params()).isEqualTo(expected);
      }
    } finally {
      ComputeThreads.setCount(before);
    }
  }

  @Test
  void theOrderAndTypeOfTheInputInMemoryDoNotMatter() {
    DataSet data = data(DataType.FLOAT, 70);
    INDArray x = data.getFeatures();
    INDArray wide = Nd4j.zeros(DataType.FLOAT, 80, 5);
    INDArray view = wide.get(NDArrayIndex.interval(10, 80), NDArrayIndex.interval(2, 4)).assign(x);
    MultiLayerNetwork expected = blockwise(DataType.FLOAT);
    expected.fit(x, data.getLabels());
    for (INDArray same : new INDArray[] {x.dup('f'), view, x.castTo(DataType.DOUBLE)}) {
      MultiLayerNetwork network = blockwise(DataType.FLOAT);
      network.fit(same, data.getLabels().dup('f'));
      assertThat(network.params()).isEqualTo(expected.params());
    }
  }

  @Test
  void savedNetworksAreReadByDl4j() throws IOException {
    MultiLayerNetwork network = blockwise(DataType.DOUBLE);
    DataSet data = data(DataType.DOUBLE, 100);
    network.fit(data);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, true);
    MultiLayerNetwork read =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(bytes.toByteArray()), true);
    assertThat(read.params()).isEqualTo(network.params());
    MultiLayerNetwork copy = BlockwiseNetwork.copyOf(read);
    network.fit(data);
    read.fit(data);
    copy.fit(data);
    requireNear(read.params(), network.params(), 1e-12);
    assertThat(copy).isInstanceOf(BlockwiseNetwork.class);
    assertThat(copy.params()).isEqualTo(network.params());
  }

  @Test
  void clonesTrainAlikeAndApart() {
    MultiLayerNetwork network = blockwise(DataType.FLOAT);
    DataSet data = data(DataType.FLOAT, 50);
    network.fit(data);
    MultiLayerNetwork clone = network.clone();
    INDArray before = network.params().dup();
    clone.fit(data);
    assertThat(network.params()).isEqualTo(before);
    network.fit(data);
    assertThat(clone).isInstanceOf(BlockwiseNetwork.class);
    assertThat(network.params()).isEqualTo(clone.params()).isNotEqualTo(before);
  }

  @Test
  void masksCountAsInDl4j() {
    MultiLayerNetwork masked = blockwise(DataType.DOUBLE);
    MultiLayerNetwork fewer = blockwise(DataType.DOUBLE);
    DataSet data = data(DataType.DOUBLE, 40);
    INDArray mask = Nd4j.ones(DataType.DOUBLE, 40, 1);
    mask.get(NDArrayIndex.interval(30, 40), NDArrayIndex.all()).assign(0);
    data.setLabelsMaskArray(mask);
    masked.fit(data);
    INDArray thirty = data.getFeatures().get(NDArrayIndex.interval(0, 30), NDArrayIndex.all());
    fewer.setInput(thirty);
    fewer.setLabels(data.getLabels().get(NDArrayIndex.interval(0, 30), NDArrayIndex.all()));
    fewer.computeGradientAndScore();
    assertThat(masked.gradient().gradient().amaxNumber().doubleValue()).isPositive();
    // Adam's first step does not depend on the gradient's size, which DL4J divides by all rows.
    fewer.fit(thirty.dup(), fewer.getLabels().dup());
    requireNear(masked.params(), fewer.params(), 1e-6);
  }

  @Test
  void listenersSeeActivations() {
    MultiLayerNetwork heard = blockwise(DataType.FLOAT);
    AtomicInteger layers = new AtomicInteger();
    heard.setListeners(
        new BaseTrainingListener() {
          @Override
          public void onForwardPass(Model model, List<INDArray> activations) {
            layers.set(activations.size());
          }
        });
    heard.fit(data(DataType.FLOAT, 10));
    assertThat(layers).hasPositiveValue();
  }

  static Stream<Arguments> others() {
    RafDenseLayer plain = RafNetworks.raf(2, 2).build();
    return Stream.of(
        Arguments.of(
            list(plain, RafNetworks.tanh(2, 2), loss(new LossMSE())),
            "layer 1 (DenseLayer) cannot go by blocks; expected a RafDenseLayer below the last"
                + " layer"),
        Arguments.of(
            list(plain, RafNetworks.raf(2, 2).dropOut(0.5).build(), loss(new LossMSE())),
            "layer 1 (RafDenseLayer) has dropout; expected none"),
        Arguments.of(
            list(
                RafNetworks.raf(2, 2).weightNoise(new DropConnect(0.5)).build(),
                loss(new LossMSE())),
            "layer 0 (RafDenseLayer) has weight noise; expected none"),
        Arguments.of(
            list(plain, loss(new LossMSE(Nd4j.createFromArray(1.0, 2.0)))),
            "layer 1 (LossLayer) weighs the outputs in its loss; expected no weights"),
        Arguments.of(
            list(
                plain, new LossLayer.Builder(LossFunction.MSE).activation(Activation.TANH).build()),
            "layer 1 (LossLayer) has the activation tanh; expected identity"),
        Arguments.of(
            list(
                plain,
                new LossLayer.Builder(LossFunction.L1).activation(Activation.IDENTITY).build()),
            "layer 1 (LossLayer) has the loss LossL1; expected LossMSE"),
        Arguments.of(
            list(plain, output(Activation.SIGMOID, LossFunction.MSE)),
            "layer 1 (OutputLayer) has the activation sigmoid; expected identity"),
        Arguments.of(
            list(plain, output(Activation.IDENTITY, LossFunction.L2)),
            "layer 1 (OutputLayer) has the loss LossL2; expected LossMSE"),
        Arguments.of(
            list(plain),
            "layer 0 (RafDenseLayer) cannot end the network; expected an OutputLayer or a"
                + " LossLayer"),
        Arguments.of(
            list(new RafDenseLayer.Builder().nOut(2).build(), loss(new LossMSE())),
            "layer 0 (RafDenseLayer) has 0 inputs and 2 neurons; expected both set, by nIn and"
                + " nOut or by the type of the input"),
        Arguments.of(
            list(loss(new LossMSE())),
            "layer 0 is the loss; expected layers with parameters below it"));
  }

  private static OutputLayer output(Activation activation, LossFunction loss) {
    return new OutputLayer.Builder(loss).nIn(2).nOut(2).activation(activation).build();
  }

  private static LossLayer loss(LossMSE error) {
    return new LossLayer.Builder(error).activation(Activation.IDENTITY).build();
  }

  private static MultiLayerConfiguration list(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    Stream.of(layers).forEach(list::layer);
    return list.build();
  }

  @ParameterizedTest
  @MethodSource("others")
  void otherNetworksAreDl4jsOwnForAReason(MultiLayerConfiguration configuration, String reason) {
    assertThat(BlockwiseNetwork.of(configuration)).isExactlyInstanceOf(MultiLayerNetwork.class);
    assertThat(BlockwiseNetwork.suits(configuration)).isFalse();
    assertThat(BlockwiseNetwork.obstacle(configuration)).contains(reason);
    assertThatThrownBy(() -> BlockwiseNetwork.require(configuration))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @Test
  void networksByBlocksHaveNoObstacle() {
    MultiLayerConfiguration configuration = configuration(DataType.FLOAT, "sine");
    assertThat(BlockwiseNetwork.obstacle(configuration)).isEmpty();
    assertThat(BlockwiseNetwork.suits(configuration)).isTrue();
    assertThat(BlockwiseNetwork.require(configuration)).isInstanceOf(BlockwiseNetwork.class);
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    MultiLayerNetwork network = blockwise(DataType.FLOAT);
    INDArray x = Nd4j.zeros(DataType.FLOAT, 5, INPUTS);
    INDArray y = Nd4j.zeros(DataType.FLOAT, 5, OUTPUTS);
    assertThatThrownBy(() -> network.fit(Nd4j.zeros(DataType.FLOAT, 5, 7), y))
        .hasMessageContainingAll("features", "[5, 7]", "[batch, 2]");
    assertThatThrownBy(() -> network.fit(x, Nd4j.zeros(DataType.FLOAT, 5, 4)))
        .hasMessageContainingAll("labels", "[5, 4]", "[5, 3]");
    assertThatThrownBy(() -> network.fit(x, Nd4j.zeros(DataType.FLOAT, 6, OUTPUTS)))
        .hasMessageContainingAll("labels", "[6, 3]", "[5, 3]");
  }
}
