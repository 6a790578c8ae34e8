package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.basis.Presets;
import io.raf4j.basis.SampleActivations;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryType;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The layer's configuration and its initial parameters. */
class RafDenseLayerTest {

  private static MultiLayerConfiguration someConfiguration() {
    return RafNetworks.configuration(3)
        .list()
        .layer(RafNetworks.raf(2, 4).coefficientRate(0.5).biasScale(0.1).build())
        .layer(RafNetworks.raf(4, 4).hasBias(false).reproducing("staf").build())
        .layer(
            RafNetworks.raf(4, 6)
                .weightInit(new GradientWeightInit(RafNetworks.diagonal(1, 2, 3, 4), 30))
                .build())
        .layer(RafNetworks.output())
        .build();
  }

  @Test
  void configurationsSurviveJson() {
    MultiLayerConfiguration configuration = someConfiguration();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    assertThat(read.toJson()).isEqualTo(configuration.toJson());
    RafDenseLayer layer = (RafDenseLayer) read.getConf(1).getLayer();
    assertThat(layer.reproducingActivation()).isEqualTo(Presets.named("staf"));
    assertThat(layer.isHasBias()).isFalse();
    assertThat(((RafDenseLayer) read.getConf(0).getLayer()).getCoefficientRate()).isEqualTo(0.5);
  }

  @Test
  void configurationsSurviveYaml() {
    MultiLayerConfiguration configuration = someConfiguration();
    assertThat(MultiLayerConfiguration.fromYaml(configuration.toYaml())).isEqualTo(configuration);
  }

  @Test
  void graphConfigurationsSurviveJson() {
    ComputationGraphConfiguration configuration =
        RafNetworks.configuration(3)
            .graphBuilder()
            .addInputs("x")
            .addLayer("a", RafNetworks.raf(2, 3).reproducing("x+x^2+sin").build(), "x")
            .addLayer("b", RafNetworks.raf(2, 3).coefficientRate(2).build(), "x")
            .addVertex("both", new MergeVertex(), "a", "b")
            .addLayer("y", RafNetworks.output(), "both")
            .setOutputs("y")
            .build();
    assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
        .isEqualTo(configuration);
  }

  @Test
  void layersThatDifferAreNotEqual() {
    RafDenseLayer layer = RafNetworks.raf(2, 4).build();
    assertThat(RafNetworks.raf(2, 4).build()).isEqualTo(layer).hasSameHashCodeAs(layer);
    assertThat(
            List.of(
                RafNetworks.raf(2, 5).build(),
                RafNetworks.raf(2, 4).hasBias(false).build(),
                RafNetworks.raf(2, 4).coefficientRate(1).build(),
                RafNetworks.raf(2, 4).reproducing("sine").build(),
                RafNetworks.tanh(2, 4)))
        .doesNotContain(layer);
  }

  @Test
  void clonesAreEqualAndIndependent() {
    RafDenseLayer layer = RafNetworks.raf(2, 4).build();
    RafDenseLayer clone = layer.clone();
    assertThat(clone).isEqualTo(layer).isNotSameAs(layer);
    clone.setActivationText(Presets.named("sine").toText());
    assertThat(clone.reproducingActivation()).isEqualTo(Presets.named("sine"));
    assertThat(layer.reproducingActivation()).isEqualTo(SampleActivations.mixed());
    assertThat(clone).isNotEqualTo(layer);
  }

  @Test
  void inputTypesGiveTheNumberOfInputs() {
    MultiLayerConfiguration configuration =
        RafNetworks.configuration(1)
            .list()
            .layer(new RafDenseLayer.Builder().nOut(5).build())
            .layer(new RafDenseLayer.Builder().nOut(6).build())
            .layer(RafNetworks.output())
            .setInputType(InputType.feedForward(3))
            .build();
    assertThat(((RafDenseLayer) configuration.getConf(0).getLayer()).getNIn()).isEqualTo(3);
    assertThat(((RafDenseLayer) configuration.getConf(1).getLayer()).getNIn()).isEqualTo(5);
    // W and b; alpha of four terms; beta of the sine and the gaussian.
    long first = 3 * 5 + 5 + 4 * 5 + 2 * 5;
    long second = 5 * 6 + 6 + 4 * 6 + 2 * 6;
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    assertThat(network.numParams()).isEqualTo(first + second + 6 * 2 + 2);
  }

  @Test
  void memoryReportsCountTheKeptZ() {
    RafDenseLayer layer = RafNetworks.raf(2, 4).updater(new Adam()).build();
    LayerMemoryReport report = layer.getMemoryReport(InputType.feedForward(2));
    long oneRow =
        report.getMemoryBytes(
            MemoryType.WORKING_MEMORY_VARIABLE,
            1,
            MemoryUseMode.TRAINING,
            CacheMode.NONE,
            DataType.FLOAT);
    assertThat(oneRow).isEqualTo(4 * layer.getNOut());
    assertThat(
            report.getMemoryBytes(
                MemoryType.PARAMETERS, 1, MemoryUseMode.TRAINING, CacheMode.NONE, DataType.FLOAT))
        .isEqualTo(4 * (2 * 4 + 4 + 4 * 4 + 4 * 4));
  }

