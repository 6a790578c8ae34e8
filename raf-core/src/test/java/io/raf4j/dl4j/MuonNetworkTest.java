package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.encoding.GridEncoding;
import io.raf4j.encoding.Interpolation;
import io.raf4j.host.ComputeThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks whose hidden weights are trained by Muon. */
class MuonNetworkTest {

  private static final int WIDTH = 20;

  /** Networks of ours that train in one way of their own each. */
  private enum Kind {
    FLOAT,
    DOUBLE,
    ENCODED;

    DataType type() {
      return this == DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    }

    MultiLayerConfiguration configuration() {
      Adam adam = new Adam(new CosineSchedule(1e-3, 100));
      NetworkRecipe recipe = NetworkRecipe.named("poly-sine-gaussian");
      CoordinateNetwork.Shape shape = new CoordinateNetwork.Shape(2, 3, WIDTH, 3);
      MultiLayerConfiguration byAdam =
          this == ENCODED
              ? CoordinateNetwork.configuration(encoded(), shape, recipe, adam, 1)
              : CoordinateNetwork.configuration(shape, recipe, Optional.empty(), adam, 1, type());
      return Muon.ofHidden(byAdam, new CosineSchedule(2e-3, 100));
    }

    private static CoordinateNetwork.Encoded encoded() {
      return new CoordinateNetwork.Encoded(
          new GridEncoding(List.of(3, 4), List.of(60, 90), 6, 2, 9, Interpolation.LINEAR),
          new LazyAdam(new CosineSchedule(1e-2, 100)));
    }

    MultiLayerNetwork network() {
      return initialised(BlockwiseNetwork.of(configuration()));
    }

    DataSet batch(long seed) {
      double[] x = new Random(seed).doubles(2 * 400, -1, 1).toArray();
      double[] y = new double[3 * 400];
      for (int i = 0; i < y.length; i++) {
        y[i] = Math.sin(3 * x[i / 3 * 2] + i % 3 + 5 * x[i / 3 * 2 + 1]);
      }
      return new DataSet(
          Nd4j.createFromArray(x).reshape('c', 400, 2).castTo(type()),
          Nd4j.createFromArray(y).reshape('c', 400, 3).castTo(type()));
    }

    MultiLayerNetwork trained(MultiLayerNetwork network, int from, int to) {
      for (int step = from; step < to; step++) {
        network.fit(batch(step));
      }
      return network;
    }
  }

  private static MultiLayerNetwork initialised(MultiLayerNetwork network) {
    network.init();
    return network;
  }

  private static List<UpdaterBlock> blocks(MultiLayerNetwork network) {
    return ((MultiLayerUpdater) network.getUpdater()).getUpdaterBlocks();
  }

