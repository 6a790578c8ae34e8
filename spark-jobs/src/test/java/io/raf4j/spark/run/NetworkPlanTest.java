package io.raf4j.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.dl4j.Muon;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.LayerWork;
import io.raf4j.spark.training.TrainingRoom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The network that settings describe. */
class NetworkPlanTest {

  private static final List<String> SMALL =
      List.of("width=8", "depth=2", "steps=100", "learning-rate=0.01");

  @ParameterizedTest
  @CsvSource({
    "schedule=constant, 99, 0.01",
    "schedule=cosine, 0, 0.01",
    "schedule=cosine, 50, 0.005",
    "schedule=cosine, 100, 0",
    "schedule=decay, 60, 0.01",
    "schedule=decay, 80, 0.001",
    "schedule=decay, 100, 0.0001",
    "schedule=step, 2, 0.01",
    "schedule=step, 3, 0.005",
    "schedule=step, 9, 0.00125"
  })
  void rateFollowsTheSchedule(String schedule, int step, double rate) {
    MultiLayerNetwork network =
        plan(schedule, "decay-factor=0.5", "decay-every=3").initial(Optional.empty());
    assertThat(
            network.getLayer(0).conf().getLayer().getUpdaterByParam("W").getLearningRate(step, 0))
        .isCloseTo(rate, within(1e-12));
  }

  @Test
  void seedAloneDecidesTheStart() {
    MultiLayerNetwork one = plan("seed=1").initial(Optional.empty());
    assertThat(plan("seed=1").initial(Optional.empty()).params()).isEqualTo(one.params());
    assertThat(plan("seed=2").initial(Optional.empty()).params()).isNotEqualTo(one.params());
  }

  @Test
  void parametersHaveTheTypeThatWasAskedFor() {
    assertThat(plan("dtype=double").initial(Optional.empty()).params().dataType())
        .isEqualTo(DataType.DOUBLE);
    assertThat(plan("dtype=float").initial(Optional.empty()).params().dataType())
        .isEqualTo(DataType.FLOAT);
  }

  @Test
  void memoryGrowsWithBatchWidthDepthAndType() {
    long base = bytes("batch=100000");
    // Coordinates and colours, twice: blocks are as large as they get.
    assertThat(bytes("batch=200000") - base).isEqualTo(100_000 * 2 * (3 + 3) * 4);
    assertThat(bytes("batch=100000", "dtype=double")).isBetween(base * 3 / 2, 2 * base);
    assertThat(bytes("batch=100000", "width=16")).isGreaterThan(base);
    assertThat(bytes("batch=100000", "depth=3")).isGreaterThan(base);
    assertThat(bytes("batch=1000000000", "width=65536")).isPositive();
  }

  /** conf/spark-defaults.conf gives tensors 4 GiB. */
  @ParameterizedTest
  @CsvSource({"786432, 256", "12000000, 700", "48000000, 2500"})
  void photographsFitIntoTheShippedMemory(int pixels, long mebibytes) {
    NetworkPlan plan = plan("width=256", "depth=4", "batch=" + pixels);
    TrainingRoom whole = new TrainingRoom(Cluster.local(2, 2), false);
    assertThat(whole.bytesOutside(plan.work(), plan.training()))
        .isLessThan(mebibytes << 20)
        .isGreaterThan(pixels * 2L * 6 * 4);
  }

  private static long bytes(String... assignments) {
    NetworkPlan plan = plan(assignments);
    return TrainingRoom.ofOneTask(2).bytesOutside(plan.work(), plan.training());
  }

  @Test
  void wordsNameSizeAndActivation() {
    assertThat(plan("activation=sine").inWords())
        .isEqualTo("2 hidden layers of 8 neurons with sine activations");
  }

  @Test
  void wrongSizesAndActivationsAreRefused() {
    assertThatThrownBy(() -> plan("width=0"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--width is 0; expected at least 1");
    assertThatThrownBy(() -> plan("activation=signe"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--activation: ")
        .hasMessageContaining("did you mean \"sine\"");
    assertThatThrownBy(() -> plan("activation={name = mine, terms = []}"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--activation: ");
  }

  @ParameterizedTest
  @CsvSource({"none, 1", "grid, 2"})
  void muonTrainsHiddenWeightsBesideAdam(String encoding, int hidden) {
    NetworkPlan plan = planOfPhotograph("optimizer=muon", "encoding=" + encoding);
    MultiLayerNetwork network = plan.initial(Optional.empty());
    List<Muon> found =
        network.getLayerWiseConfigurations().getConfs().stream()
            .map(conf -> ((BaseLayer) conf.getLayer()).getIUpdater())
            .filter(Muon.class::isInstance)
            .map(Muon.class::cast)
            .toList();
    assertThat(found)
        .hasSize(hidden)
        .allSatisfy(muon -> assertThat(muon.getLearningRate(50, 0)).isCloseTo(0.035, within(1e-9)));
    assertThat(plan.work().byMuon())
        .extracting(LayerWork::in, LayerWork::out)
        .containsExactlyElementsOf(
            found.stream().map(muon -> tuple(muon.getInputs(), muon.getOutputs())).toList());
    // Adam's two numbers a parameter are more than Muon's one.
    long kept = network.getUpdater().getStateViewArray().length() + network.numParams();
    assertThat(kept * Float.BYTES).isLessThan(plan.work().stateBytes());
    assertThat(network.getUpdater().getStateViewArray().length())
        .isLessThan(2 * network.numParams());
  }

  @ParameterizedTest
  @ValueSource(strings = {"optimizer=adam", "optimizer=auto"})
  void adamTrainsEverythingElse(String optimizer) {
    NetworkPlan plan = planOfPhotograph(optimizer);
    assertThat(plan).isEqualTo(planOfPhotograph());
    assertThat(Muon.isIn(plan.initial(Optional.empty()))).isFalse();
    assertThat(plan.work().byMuon()).isEmpty();
  }

  @Test
  void optimizersOfEquationsAreRefusedForSignals() {
    assertThatThrownBy(() -> planOfPhotograph("optimizer=levenberg-marquardt"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--optimizer is levenberg-marquardt; expected auto, adam or muon");
  }

  @Test
  void muonIsRefusedWhereThereIsNothingForIt() {
    assertThatThrownBy(() -> planOfPhotograph("optimizer=muon", "encoding=none", "depth=1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("expected adam with --depth 1");
  }

  private static NetworkPlan planOfPhotograph(String... assignments) {
    CoordinateGrid photograph = CoordinateGrid.of(1, 48, 64);
    List<String> all =
        Stream.of(SMALL, List.of("batch=64"), List.of(assignments)).flatMap(List::stream).toList();
    Settings settings = Jobs.of("image", all, Map.of());
    Settings decided = EncodingPlan.decided(settings, photograph, 3);
    return NetworkPlan.of(decided, TrainingOptions.of(decided), photograph, 3);
  }

  private static NetworkPlan plan(String... assignments) {
    List<String> all = Stream.concat(SMALL.stream(), Stream.of(assignments)).toList();
    Settings settings = Settings.resolve(null, all, Map.of());
    return NetworkPlan.of(settings, TrainingOptions.of(settings), 3, 3);
  }
}