  @Test
  void sameSeedGivesSameParametersAndAnotherSeedOthers() {
    INDArray first = RafNetworks.mixedNetwork(5).params();
    Nd4j.getRandom().nextLong();
    assertThat(RafNetworks.mixedNetwork(5).params()).isEqualTo(first);
    INDArray other = RafNetworks.mixedNetwork(6).params();
    assertThat(other.eq(first).castTo(DataType.INT).sumNumber().intValue())
        // DL4J starts the two biases of the dense and of the output layer at zero.
        .isLessThanOrEqualTo(RafNetworks.WIDTH + RafNetworks.OUTPUTS);
  }

  @Test
  void layersOfEqualShapeStartDifferently() {
    MultiLayerNetwork network =
        RafNetworks.network(
            RafNetworks.configuration(5),
            RafNetworks.raf(2, 6).build(),
            RafNetworks.raf(6, 6).build(),
            RafNetworks.raf(6, 6).build());
    for (String parameter : List.of("W", "b", "alpha0", "alpha3", "beta0", "beta3")) {
      INDArray second = network.getParam("1_" + parameter);
      INDArray third = network.getParam("2_" + parameter);
      assertThat(second.eq(third).castTo(DataType.INT).sumNumber().intValue())
          .as(parameter)
          .isZero();
    }
    assertThat(network.getParam("1_alpha0").eq(network.getParam("1_alpha1")).any()).isFalse();
  }

  @Test
  void coefficientsStartFromTheirDistributions() {
    MultiLayerNetwork network =
        RafNetworks.network(
            RafNetworks.configuration(5),
            new RafDenseLayer.Builder().nIn(2).nOut(4000).build(),
            RafNetworks.raf(4000, 6).build());
    requireMoments(network.getParam("0_alpha0"), 0, 0.1);
    requireMoments(network.getParam("0_alpha1"), 1, 0.1);
    requireMoments(network.getParam("0_alpha2"), 2, 0.1);
    requireMoments(network.getParam("0_beta2"), 30, 0.001);
    INDArray widths = network.getParam("0_beta3").rdiv(1);
    requireMoments(widths, 0.03, 0.04 / Math.sqrt(12));
    assertThat(widths.minNumber().doubleValue()).isBetween(0.00999, 0.0101);
    assertThat(widths.maxNumber().doubleValue()).isBetween(0.0499, 0.05001);
    INDArray bias = network.getParam("0_b");
    requireMoments(bias, 0, 1 / Math.sqrt(2) / Math.sqrt(3));
    assertThat(bias.amaxNumber().doubleValue()).isLessThanOrEqualTo(1 / Math.sqrt(2));
  }

  private static void requireMoments(INDArray sample, double mean, double deviation) {
    double n = sample.length();
    INDArray numbers = sample.castTo(DataType.DOUBLE);
    assertThat(Math.abs(numbers.meanNumber().doubleValue() - mean))
        .isLessThan(4 * deviation / Math.sqrt(n) + 1e-7 * Math.abs(mean));
    // Single precision moves a deviation of 0.001 about 30 by 1e-6 at most.
    assertThat(numbers.stdNumber().doubleValue() / deviation).isBetween(0.95, 1.05);
  }

  @Test
  void inputOfAnotherWidthIsRefused() {
    MultiLayerNetwork network = RafNetworks.mixedNetwork(1);
    assertThatThrownBy(() -> network.output(Nd4j.ones(DataType.FLOAT, 4, 3)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("input has shape [4, 3]; expected [batch, 2]");
    assertThatThrownBy(() -> network.output(Nd4j.ones(DataType.FLOAT, 4, 2, 1)))
        .isInstanceOf(Exception.class);
  }

  @Test
  void missingSizesAreRefused() {
    MultiLayerConfiguration configuration =
        RafNetworks.configuration(1)
            .list()
            .layer(new RafDenseLayer.Builder().nOut(6).build())
            .layer(RafNetworks.output())
            .build();
    assertThatThrownBy(() -> new MultiLayerNetwork(configuration).init())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nIn");
  }

  @Test
  void badOptionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RafDenseLayer.Builder().coefficientRate(-1))
        .withMessage("coefficientRate is -1.0; expected finite, 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RafDenseLayer.Builder().coefficientRate(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RafDenseLayer.Builder().reproducing("sime"))
        .withMessageContaining("sine");
    RafParameters places = new RafParameters(RafNetworks.raf(2, 3).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> places.views(Nd4j.zeros(DataType.FLOAT, 5)))
        .withMessage("parameter vector has 5 elements; expected 33");
  }

  @Test
  void printedLayersNameTheirActivation() {
    assertThat(RafNetworks.raf(2, 3).reproducing("sine").build().toString())
        .contains("2 -> 3", "sine");
  }
}
