package io.raf4j.spark.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.spark.plan.Planner.Choice;
import io.raf4j.spark.plan.Planner.Job;
import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.MemoryNeed;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.Round;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

  private static final NetworkWork NETWORK = Examples.network(400);

  @Test
  void suggestionReachesNineTenthsOfTheBestWithAsFewExecutorsAsPossible() {
    Planner planner = new Planner(Examples.model(), job(OptionalInt.empty()));
    Cluster all = Examples.cluster(12, 2);
    Choice choice = planner.choose(all, OptionalLong.empty()).orElseThrow();
    assertThat(choice.round().workers()).isEqualTo(choice.cluster().slots());
    double chosen = rate(choice);
    for (int executors = 1; executors <= 12; executors++) {
      Choice other =
          planner.choose(Examples.cluster(executors, 2), OptionalLong.empty()).orElseThrow();
      assertThat(rate(other)).isLessThanOrEqualTo(chosen / 0.9 * (1 + 1e-9));
    }
  }

  @Test
  void roundsSpendNineTenthsOnTrainingWhereTheyMayBeLongEnough() {
    Planner planner = new Planner(Examples.model(), job(OptionalInt.empty()));
    Choice choice = planner.choose(Examples.cluster(4, 1), OptionalLong.empty()).orElseThrow();
    RoundCost cost = Examples.model().round(NETWORK, choice.cluster(), choice.round());
    assertThat(cost.train() / cost.seconds()).isGreaterThanOrEqualTo(0.9 - 1e-9);
    assertThat(choice.round().frequency()).isBetween(1, Planner.MOST_STEPS_OF_A_ROUND);
  }

  /** So that Muon's products are a tenth of a step, as Adam's are. */
  @Test
  void muonGetsLargerBatches() {
    NetworkWork byMuon = NETWORK.byMuon(NETWORK.layers().subList(1, 3));
    Cluster one = Examples.cluster(1, 1);
    int before = batch(NETWORK, one);
    int now = batch(byMuon, one);
    assertThat(now).isGreaterThan(before);
    CostModel model = Examples.model();
    double share = now * model.example(byMuon, 1) / model.step(byMuon, now, 1);
    assertThat(share).isBetween(0.9, 0.95);
  }

  private static int batch(NetworkWork network, Cluster cluster) {
    Job job =
        new Job(
            network,
            OptionalLong.empty(),
            1e8,
            0,
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());
    return new Planner(Examples.model(), job)
        .choose(cluster, OptionalLong.empty())
        .orElseThrow()
        .round()
        .batch();
  }

  @Test
  void whatIsGivenIsNotChosen() {
    Job job =
        new Job(
            NETWORK,
            OptionalLong.empty(),
            1e8,
            0,
            OptionalInt.of(3),
            OptionalInt.of(77),
            OptionalInt.of(5));
    Choice choice =
        new Planner(Examples.model(), job)
            .choose(Examples.cluster(4, 1), OptionalLong.empty())
            .orElseThrow();
    assertThat(choice.round()).isEqualTo(new Round(3, 77, 5, 0));
    assertThat(choice.steps()).isEqualTo((int) Math.ceil(1e8 / (3 * 77)));
  }

  @Test
  void batchFitsIntoTheMemoryAndNothingFitsIntoNone() {
    Planner planner = new Planner(Examples.model(), job(OptionalInt.empty()));
    Cluster one = Examples.cluster(1, 1);
    long memory = MemoryNeed.of(NETWORK, one, new Round(1, 8, 1, 0)).largest(false);
    Choice choice = planner.choose(one, OptionalLong.of(memory)).orElseThrow();
    Round chosen = choice.round();
    Round larger = new Round(1, 2 * chosen.batch(), chosen.frequency(), chosen.measured());
    assertThat(MemoryNeed.of(NETWORK, one, chosen).largest(false)).isLessThanOrEqualTo(memory);
    assertThat(MemoryNeed.of(NETWORK, one, larger).largest(false)).isGreaterThan(memory);
    assertThat(planner.choose(one, OptionalLong.of(1 << 20))).isEmpty();
    Planner fixed = new Planner(Examples.model(), job(OptionalInt.of(1 << 20)));
    assertThat(fixed.choose(one, OptionalLong.of(memory))).isEmpty();
  }

  private static Job job(OptionalInt batch) {
    return new Job(
        NETWORK, OptionalLong.of(1 << 20), 1e9, 0, OptionalInt.empty(), batch, OptionalInt.empty());
  }

  private static double rate(Choice choice) {
    return Examples.model().round(NETWORK, choice.cluster(), choice.round()).examplesPerSecond();
  }

  @ParameterizedTest
  @CsvSource({"1GB/s, 1e9", "10Gbit/s, 1.25e9", "125MB/s, 125e6", "1GiB/s, 1073741824", "8bps, 1"})
  void ratesAreBytesASecond(String text, double expected) {
    assertThat(Amount.bandwidth(text)).isCloseTo(expected, within(1e-3));
  }

  @ParameterizedTest
  @CsvSource({"8g, 8589934592", "512m, 536870912", "1.5GiB, 1610612736", "1024, 1024"})
  void memoryIsBytes(String text, long expected) {
    assertThat(Amount.memory(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "1GB", "-1GB/s", "0GB/s"})
  void otherRatesAreRefused(String text) {
    assertThatThrownBy(() -> Amount.bandwidth(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Less than a byte is no memory. */
  @ParameterizedTest
  @ValueSource(strings = {"", "much", "-1g", "0g", "0.9", "0.0001k", "2000000t"})
  void otherMemoryIsRefused(String text) {
    assertThatThrownBy(() -> Amount.memory(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(text + "; expected");
  }
}