  private static void requireNear(INDArray found, INDArray expected, double tolerance) {
    double difference = found.sub(expected).norm2Number().doubleValue();
    assertThat(difference).isLessThan(tolerance * expected.norm2Number().doubleValue());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyHiddenMatrixIsABlockAndNothingElseIs(Kind kind) {
    List<String> found = new ArrayList<>();
    for (UpdaterBlock block : blocks(kind.network())) {
      if (block.getGradientUpdater().getConfig() instanceof Muon muon) {
        UpdaterBlock.ParamState only = block.getLayersAndVariablesInBlock().get(0);
        assertThat(block.getLayersAndVariablesInBlock()).hasSize(1);
        assertThat(only.getParamView().length())
            .isEqualTo((long) muon.getInputs() * muon.getOutputs())
            .isEqualTo(block.getUpdaterView().length());
        found.add(((RafDenseRuntime) only.getLayer()).getIndex() + only.getParamName());
      }
    }
    // Behind an encoding the first dense layer takes features, without one coordinates.
    assertThat(found)
        .isEqualTo(kind == Kind.ENCODED ? List.of("1W", "2W", "3W") : List.of("1W", "2W"));
    assertThat(Muon.isIn(kind.network())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void stepsAreThoseOfDl4j(Kind kind) {
    MultiLayerNetwork own = kind.network();
    MultiLayerNetwork theirs = initialised(new MultiLayerNetwork(kind.configuration()));
    assertThat(own.getClass()).isNotEqualTo(MultiLayerNetwork.class);
    INDArray before = own.params().dup();
    kind.trained(own, 0, 5);
    kind.trained(theirs, 0, 5);
    double tolerance = kind == Kind.DOUBLE ? 1e-9 : 1e-3;
    requireNear(own.params().sub(before), theirs.params().sub(before), tolerance);
    requireNear(
        own.getUpdater().getStateViewArray(), theirs.getUpdater().getStateViewArray(), 1e-2);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aNetworkThatWasSavedGoesOnToTheSameBits(Kind kind) throws IOException {
    INDArray whole = kind.trained(kind.network(), 0, 6).params();
    MultiLayerNetwork first = kind.trained(kind.network(), 0, 3);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelArchive.write(first, bytes, true);
    MultiLayerNetwork read =
        BlockwiseNetwork.copyOf(
            ModelArchive.read(new ByteArrayInputStream(bytes.toByteArray()), true));
    assertThat(kind.trained(read, 3, 6).params()).isEqualTo(whole);
    assertThat(kind.trained(first.clone(), 3, 6).params()).isEqualTo(whole);
  }

  @Test
  void dl4jReadsWhatItHasWritten() throws IOException {
    MultiLayerNetwork network =
        Kind.DOUBLE.trained(initialised(new MultiLayerNetwork(Kind.DOUBLE.configuration())), 0, 2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, true);
    MultiLayerNetwork read =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(bytes.toByteArray()), true);
    assertThat(read.getUpdater().getStateViewArray())
        .isEqualTo(network.getUpdater().getStateViewArray());
    Kind.DOUBLE.trained(network, 2, 4);
    assertThat(Kind.DOUBLE.trained(read, 2, 4).params()).isEqualTo(network.params());
  }

  @Test
  void configurationsAreTheSameAfterJson() {
    MultiLayerConfiguration configuration = Kind.FLOAT.configuration();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    assertThat(read.toJson()).isEqualTo(configuration.toJson());
    BaseLayer hidden = (BaseLayer) read.getConf(1).getLayer();
    assertThat(hidden.getIUpdater())
        .isEqualTo(new Muon(WIDTH, WIDTH, new CosineSchedule(2e-3, 100)));
    assertThat(Muon.besides(hidden)).isEqualTo(new Adam(new CosineSchedule(1e-3, 100)));
  }

  @Test
  void ofHiddenLeavesTheConfigurationThatItIsGiven() {
    MultiLayerConfiguration byAdam =
        CoordinateNetwork.configuration(
            new CoordinateNetwork.Shape(2, 1, 5, 3),
            NetworkRecipe.named("poly-sine-gaussian"),
            Optional.empty(),
            new Adam(1e-3),
            1,
            DataType.FLOAT);
    String json = byAdam.toJson();
    Muon.ofHidden(byAdam, new CosineSchedule(1, 10));
    assertThat(byAdam.toJson()).isEqualTo(json);
    MultiLayerNetwork network = initialised(BlockwiseNetwork.of(byAdam));
    assertThat(Muon.isIn(network)).isFalse();
    BaseLayer first = (BaseLayer) network.getLayer(0).conf().getLayer();
    assertThat(Muon.besides(first)).isEqualTo(new Adam(1e-3));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void bitsDoNotDependOnThreads(Kind kind) {
    int before = ComputeThreads.count();
    try {
      ComputeThreads.setCount(1);
      INDArray alone = kind.trained(kind.network(), 0, 4).params();
      ComputeThreads.setCount(4);
      assertThat(kind.trained(kind.network(), 0, 4).params()).isEqualTo(alone);
    } finally {
      ComputeThreads.setCount(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void trainingLearns(Kind kind) {
    MultiLayerNetwork network = kind.network();
    double before = network.score(kind.batch(1000));
    kind.trained(network, 0, 60);
    assertThat(network.score(kind.batch(1000))).isLessThan(before / 2);
  }

  /** What reducing rates and giving them another length do to Adam they do to Muon. */
  @Test
  void ratesChangeAndMomentumStays() {
    MultiLayerNetwork network = Kind.DOUBLE.trained(Kind.DOUBLE.network(), 0, 3);
    INDArray gathered = network.getUpdater().getStateViewArray().dup();
    MultiLayerNetwork whole = network.clone();
    INDArray before = network.params().dup();
    ReducedSchedule.reduce(network, 0.5);
    assertThat(network.getUpdater().getStateViewArray()).isEqualTo(gathered);
    Kind.DOUBLE.trained(network, 3, 4);
    Kind.DOUBLE.trained(whole, 3, 4);
    INDArray half = network.params().sub(before);
    requireNear(half.mul(2), whole.params().sub(before), 1e-9);
    LearningRates.fallOver(network, 7);
    IUpdater hidden = ((BaseLayer) network.getLayer(1).conf().getLayer()).getIUpdater();
    assertThat(hidden)
        .isEqualTo(new Muon(WIDTH, WIDTH, new ReducedSchedule(new CosineSchedule(2e-3, 7), 0.5)));
  }

  /** Coefficients have their share of Adam's rate, not of Muon's. */
  @Test
  void coefficientsLearnAtTheirShareOfTheBiasesRate() {
    RafDenseLayer layer =
        new RafDenseLayer.Builder()
            .nIn(3)
            .nOut(4)
            .reproducing("poly-sine-gaussian")
            .coefficientRate(0.5)
            .updater(new Muon(3, 4, 0.7, null))
            .biasUpdater(new Adam(0.1))
            .build();
    RafDenseLayer byAdam = layer.clone();
    byAdam.setIUpdater(new Adam(0.1));
    for (String key : layer.initializer().paramKeys(layer)) {
      double expected = byAdam.getUpdaterByParam(key).getLearningRate(0, 0);
      assertThat(layer.getUpdaterByParam(key).getLearningRate(0, 0))
          .as(key)
          .isCloseTo(key.equals("W") ? 0.7 : expected, within(1e-15));
      assertThat(layer.getUpdaterByParam(key))
          .isInstanceOf(key.equals("W") ? Muon.class : Adam.class);
    }
  }

  @Test
  void aLayerNeedsAnUpdaterOfItsBiases() {
    RafDenseLayer layer =
        new RafDenseLayer.Builder().nIn(3).nOut(4).updater(new Muon(3, 4, 0.1, null)).build();
    assertThat(layer.getUpdaterByParam("W")).isEqualTo(new Muon(3, 4, 0.1, null));
    assertThatThrownBy(() -> layer.getUpdaterByParam("b"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("trained by Muon, its other parameters by nothing");
  }

  /** Without biases and coefficients DL4J puts neighbours into one block. */
  @Test
  void matricesSideBySideStepAsMatricesApart() {
    MultiLayerNetwork together = initialised(new MultiLayerNetwork(plain(0.1, 0.1)));
    // A rate that differs in its last bit keeps the second matrix out of the first one's block.
    MultiLayerNetwork apart = initialised(new MultiLayerNetwork(plain(0.1, Math.nextUp(0.1))));
    assertThat(blocks(together)).hasSize(1);
    assertThat(blocks(apart)).hasSize(2);
    for (int step = 0; step < 3; step++) {
      INDArray x = Nd4j.rand(DataType.DOUBLE, 10, 4);
      together.fit(x, x.mul(x));
      apart.fit(x, x.mul(x));
    }
    requireNear(together.params(), apart.params(), 1e-12);
  }

  private static MultiLayerConfiguration plain(double first, double second) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().seed(7).dataType(DataType.DOUBLE).list();
    for (double rate : new double[] {first, second}) {
      layers.layer(
          new RafDenseLayer.Builder()
              .nIn(4)
              .nOut(4)
              .hasBias(false)
              .reproducing(CoordinateNetwork.identity())
              .updater(new Muon(4, 4, rate, null))
              .build());
    }
    layers.layer(new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build());
    return layers.build();
  }
}
