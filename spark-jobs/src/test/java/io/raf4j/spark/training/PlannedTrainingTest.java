package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.dl4j.CosineSchedule;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.training.StepPlan.Decision;
import io.raf4j.spark.training.Trainer.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training whose schedule ends when its seconds end, by a clock that the test sets. */
class PlannedTrainingTest {

  /** A second of the clock a round of four steps: two rounds, then 8 s or 32 steps. */
  private static final String[] TEN_SECONDS = {
    "steps=100",
    "batch=64",
    "averaging-frequency=4",
    "workers=2",
    "max-seconds=10",
    "checkpoint-seconds=1e-9"
  };

  /** A second of the clock a step: ten steps, then 40. */
  private static final String[] FIFTY_SECONDS = {
    "steps=200",
    "batch=64",
    "averaging-frequency=1",
    "workers=2",
    "max-seconds=50",
    "checkpoint-seconds=3600",
    "on-divergence=rollback"
  };

  @TempDir private java.nio.file.Path out;

  /** Where the workers are. */
  private enum Pool {
    THREAD,
    SPARK;

    WorkerPool open() {
      return this == THREAD
          ? WorkerPool.inThread(new TaskThreads(1))
          : WorkerPool.on(LocalSpark.context());
    }
  }

  private static double rate(int plannedSteps, long step) {
    return new CosineSchedule(1e-3, plannedSteps).valueAt((int) step - 1, 0);
  }

  @ParameterizedTest
  @EnumSource
  void rateFallsOverTheStepsThatTheSecondsAllow(Pool pool) {
    Run run = new Run("run", TEN_SECONDS);
    run.pool = pool.open();
    Outcome outcome = run.train();
    assertThat(run.decided).containsExactly(new Decision(40, 8));
    assertThat(outcome.reason()).isEqualTo(StopReason.TIME);
    assertThat(outcome.state().step()).isEqualTo(40);
    assertThat(outcome.state().seconds()).isEqualTo(10);
    assertThat(outcome.state().plannedSteps()).isEqualTo(40);
    assertThat(run.rows())
        .hasSize(10)
        .allSatisfy(
            row ->
                assertThat(row.learningRate())
                    .isEqualTo(rate(row.step() <= 8 ? 100 : 40, row.step())));
    assertThat(run.left).containsExactly(9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0, 0.0);
  }

  /** Executors keep networks between rounds, which must not go on with their old rates. */
  @Test
  void workersOfAThreadAndOfSparkFollowThePlanAlike() {
    Run thread = new Run("thread", TEN_SECONDS);
    thread.train();
    Run spark = new Run("spark", TEN_SECONDS);
    spark.pool = Pool.SPARK.open();
    spark.train();
    assertThat(spark.digest()).isEqualTo(thread.digest());
    Run cutOff = new Run("cut-off", TEN_SECONDS);
    cutOff.plan = StepPlan.cutOff(cutOff.options);
    Outcome outcome = cutOff.train();
    assertThat(outcome.state().step()).isEqualTo(40);
    assertThat(cutOff.decided).isEmpty();
    assertThat(cutOff.rows().get(9).learningRate()).isEqualTo(rate(100, 40));
    assertThat(cutOff.digest()).isNotEqualTo(thread.digest());
  }

  @Test
  void stepsThatAllFitEndAsTheyDidWithoutALimit() {
    Run run = new Run("run", with(TEN_SECONDS, "steps=30"));
    Outcome outcome = run.train();
    assertThat(run.decided).containsExactly(new Decision(30, 8));
    assertThat(outcome.reason()).isEqualTo(StopReason.STEPS);
    Run unlimited = new Run("unlimited", with(TEN_SECONDS, "steps=30", "max-seconds="));
    unlimited.train();
    assertThat(unlimited.decided).isEmpty();
    assertThat(run.digest()).isEqualTo(unlimited.digest());
  }

  @Test
  void trainingPlannedFromTheStartEqualsOneOfSoManySteps() {
    Run planned = new Run("planned", TEN_SECONDS);
    planned.trainFrom(Waves.FLOATS.network(100), TrainingState.START.planned(40));
    Run forty = new Run("forty", with(TEN_SECONDS, "steps=40", "max-seconds="));
    forty.train();
    assertThat(planned.digest()).isEqualTo(forty.digest());
  }

