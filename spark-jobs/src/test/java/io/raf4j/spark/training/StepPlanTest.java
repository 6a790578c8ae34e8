package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.spark.conf.TrainingOptions;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many steps the seconds allow, by rounds of ten steps. */
class StepPlanTest {

  /** A training of ten steps a round. */
  private static TrainingOptions options(int steps, String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "steps=" + steps;
    all[1] = "averaging-frequency=10";
    System.arraycopy(more, 0, all, 2, more.length);
    return Waves.options(all);
  }

  private static TrainingState at(int round, double seconds) {
    return new TrainingState(10 * round, round, 640L * round, seconds);
  }

  /** Returns the pace of rounds that end at some seconds. */
  private static Pace pace(double... ends) {
    Pace pace = new Pace(TrainingState.START);
    for (int i = 0; i < ends.length; i++) {
      pace.after(at(i + 1, ends[i]));
    }
    return pace;
  }

  @Test
  void paceLeavesOutTheFirstRoundWhereThereIsASecond() {
    Pace first = pace(4);
    assertThat(first.isWarm()).isFalse();
    assertThat(first.perStep()).isEqualTo(0.4);
    Pace third = pace(4, 5, 8);
    assertThat(third.isWarm()).isTrue();
    assertThat(third.perStep()).isEqualTo(0.2);
    assertThat(third.latest()).isEqualTo(0.3);
  }

  @Test
  void roundsOfSlowStepsGrowUntilStepsAreCountedWhereSecondsAreLimited() {
    double slow = 1e12;
    StepPlan limited = StepPlan.of(options(100, "max-seconds=50"));
    int[] steps = {1, 2, 4, 8, 10, 10};
    int before = 0;
    for (int round = 0; round < steps.length; round++) {
      TrainingState state = new TrainingState(before, round, 0, 0);
      assertThat(limited.ofRound(state, slow)).isEqualTo(steps[round]);
      assertThat(limited.with(new StepPlan.Decision(70, 30)).ofRound(state, slow))
          .as("before an earlier decision holds")
          .isEqualTo(steps[round]);
      assertThat(StepPlan.of(options(100)).with(new StepPlan.Decision(70, 30)).ofRound(state, slow))
          .as("when it goes on without a limit")
          .isEqualTo(steps[round]);
      assertThat(limited.ofRound(state, 1e10)).as("a round is 5 seconds' work").isEqualTo(10);
      assertThat(limited.ofRound(state.planned(70), slow)).isEqualTo(10);
      assertThat(StepPlan.of(options(100)).ofRound(state, slow)).isEqualTo(10);
      assertThat(StepPlan.cutOff(options(100, "max-seconds=50")).ofRound(state, slow))
          .isEqualTo(10);
      before += steps[round];
    }
    StepPlan instant = StepPlan.of(options(100, "max-seconds=1e-6"));
    assertThat(instant.ofRound(at(0, 0), 1e10)).as("whatever the limit").isEqualTo(10);
    assertThat(instant.ofRound(at(0, 0), 1.01e10)).isEqualTo(1);
    assertThat(limited.ofRound(at(6, 9).planned(63), slow)).isEqualTo(3);
    assertThat(limited.ofRound(new TrainingState(97, 40, 0, 0), slow)).isEqualTo(3);
  }

  /** Two rounds, the first of 8 seconds, the second up to some; 50 seconds are allowed. */
  @ParameterizedTest
  @CsvSource({
    // 40 seconds at 0.2 a step: 200 steps.
    "100000, 10, 220",
    // 39.5 seconds at 0.25: 158 steps, the last round of which is a short one.
    "100000, 10.5, 178",
    "179, 10.5, 178",
    "178, 10.5, 178",
    "177, 10.5, 177",
    "25, 10, 25",
    // 15 seconds at 2.7 a step, where a round takes 27: as many steps as fit.
    "100000, 35, 25",
    // A second left, and a step takes 4.1.
    "100000, 49, 21",
    "25, 49, 21"
  })
  void stepsThatFitIntoTheRestAreCounted(int steps, double seconds, int planned) {
    StepPlan plan = StepPlan.of(options(steps, "max-seconds=50"));
    assertThat(plan.decide(at(2, seconds), pace(8, seconds))).hasValue(planned);
  }

  @Test
  void nothingIsDecidedTooEarlyOrTwiceOrWithoutALimit() {
    StepPlan plan = StepPlan.of(options(1000, "max-seconds=50"));
    assertThat(plan.decide(at(1, 20), pace(20))).isEmpty();
    assertThat(plan.decide(at(2, 9.9), pace(8, 9.9))).isEmpty();
    assertThat(plan.decide(at(2, 10), pace(8, 10))).isPresent();
    assertThat(plan.decide(at(2, 10).planned(70), pace(8, 10))).isEmpty();
    assertThat(StepPlan.of(options(1000)).decide(at(2, 10), pace(8, 10))).isEmpty();
    assertThat(StepPlan.cutOff(options(1000, "max-seconds=50")).decide(at(2, 10), pace(8, 10)))
        .isEmpty();
  }

  @Test
  void clockThatStandsStillAllowsAll() {
    assertThat(StepPlan.of(options(1000, "max-seconds=50")).decide(at(2, 10), pace(10, 10)))
        .hasValue(1000);
  }

  @Test
  void earlierDecisionHoldsFromItsStepOnWhateverTheLimit() {
    for (String limit : new String[] {"max-seconds=50", "max-seconds=1000", "max-seconds="}) {
      StepPlan plan = StepPlan.of(options(1000, limit)).with(new StepPlan.Decision(70, 30));
      assertThat(plan.decide(at(2, 5), pace(3, 5))).isEqualTo(OptionalInt.empty());
      assertThat(plan.decide(at(3, 7), pace(3, 5, 7))).hasValue(70);
      // A run that is gone on with need not be warm.
      assertThat(plan.decide(at(3, 7), new Pace(at(3, 7)))).hasValue(70);
    }
  }

  @Test
  void trainingEndsAfterItsPlannedStepsAndByTheClockAQuarterLater() {
    StepPlan plan = StepPlan.of(options(1000, "max-seconds=50"));
    assertThat(plan.end(at(2, 5))).isEqualTo(1000);
    assertThat(plan.end(at(2, 5).planned(70))).isEqualTo(70);
    assertThat(plan.ended(at(6, 49.9))).isEmpty();
    assertThat(plan.ended(at(6, 50))).isEqualTo(Optional.of(StopReason.TIME));
    assertThat(plan.ended(at(6, 62.4).planned(70))).isEmpty();
    assertThat(plan.ended(at(6, 62.5).planned(70))).isEqualTo(Optional.of(StopReason.TIME));
    assertThat(plan.ended(at(7, 30).planned(70))).isEqualTo(Optional.of(StopReason.TIME));
    assertThat(plan.ended(at(100, 30).planned(1000))).isEqualTo(Optional.of(StopReason.STEPS));
    assertThat(plan.ended(at(100, 30))).isEqualTo(Optional.of(StopReason.STEPS));
    assertThat(plan.secondsLeft(at(2, 5).planned(70))).isEqualTo(57.5);
    assertThat(StepPlan.of(options(1000)).secondsLeft(at(2, 5)))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }
}
