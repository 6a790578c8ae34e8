package io.raf4j.spark.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.raf4j.spark.plan.CostConstants.Name;
import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.Round;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must hold for any constants. */
class CostModelTest {

  private static final NetworkWork NETWORK = Examples.network(100);
  private static final CostModel MODEL = Examples.model();

  @TempDir private Path folder;

  @Test
  void sizesOfANetworkAreThoseCountedByHand() {
    assertThat(NETWORK.flops()).isEqualTo(6.0 * (300 + 10_000 + 10_000 + 300));
    assertThat(NETWORK.terms()).isEqualTo(200 + 200 + 200 + 3);
    assertThat(NETWORK.stateBytes()).isEqualTo(4L * 21_000 * 3);
  }

  @Test
  void jetMultipliesTheWorkOfAnExampleAndNotTheState() {
    NetworkWork jet = new NetworkWork(NETWORK.layers(), NETWORK.parameters(), 2, 4, 5, true);
    assertThat(jet.flops()).isEqualTo(5 * NETWORK.flops());
    assertThat(jet.terms()).isEqualTo(5 * NETWORK.terms());
    assertThat(jet.stateBytes()).isEqualTo(NETWORK.stateBytes());
  }

  @Test
  void stepIsItsFormula() {
    double example = 2e-11 * NETWORK.flops() + 1e-9 * NETWORK.terms();
    double expected = 1e-3 + 4e-9 * 21_000 + 512 * example;
    assertThat(MODEL.step(NETWORK, 512, 1)).isCloseTo(expected, within(1e-15));
    assertThat(MODEL.step(NETWORK, 512, 2))
        .isCloseTo(1e-3 + 4e-9 * 21_000 + 512 * example / 1.8, within(1e-15));
  }

  /** Two matrices of 100 x 100, whose products are shared out in two parts. */
  @Test
  void muonCostsFiveIterationsOfThreeProductsAStepWhateverTheBatch() {
    NetworkWork byMuon = NETWORK.byMuon(NETWORK.layers().subList(1, 3));
    double products = 2 * 2e-11 * 5 * (2 + 2 + 2) * 1e6;
    for (int batch : new int[] {1, 512}) {
      double step = MODEL.step(NETWORK, batch, 1);
      assertThat(MODEL.step(byMuon, batch, 1)).isCloseTo(step + products, within(1e-15));
    }
    for (int threads : new int[] {2, 4}) {
      double step = MODEL.step(NETWORK, 512, threads);
      assertThat(MODEL.step(byMuon, 512, threads)).isCloseTo(step + products / 1.8, within(1e-15));
    }
    assertThat(byMuon.stateBytes()).isEqualTo(NETWORK.stateBytes());
  }

  @Test
  void partsOfALocalRoundAreTheirFormulas() {
    RoundCost cost = MODEL.round(NETWORK, Cluster.local(2, 1), new Round(2, 512, 20, 0));
    double state = NETWORK.stateBytes();
    assertThat(cost.broadcast()).isCloseTo(2e-3 + 3e-9 * state, within(1e-15));
    assertThat(cost.launch()).isCloseTo(8e-3 + 2 * 3e-3, within(1e-15));
    assertThat(cost.fetch()).isCloseTo(1e-3 + 2e-9 * state, within(1e-15));
    double train = 20 * MODEL.step(NETWORK, 512, 1) * 2 / 1.9;
    assertThat(cost.train()).isCloseTo(train, within(1e-12));
    assertThat(cost.result()).isCloseTo(4e-9 * state + 2 * 5e-9 * state, within(1e-15));
    assertThat(cost.average()).isCloseTo(5e-10 * 2 * state, within(1e-15));
    assertThat(cost.measure()).isZero();
  }

  @Test
  void oneWorkerGainsNothingByAveraging() {
    for (int frequency : new int[] {1, 20, 1_000_000}) {
      Round round = new Round(1, 256, frequency, 0);
      assertThat(MODEL.round(NETWORK, Cluster.local(1, 1), round).examplesPerSecond())
          .isLessThan(MODEL.alone(NETWORK, 256, 1));
    }
  }