  /** Cut off before its second, third and last checkpoint; the decision falls in round 2. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10})
  void runCutOffGoesOnByItsDecisionAtAnotherPaceAndLimit(int round) {
    Run whole = new Run("whole", TEN_SECONDS);
    whole.train();
    Run cut = new Run("cut", TEN_SECONDS);
    cut.failIn = round;
    assertThatThrownBy(cut::train).hasMessage("cut off");
    Run resumed = new Run("cut", with(TEN_SECONDS, "max-seconds=1000"));
    resumed.plan = StepPlan.of(resumed.options).with(cut.decided.get(0));
    resumed.tick = 9;
    Outcome outcome = resumed.resume();
    assertThat(outcome.state().plannedSteps()).isEqualTo(40);
    assertThat(outcome.reason()).isEqualTo(StopReason.TIME);
    assertThat(resumed.digest()).isEqualTo(whole.digest());
    assertThat(resumed.rows())
        .extracting(MetricRow::learningRate)
        .isEqualTo(whole.rows().stream().skip(round - 1L).map(MetricRow::learningRate).toList());
    assertThat(resumed.resume()).isEqualTo(outcome);
  }

  @Test
  void clockEndsATrainingThatBecomesTooSlow() {
    Run run = new Run("run", TEN_SECONDS);
    run.slowAfterRound = 5;
    Outcome outcome = run.train();
    assertThat(run.decided).hasSize(1);
    assertThat(outcome.reason()).isEqualTo(StopReason.TIME);
    // 5 s, and from there on 4 s a round up to 12.5 s.
    assertThat(outcome.state().round()).isEqualTo(7);
    assertThat(outcome.state().step()).isLessThan(outcome.state().plannedSteps());
  }

  /** Goes back to the point of round 20, or to the start, before the decision of step 10. */
  @ParameterizedTest
  @ValueSource(ints = {25, 13})
  void trainingThatGoesBackKeepsThePlanAndHalvesItsRate(int round) {
    Run run = diverging("run", round);
    Outcome outcome = run.train();
    int point = round < 20 ? 0 : 20;
    assertThat(run.decided).containsExactly(new Decision(50, 10));
    assertThat(outcome.state().rollbacks()).isEqualTo(1);
    assertThat(outcome.state().step()).isEqualTo(50);
    assertThat(outcome.reason()).isEqualTo(StopReason.TIME);
    assertThat(run.rows())
        .hasSize(50)
        .allSatisfy(
            row ->
                assertThat(row.learningRate())
                    .isEqualTo(
                        row.step() > point
                            ? 0.5 * rate(50, row.step())
                            : rate(row.step() <= 10 ? 200 : 50, row.step())));
  }

  /** The signal leaves the point of round 20 too, to which the resumed run goes back. */
  @ParameterizedTest
  @ValueSource(ints = {23, -30})
  void interruptedTrainingGoesBackByThePlanToo(int round) {
    Run whole = diverging("whole", 25);
    whole.train();
    Run cut = diverging("cut", 25);
    cut.interruptIn = Math.abs(round);
    cut.interruptAfterRollback = round < 0;
    assertThatThrownBy(cut::train).isInstanceOf(InterruptedWorkException.class);
    Run resumed = diverging("cut", 25);
    Outcome outcome = resumed.resume();
    assertThat(resumed.decided).isEmpty();
    assertThat(outcome.state().rollbacks()).isEqualTo(1);
    assertThat(outcome.state().plannedSteps()).isEqualTo(50);
    assertThat(resumed.digest()).isEqualTo(whole.digest());
  }

  /** A round whose measure is no number as long as the rate is whole. */
  private Run diverging(String name, int round) {
    Run run = new Run(name, FIFTY_SECONDS);
    run.samplePsnr =
        network ->
            network.getLayerWiseConfigurations().getIterationCount() == round
                    && network.getLearningRate(0) > 0.75 * rate(50, round + 1L)
                ? Double.NaN
                : 1;
    return run;
  }

  private static String[] with(String[] settings, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(settings));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** One session of a run; those of one name have their checkpoints in common. */
  private final class Run {
    private final Path folder;
    private final TrainingOptions options;
    private final MetricLog.InMemory metrics = MetricLog.inMemory();
    private final Interruption interruption = new Interruption();
    private final List<Decision> decided = new ArrayList<>();
    private final List<Double> left = new ArrayList<>();
    private WorkerPool pool = Pool.THREAD.open();
    private StepPlan plan;
    private ToDoubleFunction<MultiLayerNetwork> samplePsnr = network -> 1;

    /** Half a second: the trainer looks at the clock twice a round. */
    private double tick = 0.5;

    private int slowAfterRound = Integer.MAX_VALUE;
    private int failIn;
    private int interruptIn;
    private boolean interruptAfterRollback;
    private boolean isBack;
    private long now;
    private MultiLayerNetwork network;

    Run(String name, String... settings) {
      folder = new Path(out.toUri().toString(), name);
      options = Waves.options(settings);
      plan = StepPlan.of(options);
    }

    Outcome train() {
      return trainFrom(Waves.FLOATS.network(options.steps()), TrainingState.START);
    }

    Outcome resume() {
      Checkpoints.Checkpoint last = checkpoints().last().orElseThrow();
      return trainFrom(last.network(), last.state());
    }

    Outcome trainFrom(MultiLayerNetwork initial, TrainingState start) {
      network = initial;
      Trainer trainer =
          new Trainer(
              pool,
              options,
              plan,
              "run",
              checkpoints(),
              metrics,
              RoundMeasure.psnr(samplePsnr, options.targetPsnr()),
              new Listener(),
              interruption);
      trainer.timedBy(() -> now += (long) (tick * 1e9));
      return trainer.train(network, start, Waves.FLOATS);
    }

    private Checkpoints checkpoints() {
      Checkpoints.Owner owner = new Checkpoints.Owner("run", () -> {}, note -> {});
      return Checkpoints.in(folder, options.checkpointsKept(), owner, new Configuration());
    }

    List<MetricRow> rows() {
      return metrics.rows();
    }

    String digest() {
      return ParameterDigest.sha256(network.params());
    }

    private final class Listener implements Trainer.RoundListener {
      @Override
      public void round(MetricRow row, double secondsLeft) {
        left.add(secondsLeft);
        if (row.round() == failIn) {
          throw new IllegalStateException("cut off");
        }
        if (row.round() == interruptIn && isBack == interruptAfterRollback) {
          interruption.request("SIGTERM");
        }
        if (row.round() == slowAfterRound) {
          tick *= 4;
        }
      }

      @Override
      public void planned(Decision decision) {
        decided.add(decision);
      }

      @Override
      public void wentBack(DivergedException why, TrainingState to) {
        isBack = true;
      }
    }
  }
}
