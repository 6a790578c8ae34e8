package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.SampleActivations;
import io.raf4j.basis.Term;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** The layer at work in DL4J's networks: everything that DL4J does with its own layers. */
class RafDenseTrainingTest {

  @Test
  void trainingLowersTheLoss() {
    MultiLayerNetwork network = RafNetworks.mixedNetwork(1);
    DataSet data = RafNetworks.data(100);
    double before = network.score(data);
    for (int i = 0; i < 60; i++) {
      network.fit(data);
    }
    assertThat(network.score(data)).isLessThan(before / 1.5);
  }

  @Test
  void savedNetworksGiveTheSameBitsAndTrainOnAlike() throws IOException {
    MultiLayerNetwork network = RafNetworks.mixedNetwork(1);
    DataSet data = RafNetworks.data(100);
    network.fit(data);
    network.fit(data);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, true);
    MultiLayerNetwork read =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(bytes.toByteArray()), true);
    assertThat(read.params()).isEqualTo(network.params());
    assertThat(read.getUpdater().getStateViewArray())
        .isEqualTo(network.getUpdater().getStateViewArray());
    assertThat(read.output(data.getFeatures())).isEqualTo(network.output(data.getFeatures()));
    network.fit(data);
    read.fit(data);
    assertThat(read.params()).isEqualTo(network.params());
  }

  @Test
  void clonesTrainAlikeAndApart() {
    MultiLayerNetwork network = RafNetworks.mixedNetwork(1);
    DataSet data = RafNetworks.data(50);
    network.fit(data);
    MultiLayerNetwork clone = network.clone();
    INDArray before = network.params().dup();
    clone.fit(data);
    assertThat(network.params()).isEqualTo(before);
    network.fit(data);
    assertThat(network.params()).isEqualTo(clone.params()).isNotEqualTo(before);
  }

  @Test
  void repeatedTrainingGivesTheSameBits() {
    DataSet data = RafNetworks.data(300);
    MultiLayerNetwork first = RafNetworks.mixedNetwork(1);
    MultiLayerNetwork second = RafNetworks.mixedNetwork(1);
    for (int i = 0; i < 5; i++) {
      first.fit(data);
      second.fit(data);
    }
    assertThat(second.params()).isEqualTo(first.params());
  }

  @Test
  void inferenceEqualsTheForwardPassOfTraining() {
    MultiLayerNetwork network = RafNetworks.mixedNetwork(1);
    INDArray x = RafNetworks.points(130);
    assertThat(network.output(x, false)).isEqualTo(network.output(x, true));
    assertThat(network.feedForward(x, false)).isEqualTo(network.feedForward(x, true));
  }

  @ParameterizedTest
  @MethodSource("passes")
  void passesInBetweenDoNotDisturbTraining(String name, Consumer<MultiLayerNetwork> pass) {
    DataSet data = RafNetworks.data(64);
    MultiLayerNetwork quiet = RafNetworks.mixedNetwork(1);
    MultiLayerNetwork disturbed = RafNetworks.mixedNetwork(1);
    for (int i = 0; i < 3; i++) {
      quiet.fit(data);
      pass.accept(disturbed);
      disturbed.fit(data);
    }
    assertThat(disturbed.params()).as(name).isEqualTo(quiet.params());
  }

  static Stream<Arguments> passes() {
    return Stream.of(
        pass("activations of training", n -> n.feedForward(RafNetworks.points(5), true)),
        pass("activations of inference", n -> n.feedForward(RafNetworks.points(5), false)),
        pass("output of training", n -> n.output(RafNetworks.points(7), true)),
        pass("output of inference", n -> n.output(RafNetworks.points(7))),
        pass("score of training", n -> n.score(RafNetworks.data(9), true)),
        pass("score of inference", n -> n.score(RafNetworks.data(9))),
        // The layers alone: a network's own clear() drops the updater and its state.
        pass("clear", n -> Stream.of(n.getLayers()).forEach(Layer::clear)));
  }

  private static Arguments pass(String name, Consumer<MultiLayerNetwork> pass) {
    return Arguments.of(name, pass);
  }

  @Test
  void theOrderOfTheInputInMemoryDoesNotMatter() {
    INDArray x = RafNetworks.points(70);
    INDArray wide = Nd4j.zeros(DataType.FLOAT, 80, 5);
    INDArray view = wide.get(NDArrayIndex.interval(10, 80), NDArrayIndex.interval(2, 4)).assign(x);
    INDArray rows =
        Nd4j.zeros(DataType.FLOAT, 140, 2)
            .get(NDArrayIndex.interval(0, 2, 140), NDArrayIndex.all())
            .assign(x);
    for (INDArray same : new INDArray[] {x.dup('f'), view, rows, x.castTo(DataType.DOUBLE)}) {
      MultiLayerNetwork network = RafNetworks.mixedNetwork(1);
      MultiLayerNetwork other = RafNetworks.mixedNetwork(1);
      INDArray y = RafNetworks.data(70).getLabels();
      assertThat(other.output(same)).isEqualTo(network.output(x));
      network.fit(x, y);
      other.fit(same, y);
      assertThat(other.params()).isEqualTo(network.params());
    }
  }

  @Test
  void workspacesDoNotChangeTheResult() {
    DataSet data = RafNetworks.data(64);
    MultiLayerNetwork with = RafNetworks.mixedNetwork(1);
    MultiLayerNetwork without = RafNetworks.mixedNetwork(1);
    without.getLayerWiseConfigurations().setTrainingWorkspaceMode(WorkspaceMode.NONE);
    without.getLayerWiseConfigurations().setInferenceWorkspaceMode(WorkspaceMode.NONE);
    for (int i = 0; i < 3; i++) {
      with.fit(data);
      without.fit(data);
    }
    assertThat(without.params()).isEqualTo(with.params());
    assertThat(without.output(data.getFeatures())).isEqualTo(with.output(data.getFeatures()));
  }

  @Test
  void maskedRowsAreZeroAndTeachNothing() {
    DataSet data = RafNetworks.data(6);
    MultiLayerNetwork network =
        RafNetworks.network(
            RafNetworks.configuration(4).updater(new Sgd(1)),
            RafNetworks.raf(2, 6).build(),
            RafNetworks.raf(6, 6).build());
    INDArray mask = Nd4j.createFromArray(new float[][] {{1}, {1}, {1}, {1}, {0}, {0}});
    network.setLayerMaskArrays(mask, null);
    INDArray hidden = network.feedForward(data.getFeatures(), false).get(1);
    assertThat(hidden.getRow(4).amaxNumber().doubleValue()).isZero();
    assertThat(hidden.getRow(3).amaxNumber().doubleValue()).isPositive();
    Gradient masked = gradient(network, data, mask);
    // The rows that count, alone: DL4J divides by the number of rows later, in the updater.
    DataSet counted =
        new DataSet(
            data.getFeatures().get(NDArrayIndex.interval(0, 4), NDArrayIndex.all()),
            data.getLabels().get(NDArrayIndex.interval(0, 4), NDArrayIndex.all()));
    Gradient expected = gradient(network, counted, null);
    for (String key : new String[] {"0_W", "0_b", "0_alpha0", "0_beta2", "1_alpha3", "1_W"}) {
      INDArray alone = expected.getGradientFor(key);
      assertThat(masked.getGradientFor(key).equalsWithEps(alone, 1e-5)).as(key).isTrue();
    }
  }

  private static Gradient gradient(MultiLayerNetwork network, DataSet data, INDArray mask) {
    network.setInput(data.getFeatures());
    network.setLabels(data.getLabels());
    network.setLayerMaskArrays(mask, null);
    network.computeGradientAndScore();
    Gradient copy = new DefaultGradient();
    network.gradient().gradientForVariable().forEach((k, v) -> copy.setGradientFor(k, v.dup()));
    network.clearLayerMaskArrays();
    return copy;
  }

  @Test
  void dropoutWorksInTrainingAlone() {
    DataSet data = RafNetworks.data(200);
    MultiLayerNetwork network =
        RafNetworks.network(
            RafNetworks.configuration(4),
            RafNetworks.raf(2, 6).build(),
            RafNetworks.raf(6, 6).dropOut(0.5).build());
    INDArray x = data.getFeatures();
    assertThat(network.output(x)).isEqualTo(network.output(x));
    assertThat(network.output(x, true)).isNotEqualTo(network.output(x, false));
    double before = network.score(data);
    for (int i = 0; i < 40; i++) {
      network.fit(data);
    }
    assertThat(network.score(data)).isLessThan(before);
  }

  @Test
  void droppedInputsHaveNoGradient() {
    RafDenseLayer conf = RafNetworks.raf(4, 3).dropOut(0.5).build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(RafNetworks.configuration(2).list().layer(conf).build());
    network.init();
    network.initGradientsView();
    INDArray x = Nd4j.ones(DataType.FLOAT, 40, 4);
    network.setInput(x);
    network.feedForward(true, false);
    INDArray dropped = network.getLayer(0).input();
    INDArray epsilon = Nd4j.ones(DataType.FLOAT, 40, 3);
    INDArray next =
        network.getLayer(0).backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces()).getSecond();
    assertThat(dropped.eq(0).castTo(DataType.INT).sumNumber().intValue()).isBetween(40, 120);
    assertThat(next.eq(0)).isEqualTo(dropped.eq(0));
    assertThat(x.minNumber().doubleValue()).isEqualTo(1);
  }

  @Test
  void weightNoiseIsTheSameForwardAndBackward() {
    // L = sum Y for a linear sigma: dL/dX has the noisy weights' row sums in every row.
    RafDenseLayer conf =
        RafNetworks.raf(4, 3).reproducing("x+x^2+sin").weightNoise(new DropConnect(0.5)).build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(RafNetworks.configuration(2).list().layer(conf).build());
    network.init();
    network.initGradientsView();
    Layer layer = network.getLayer(0);
    network.setInput(Nd4j.ones(DataType.FLOAT, 2, 4));
    INDArray y = network.feedForward(true, false).get(1).dup();
    INDArray epsilon = Nd4j.createFromArray(new float[][] {{1, 0, 0}, {1, 0, 0}});
    INDArray next = layer.backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces()).getSecond();
    // Neuron 0 is z = sum of noisy weights + b for inputs of one.
    double sum = next.getRow(0).sumNumber().doubleValue();
    double bias = network.getParam("0_b").getDouble(0);
    assertThat(y.getDouble(0, 0)).isCloseTo(sum + bias, within(1e-5));
    assertThat(network.output(Nd4j.ones(DataType.FLOAT, 2, 4)))
        .isEqualTo(network.output(Nd4j.ones(DataType.FLOAT, 2, 4)));
  }

  @Test
  void decayActsOnWeightsAlone() {
    MultiLayerNetwork with = decaying(0.1);
    MultiLayerNetwork without = decaying(0);
    DataSet data = RafNetworks.data(20);
    with.fit(data);
    without.fit(data);
    for (Map.Entry<String, INDArray> entry : with.paramTable().entrySet()) {
      boolean same = entry.getValue().equalsWithEps(without.getParam(entry.getKey()), 0);
      assertThat(same).as(entry.getKey()).isNotEqualTo(entry.getKey().endsWith("_W"));
    }
    assertThat(with.calcRegularizationScore(true)).isPositive();
  }

  private static MultiLayerNetwork decaying(double l2) {
    NeuralNetConfiguration.Builder builder =
        RafNetworks.configuration(3).updater(new Sgd(0.1)).l2(l2);
    return RafNetworks.network(builder, RafNetworks.raf(2, 6).build());
  }

  @Test
  void coefficientRateScalesAdamsStep() {
    double rate = 1e-3;
    double relative = 0.25;
    MultiLayerNetwork plain = rated(0, rate);
    MultiLayerNetwork scaled = rated(relative, rate);
    INDArray start = plain.params().dup();
    assertThat(scaled.params()).isEqualTo(start);
    DataSet data = RafNetworks.data(60);
    plain.fit(data);
    scaled.fit(data);
    ReproducingActivation activation = SampleActivations.mixed();
    MultiLayerNetwork origin = rated(0, rate);
    for (String key : plain.paramTable().keySet()) {
      INDArray was = origin.getParam(key);
      INDArray step = plain.getParam(key).sub(was);
      INDArray other = scaled.getParam(key).sub(was);
      // Adam's first step is the rate times the gradient's sign.
      assertThat(step.amaxNumber().doubleValue()).as(key).isCloseTo(rate, within(2e-6));
      Coefficient coefficient =
          key.startsWith("0_") ? RafParameters.coefficient(activation, key.substring(2)) : null;
      double factor = coefficient == null ? 1 : relative * coefficient.initial().rootMeanSquare();
      assertThat(other.equalsWithEps(step.mul(factor), 1e-6)).as(key).isTrue();
    }
  }

  private static MultiLayerNetwork rated(double coefficientRate, double rate) {
    return RafNetworks.network(
        RafNetworks.configuration(3).updater(new Adam(rate)),
        RafNetworks.raf(2, 6).coefficientRate(coefficientRate).build());
  }

  @Test
  void coefficientRateFollowsTheSchedule() {
    MultiLayerNetwork network =
        RafNetworks.network(
            RafNetworks.configuration(3).updater(new Adam(new CosineSchedule(1e-2, 2))),
            RafNetworks.raf(2, 6).coefficientRate(0.5).build());
    DataSet data = RafNetworks.data(60);
    network.fit(data);
    network.fit(data);
    INDArray end = network.params().dup();
    network.fit(data);
    assertThat(network.params()).isEqualTo(end);
  }

  @Test
  void coefficientsThatAreNotLearnableStay() {
    Coefficient random = new Coefficient(new Distribution.Normal(1, 0.3), false);
    ReproducingActivation fixed =
        new ReproducingActivation(
            "fixed",
            ReproducingActivation.Mode.MIXED,
            ReproducingActivation.Sharing.NEURON,
            List.of(new Term(BasisFunction.named("sin"), random, random)));
    MultiLayerNetwork network =
        RafNetworks.network(
            RafNetworks.configuration(3), RafNetworks.raf(2, 6).reproducing(fixed).build());
    INDArray alpha = network.getParam("0_alpha0").dup();
    INDArray beta = network.getParam("0_beta0").dup();
    INDArray weights = network.getParam("0_W").dup();
    assertThat(alpha.stdNumber().doubleValue()).isPositive();
    network.fit(RafNetworks.data(60));
    assertThat(network.getParam("0_alpha0")).isEqualTo(alpha);
    assertThat(network.getParam("0_beta0")).isEqualTo(beta);
    assertThat(network.getParam("0_W")).isNotEqualTo(weights);
  }

  @Test
  void errorsFromOutsidePropagate() {
    NeuralNetConfiguration.ListBuilder layers =
        RafNetworks.configuration(3)
            .list()
            .layer(RafNetworks.raf(2, 6).build())
            .layer(RafNetworks.raf(6, 3).build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    INDArray x = RafNetworks.points(20);
    network.setInput(x);
    INDArray y = network.feedForward(true, false).get(2).dup();
    // L = |Y|^2 / 2, whose gradient with respect to Y is Y.
    Pair<Gradient, INDArray> backward =
        network.backpropGradient(y.dup(), LayerWorkspaceMgr.noWorkspaces());
    assertThat(backward.getFirst().getGradientFor("1_alpha2").length()).isEqualTo(3);
    assertThat(backward.getSecond().shape()).isEqualTo(x.shape());
    INDArray direction = backward.getSecond();
    double step = 1e-3;
    double slope = direction.mul(direction).sumNumber().doubleValue();
    INDArray ahead = network.output(x.add(direction.mul(step)));
    INDArray behind = network.output(x.sub(direction.mul(step)));
    double difference = (half(ahead) - half(behind)) / (2 * step);
    assertThat(difference / slope).isCloseTo(1, within(2e-2));
  }

  private static double half(INDArray y) {
    INDArray numbers = y.castTo(DataType.DOUBLE);
    return numbers.mul(numbers).sumNumber().doubleValue() / 2;
  }

  @Test
  void graphsWithSkipConnectionsTrainAndSaveAlike() throws IOException {
    ComputationGraphConfiguration configuration =
        RafNetworks.configuration(3)
            .graphBuilder()
            .addInputs("x")
            .addLayer("a", RafNetworks.raf(2, 6).build(), "x")
            .addLayer("b", RafNetworks.tanh(6, 6), "a")
            .addLayer("c", RafNetworks.raf(6, 6).build(), "b")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "c")
            .addLayer("y", RafNetworks.output(), "sum")
            .setOutputs("y")
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    DataSet data = RafNetworks.data(90);
    double before = graph.score(data);
    for (int i = 0; i < 40; i++) {
      graph.fit(data);
    }
    assertThat(graph.score(data)).isLessThan(before);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, bytes, true);
    ComputationGraph read =
        ModelSerializer.restoreComputationGraph(
            new ByteArrayInputStream(bytes.toByteArray()), true);
    INDArray x = data.getFeatures();
    assertThat(graph.clone().outputSingle(x)).isEqualTo(graph.outputSingle(x));
    graph.fit(data);
    read.fit(data);
    assertThat(read.params()).isEqualTo(graph.params());
    assertThat(read.outputSingle(x)).isEqualTo(graph.outputSingle(x));
    assertThat(graph.output(true, x)[0]).isEqualTo(graph.output(false, x)[0]);
  }

  @Test
  void networksChangeTheirDataType() {
    MultiLayerNetwork network = RafNetworks.mixedNetwork(1);
    INDArray x = RafNetworks.points(30);
    INDArray y = network.output(x).castTo(DataType.DOUBLE);
    MultiLayerNetwork wide = network.convertDataType(DataType.DOUBLE);
    assertThat(wide.params().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(wide.output(x.castTo(DataType.DOUBLE)).equalsWithEps(y, 1e-5)).isTrue();
  }
}
