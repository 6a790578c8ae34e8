package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.SampleActivations;
import io.raf4j.basis.Term;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * DL4J's own gradient check: every parameter's derivative against a central difference.
 *
 * <p>Two hidden layers, since the gradient of X matters only below another layer. Networks are
 * small: a check costs two evaluations a parameter; shapes are the engines' tests.
 */
class GradientCheckTest {

  private static final double STEP = 1e-6;
  private static final double RELATIVE = 1e-4;
  private static final double ABSOLUTE = 1e-8;
  private static final int ROWS = 4;

  @BeforeAll
  static void computeInDoublePrecision() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterAll
  static void computeInSinglePrecision() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  static Stream<ReproducingActivation> functions() {
    Coefficient some = Coefficient.learnable(new Distribution.Normal(1, 0.2));
    return BasisFunction.all().stream()
        .map(
            function ->
                new ReproducingActivation(
                    function.name(),
                    ReproducingActivation.Mode.MIXED,
                    ReproducingActivation.Sharing.NEURON,
                    List.of(new Term(function, some, some))));
  }

  static Stream<ReproducingActivation> combinations() {
    return Stream.of(SampleActivations.mixed(), SampleActivations.shared(), Presets.named("staf"));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyBasicFunctionLearns(ReproducingActivation activation) {
    assertThat(agrees(chain(activation, 2, true), 1, 1)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void mixturesLearn(ReproducingActivation activation) {
    assertThat(agrees(chain(activation, 3, true), 2, 2)).isTrue();
  }

  @Test
  void polySineGaussianLearns() {
    // Its own weights: gaussians of width 0.01 have differences of size 1e4 otherwise.
    RafDenseLayer.Builder psg = new RafDenseLayer.Builder().reproducing("poly-sine-gaussian");
    RafDenseLayer first =
        new RafDenseLayer.Builder()
            .reproducing("poly-sine-gaussian")
            .nIn(2)
            .nOut(3)
            .weightInit(new UniformWeightInit(UniformWeightInit.Rule.HIDDEN, 1 / 30d))
            .build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            conf()
                .list()
                .layer(first)
                .layer(psg.nIn(3).nOut(3).build())
                .layer(output(3, 2))
                .build());
    network.init();
    assertThat(agrees(network, 2, 2)).isTrue();
  }

  @Test
  void groupedActivationsPassGradientsThrough() {
    assertThat(agrees(chain(Presets.named("x+x^2+sin"), 7, true), 2, 2)).isTrue();
  }

  @Test
  void layersWithoutBiasLearn() {
    assertThat(agrees(chain(SampleActivations.mixed(), 2, false), 2, 1)).isTrue();
  }

  @Test
  void graphsWithSkipConnectionsLearn() {
    ComputationGraphConfiguration configuration =
        conf()
            .graphBuilder()
            .addInputs("x")
            .addLayer("first", layer(SampleActivations.mixed(), 2, 3, true), "x")
            .addLayer("second", layer(SampleActivations.mixed(), 3, 3, true), "first")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "second")
            .addLayer("y", output(3, 2), "sum")
            .setOutputs("y")
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    boolean agrees =
        GradientCheckUtil.checkGradients(
            new GradientCheckUtil.GraphConfig()
                .net(graph)
                .inputs(new INDArray[] {points(2)})
                .labels(new INDArray[] {points(2)})
                .epsilon(STEP)
                .maxRelError(RELATIVE)
                .minAbsoluteError(ABSOLUTE)
                .print(GradientCheckUtil.PrintMode.FAILURES_ONLY));
    assertThat(agrees).isTrue();
  }

  private static NeuralNetConfiguration.Builder conf() {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .dataType(DataType.DOUBLE)
        .updater(new NoOp());
  }

  private static RafDenseLayer layer(
      ReproducingActivation activation, int in, int out, boolean bias) {
    return new RafDenseLayer.Builder()
        .nIn(in)
        .nOut(out)
        .hasBias(bias)
        .reproducing(activation)
        .weightInit(new UniformWeightInit(UniformWeightInit.Rule.PYTORCH, 1))
        .build();
  }

  private static OutputLayer output(int in, int out) {
    return new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
        .nIn(in)
        .nOut(out)
        .activation(Activation.IDENTITY)
        .build();
  }

  /** Returns a network of two layers of an activation; one input and output for width 2. */
  private static MultiLayerNetwork chain(
      ReproducingActivation activation, int width, boolean bias) {
    boolean alone = activation.terms().size() == 1;
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            conf()
                .list()
                .layer(layer(activation, alone ? 1 : 2, width, bias))
                .layer(layer(activation, width, width, bias))
                .layer(output(width, alone || !bias ? 1 : 2))
                .build());
    network.init();
    return network;
  }

  private static INDArray points(int columns) {
    return Nd4j.rand(DataType.DOUBLE, ROWS, columns).muli(2).subi(1);
  }

  private static boolean agrees(MultiLayerNetwork network, int in, int out) {
    return GradientCheckUtil.checkGradients(
        new GradientCheckUtil.MLNConfig()
            .net(network)
            .input(points(in))
            .labels(points(out))
            .epsilon(STEP)
            .maxRelError(RELATIVE)
            .minAbsoluteError(ABSOLUTE)
            .print(GradientCheckUtil.PrintMode.FAILURES_ONLY));
  }
}