  @Test
  void rareAveragesLeaveTheSpeedOfAllWorkersTogether() {
    Round round = new Round(8, 256, 1_000_000, 0);
    double together = MODEL.round(NETWORK, Examples.cluster(8, 1), round).examplesPerSecond();
    assertThat(together / (8 * MODEL.alone(NETWORK, 256, 1))).isCloseTo(1, within(1e-3));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 64, 20", "16, 4096, 5", "31, 7, 100", "32, 256, 1", "64, 100, 13"})
  void costRisesWithEverythingThatIsMore(int workers, int batch, int frequency) {
    Cluster cluster = Examples.cluster(16, 2);
    double seconds = seconds(NETWORK, cluster, workers, batch, frequency);
    assertThat(seconds(NETWORK, cluster, workers + 1, batch, frequency)).isGreaterThan(seconds);
    assertThat(seconds(NETWORK, cluster, workers, batch + 1, frequency)).isGreaterThan(seconds);
    assertThat(seconds(NETWORK, cluster, workers, batch, frequency + 1)).isGreaterThan(seconds);
    assertThat(seconds(Examples.network(101), cluster, workers, batch, frequency))
        .isGreaterThan(seconds);
    Cluster slower = new Cluster(16, 2, 1, 1e8, false);
    assertThat(seconds(NETWORK, slower, workers, batch, frequency)).isGreaterThan(seconds);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 20", "16, 5", "31, 100", "64, 500"})
  void speedRisesWithTheFrequency(int workers, int frequency) {
    Cluster cluster = Examples.cluster(workers, 1);
    Round rare = new Round(workers, 256, frequency + 1, 0);
    Round often = new Round(workers, 256, frequency, 0);
    assertThat(MODEL.round(NETWORK, cluster, rare).examplesPerSecond())
        .isGreaterThan(MODEL.round(NETWORK, cluster, often).examplesPerSecond());
  }

  private static double seconds(
      NetworkWork network, Cluster cluster, int workers, int batch, int frequency) {
    return MODEL.round(network, cluster, new Round(workers, batch, frequency, 0)).seconds();
  }

  @Test
  void moreWorkersThanSlotsTakeTurns() {
    Cluster cluster = Examples.cluster(2, 1);
    double two = MODEL.round(NETWORK, cluster, new Round(2, 256, 10, 0)).train();
    assertThat(MODEL.round(NETWORK, cluster, new Round(3, 256, 10, 0)).train())
        .isCloseTo(2 * two, within(1e-12));
    assertThat(cluster.waves(4)).isEqualTo(2);
    assertThat(cluster.waves(5)).isEqualTo(3);
  }

  @Test
  void averagingStopsPayingOnTheWayToALimit() {
    NetworkWork large = Examples.network(1000);
    Round often = new Round(1, 64, 1, 0);
    Scaling scaling = Scaling.of(MODEL, large, Examples.cluster(1, 1), often);
    double own = MODEL.alone(large, 64, 1);
    int pays = scaling.paysUpTo();
    if (pays > 0) {
      assertThat(rate(large, often, pays) - (pays == 1 ? 0 : rate(large, often, pays - 1)))
          .isGreaterThanOrEqualTo(0.1 * own);
    }
    assertThat(rate(large, often, pays + 1) - (pays == 0 ? 0 : rate(large, often, pays)))
        .isLessThan(0.1 * own);
    int half = scaling.halfAt().orElseThrow();
    assertThat(rate(large, often, half)).isLessThan(0.5 * half * own);
    assertThat(rate(large, often, 1_000_000)).isLessThan(scaling.limit());
    assertThat(rate(large, often, 1_000_000) / scaling.limit()).isGreaterThan(0.99);

    Scaling rarely = Scaling.of(MODEL, large, Examples.cluster(1, 1), new Round(1, 64, 100, 0));
    assertThat(rarely.paysUpTo()).isGreaterThan(pays);
    assertThat(rarely.limit() / scaling.limit()).isCloseTo(100, within(1e-9));
  }

  private static double rate(NetworkWork network, Round round, int executors) {
    return Scaling.rate(MODEL, network, Examples.cluster(1, 1), round, executors);
  }

  @Test
  void trafficIsCounted() {
    double state = NETWORK.stateBytes();
    RoundTraffic traffic = MODEL.traffic(NETWORK, Examples.cluster(8, 1), 4);
    assertThat(traffic.tasks()).isEqualTo(4);
    assertThat(traffic.written()).isEqualTo(state + 15e3);
    assertThat(traffic.fetched()).isEqualTo(4 * (state + 15e3));
    assertThat(traffic.results()).isCloseTo(4 * (state * 1029 / 1024 + 1e3), within(1.0));
    assertThat(MODEL.traffic(NETWORK, Cluster.local(4, 1), 4).fetched()).isZero();
  }

  @Test
  void constantsSurviveAFile() throws IOException {
    CostConstants constants = Examples.constants();
    Path file = folder.resolve("constants.conf");
    Files.writeString(file, constants.toText());
    CostConstants again = CostConstants.of(ConfigFactory.parseFile(file.toFile()));
    assertThat(again.measuredOn()).isEqualTo("nowhere");
    for (Name name : Name.values()) {
      assertThat(again.get(name)).as(name.label()).isEqualTo(constants.get(name));
    }
  }

  @Test
  void constantsOfThisBuildAreCompleteOrTheirAbsenceNamesTheRemedy() {
    try {
      assertThat(CostConstants.defaults().measuredOn()).isNotBlank();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("benchmarks/run ScalingComparison constants");
    }
  }

  @Test
  void wrongConstantsAreRefused() throws IOException {
    Map<Name, Double> gain = new EnumMap<>(Name.class);
    gain.put(Name.TASK_GAIN, 1.5);
    assertThatThrownBy(() -> Examples.constants().with("here", gain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("task-gain is 1.5; expected 0 to 1");
    Path file = folder.resolve("wrong.conf");
    Files.writeString(file, Examples.constants().toText().replace("task-gain", "task-gian"));
    assertThatThrownBy(() -> CostConstants.of(ConfigFactory.parseFile(file.toFile())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("task-gain");
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThatThrownBy(() -> new Cluster(1, 2, 3, 1, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no task of more threads than cores");
    assertThatThrownBy(() -> new Round(0, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NetworkWork(List.of(), 1, 2, 4, 1, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
