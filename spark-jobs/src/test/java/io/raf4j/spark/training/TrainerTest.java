package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.dl4j.CosineSchedule;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.training.Trainer.Outcome;
import io.raf4j.spark.training.Trainer.RoundListener;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

/** Runs that end, are cut off, go on and diverge. */
class TrainerTest {

  private static final Configuration HADOOP = new Configuration();
  private static final RoundListener SILENT = (row, left) -> {};
  private static final String[] SMALL = {
    "steps=10", "averaging-frequency=3", "workers=2", "batch=64", "checkpoint-seconds=1e-9"
  };

  @TempDir private java.nio.file.Path out;

  @Test
  void lastRoundMakesTheStepsThatAreLeft() {
    Run run = new Run("whole", SMALL);
    List<Double> left = new ArrayList<>();
    Outcome outcome = run.train((row, seconds) -> left.add(seconds));
    assertThat(outcome.reason()).isEqualTo(StopReason.STEPS);
    assertThat(outcome.state().step()).isEqualTo(10);
    assertThat(outcome.state().round()).isEqualTo(4);
    assertThat(outcome.state().examples()).isEqualTo(10 * 2 * 64);
    assertThat(run.metrics().read()).extracting(MetricRow::step).containsExactly(3L, 6L, 9L, 10L);
    assertThat(run.metrics().read())
        .extracting(MetricRow::examples)
        .containsExactly(384L, 768L, 1152L, 1280L);
    assertThat(left).hasSize(4).allMatch(seconds -> seconds >= 0);
    assertThat(left.get(3)).isZero();
    assertThat(run.checkpoints().last().orElseThrow().state()).isEqualTo(outcome.state());
  }

  @Test
  void rowsNameTheRateOfTheLastStepAndTheSample() {
    Run run = new Run("rows", SMALL);
    run.samplePsnr = network -> 17.5;
    run.train(SILENT);
    MetricRow second = run.metrics().read().get(1);
    // Half a cosine over ten steps, at the sixth.
    double rate = 1e-3 * (1 + Math.cos(Math.PI * 0.5)) / 2;
    assertThat(second.learningRate())
        .isEqualTo(rate, org.assertj.core.api.Assertions.within(1e-18));
    assertThat(second.samplePsnr()).isEqualTo(17.5);
    assertThat(second.loss()).isPositive().isFinite();
    assertThat(second.examplesPerSecond()).isPositive();
  }

  @Test
  void runCutOffInTheMiddleEndsLikeOneThatWasNot() {
    Run whole = new Run("whole", SMALL);
    whole.train(SILENT);
    Run cut = new Run("cut", SMALL);
    assertThatThrownBy(() -> cut.train(failingIn(3))).hasMessage("cut off");
    assertThat(cut.checkpoints().last().orElseThrow().state().round()).isEqualTo(2);
    Outcome outcome = cut.resume();
    assertThat(outcome.state().step()).isEqualTo(10);
    requireSame(cut, whole);
  }

  /** Momentum is averaged, saved and read as Adam's moments are. */
  @Test
  void runOfMuonCutOffInTheMiddleEndsLikeOneThatWasNot() {
    Run whole = new Run("whole", SMALL);
    whole.start = Waves.FLOATS::networkOfMuon;
    whole.train(SILENT);
    Run cut = new Run("cut", SMALL);
    cut.start = Waves.FLOATS::networkOfMuon;
    assertThatThrownBy(() -> cut.train(failingIn(3))).hasMessage("cut off");
    cut.resume();
    requireSame(cut, whole);
    Run byAdam = new Run("adam", SMALL);
    byAdam.train(SILENT);
    assertThat(whole.digest()).isNotEqualTo(byAdam.digest());
    assertThat(whole.metrics().read()).extracting(MetricRow::optimizer).containsOnly("muon");
    assertThat(byAdam.metrics().read()).extracting(MetricRow::optimizer).containsOnly("adam");
    // Rows have Adam's rate, whatever Muon's is.
    assertThat(whole.metrics().read())
        .extracting(MetricRow::learningRate)
        .isEqualTo(byAdam.metrics().read().stream().map(MetricRow::learningRate).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyCheckpointLeadsToTheSameEnd(int round) throws java.io.IOException {
    Run whole = new Run("whole", with("checkpoints-kept=4"));
    whole.train(SILENT);
    Run back = new Run("back", with("checkpoints-kept=4"));
    back.train(SILENT);
    while (back.checkpoints().last().orElseThrow().state().round() > round) {
      Path newest = back.checkpoints().lastFolder().orElseThrow();
      newest.getFileSystem(HADOOP).delete(newest, true);
    }
    back.resume();
    requireSame(back, whole);
  }

  @Test
  void rowsBeyondTheCheckpointAreTrainedAgain() throws java.io.IOException {
    Run whole = new Run("whole", SMALL);
    whole.train(SILENT);
    Run cut = new Run("cut", SMALL);
    assertThatThrownBy(() -> cut.train(failingIn(4))).hasMessage("cut off");
    Path last = cut.checkpoints().lastFolder().orElseThrow();
    FileSystem files = last.getFileSystem(HADOOP);
    // As if the process had died between the rows of round 3 and its checkpoint.
    files.delete(last, true);
    assertThat(cut.metrics().read()).hasSize(3);
    assertThat(cut.checkpoints().last().orElseThrow().state().round()).isEqualTo(2);
    cut.resume();
    requireSame(cut, whole);
  }

  @Test
  void runCutOffBeforeItsFirstCheckpointBeginsAnew() {
    Run whole = new Run("whole", SMALL);
    whole.train(SILENT);
    Run cut = new Run("cut", SMALL);
    assertThatThrownBy(() -> cut.train(failingIn(1))).hasMessage("cut off");
    assertThat(cut.checkpoints().last()).isEmpty();
    cut.train(SILENT);
    requireSame(cut, whole);
  }

  @Test
  void finishedRunThatIsResumedStaysAsItIs() {
    Run run = new Run("run", SMALL);
    Outcome first = run.train(SILENT);
    String digest = run.digest();
    Outcome again = run.resume();
    assertThat(again).isEqualTo(first);
    assertThat(run.digest()).isEqualTo(digest);
    assertThat(run.metrics().read()).hasSize(4);
  }

  @Test
  void timeThatIsUpStopsAfterTheRound() {
    Run run = new Run("time", with("max-seconds=1e-6"));
    Outcome outcome = run.train((row, left) -> assertThat(left).isZero());
    assertThat(outcome.reason()).isEqualTo(StopReason.TIME);
    assertThat(outcome.state().round()).isEqualTo(1);
    assertThat(run.checkpoints().last().orElseThrow().state().step()).isEqualTo(3);
  }

  @Test
  void targetThatIsReachedStopsTheRun() {
    Run run = new Run("target", with("target-psnr=30"));
    List<Double> measured = new ArrayList<>(List.of(29.9, 30.0, 31.0));
    run.samplePsnr = network -> measured.remove(0);
    Outcome outcome = run.train(SILENT);
    assertThat(outcome.reason()).isEqualTo(StopReason.TARGET);
    assertThat(outcome.state().round()).isEqualTo(2);
  }

  @Test
  void checkpointsComeNoMoreOftenThanAskedForAndAlwaysAtTheEnd() {
    Run run = new Run("rare", with("checkpoint-seconds=3600", "checkpoints-kept=9"));
    List<Boolean> present = new ArrayList<>();
    run.train((row, left) -> present.add(run.checkpoints().last().isPresent()));
    assertThat(present).containsOnly(false);
    assertThat(run.checkpoints().last().orElseThrow().state().step()).isEqualTo(10);
    assertThat(run.metrics().read()).hasSize(4);
  }

  @Test
  void lossThatIsNoNumberNamesTheStepsAndKeepsTheCheckpoint() {
    Run run = new Run("diverged", SMALL);
    run.source = new Spoilt(Waves.FLOATS, 7);
    assertThatThrownBy(() -> run.train(SILENT))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("a loss of NaN, at step 7 of worker 1")
        .hasMessageContaining("--learning-rate")
        .hasMessageEndingWith("checkpoints/step-000000006");
    assertThat(run.checkpoints().last().orElseThrow().state().step()).isEqualTo(6);
    assertThat(run.metrics().read()).hasSize(2);
  }

  @Test
  void divergenceInTheFirstRoundHasNoCheckpointToName() {
    Run run = new Run("first", SMALL);
    run.source = new Spoilt(Waves.FLOATS, 0);
    assertThatThrownBy(() -> run.train(SILENT))
        .isInstanceOf(DivergedException.class)
        .hasMessageEndingWith("Last good checkpoint: none yet");
  }

  /** The schedule of networks of 50 steps. */
  private static final CosineSchedule WHOLE = new CosineSchedule(1e-3, 50);

  /** Rounds of one step; the measure of round 35 is no number as long as the rate is whole. */
  private Run fast(String name, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "steps=50",
                "averaging-frequency=1",
                "workers=2",
                "batch=32",
                "checkpoint-seconds=3600",
                "on-divergence=rollback"));
    settings.addAll(List.of(more));
    Run run = new Run(name, settings.toArray(String[]::new));
    run.samplePsnr =
        network ->
            network.getLayerWiseConfigurations().getIterationCount() == 35
                    && network.getLearningRate(0) > 0.75 * WHOLE.valueAt(35, 0)
                ? Double.NaN
                : 1;
    return run;
  }

  @Test
  void divergedTrainingGoesBackToItsLastPointAndOnAtHalfTheRate() {
    Run run = fast("back");
    List<String> back = new ArrayList<>();
    Outcome outcome = run.train(listening(run, back, 0));
    assertThat(back).singleElement().asString().startsWith("20 the network diverged");
    assertThat(outcome.state().rollbacks()).isEqualTo(1);
    assertThat(outcome.state().step()).isEqualTo(50);
    assertThat(run.metrics().read())
        .hasSize(50)
        .allSatisfy(
            row ->
                assertThat(row.learningRate())
                    .isEqualTo(
                        (row.round() <= 20 ? 1 : 0.5) * WHOLE.valueAt((int) row.step() - 1, 0)));
    assertThat(run.checkpoints().last().orElseThrow().state().rollbacks()).isEqualTo(1);
  }

  /** Whether the signal comes before, or after training has gone back. */
  @ParameterizedTest
  @ValueSource(ints = {27, -27})
  void interruptedTrainingGoesBackToTheSamePoint(int round) {
    Run whole = fast("whole");
    whole.train(SILENT);
    Run cut = fast("cut");
    assertThatThrownBy(() -> cut.train(listening(cut, new ArrayList<>(), round)))
        .isInstanceOf(InterruptedWorkException.class);
    cut.interruption.fulfilled();
    Outcome outcome = cut.resume();
    assertThat(outcome.state().rollbacks()).isEqualTo(1);
    assertThat(cut.digest()).isEqualTo(whole.digest());
    assertThat(cut.metrics().read())
        .usingRecursiveFieldByFieldElementComparatorOnFields(
            "round", "step", "loss", "learningRate")
        .isEqualTo(whole.metrics().read());
  }

  @Test
  void trainingGoesBackThreeTimesAtMost() {
    Run run = fast("thrice");
    run.samplePsnr =
        network -> network.getLayerWiseConfigurations().getIterationCount() == 25 ? Double.NaN : 1;
    assertThatThrownBy(() -> run.train(SILENT))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("after it had gone back to half the rate 3 times");
    assertThat(run.metrics().read()).hasSize(24);
  }

  /** Tells where training goes back to; asks for the end in a round, before it or (-) after it. */
  private static RoundListener listening(Run run, List<String> back, int interruptIn) {
    return new RoundListener() {
      @Override
      public void round(MetricRow row, double secondsLeft) {
        boolean isTurn = interruptIn > 0 || !back.isEmpty();
        if (row.round() == Math.abs(interruptIn) && isTurn) {
          run.interruption.request("SIGTERM");
        }
      }

      @Override
      public void wentBack(DivergedException why, TrainingState to) {
        back.add(to.step() + " " + why.getMessage());
      }
    };
  }

  @Test
  void interruptionLeavesTheLastRoundAsACheckpoint() {
    Run whole = new Run("uncut", SMALL);
    whole.train(SILENT);
    Run cut = new Run("signal", with("checkpoint-seconds=3600"));
    assertThatThrownBy(
            () ->
                cut.train(
                    (row, left) -> {
                      if (row.round() == 2) {
                        cut.interruption.request("SIGINT");
                      }
                    }))
        .isInstanceOf(InterruptedWorkException.class)
        .hasMessageContaining("SIGINT");
    assertThat(cut.checkpoints().last().orElseThrow().state().round()).isEqualTo(2);
    assertThat(cut.metrics().read()).hasSize(2);
    cut.interruption.fulfilled();
    cut.resume();
    requireSame(cut, whole);
  }

  @Test
  void everyStopReasonExplainsItself() {
    for (StopReason reason : StopReason.values()) {
      assertThat(reason.explanation()).isNotBlank().doesNotEndWith(".");
    }
  }

  private static void requireSame(Run one, Run other) {
    assertThat(one.digest()).isEqualTo(other.digest());
    assertThat(one.network.getUpdater().getStateViewArray())
        .isEqualTo(other.network.getUpdater().getStateViewArray());
    assertThat(one.metrics().read())
        .usingRecursiveFieldByFieldElementComparatorOnFields(
            "round", "step", "examples", "loss", "learningRate", "samplePsnr")
        .isEqualTo(other.metrics().read());
  }

  private static RoundListener failingIn(int round) {
    return (row, left) -> {
      if (row.round() == round) {
        throw new IllegalStateException("cut off");
      }
    };
  }

  private static String[] with(String... more) {
    List<String> all = new ArrayList<>(List.of(SMALL));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Gives labels that are no numbers in one step of worker 1. */
  private record Spoilt(Waves waves, int badStep) implements MinibatchSource {

    @Override
    public Iterator<DataSet> minibatches(int worker, int firstStep, int steps) {
      List<DataSet> all = new ArrayList<>();
      for (int step = firstStep; step < firstStep + steps; step++) {
        DataSet set = waves.minibatch(worker, step);
        if (worker == 1 && step == badStep) {
          set.getLabels().assign(Double.NaN);
        }
        all.add(set);
      }
      return all.iterator();
    }
  }

  /** One run and its folder. */
  private final class Run {
    private final Path folder;
    private final TrainingOptions options;
    private final String runId = UUID.randomUUID().toString();
    private MinibatchSource source = Waves.FLOATS;
    private IntFunction<MultiLayerNetwork> start = Waves.FLOATS::network;
    private ToDoubleFunction<MultiLayerNetwork> samplePsnr =
        network -> network.params().sumNumber().doubleValue();
    private final List<String> notes = new ArrayList<>();
    private final Interruption interruption = new Interruption();
    private MultiLayerNetwork network;

    Run(String name, String... settings) {
      folder = new Path(out.toUri().toString(), name);
      options = Waves.options(settings);
    }

    Outcome train(RoundListener listener) {
      network = start.apply(options.steps());
      return trainer(listener).train(network, TrainingState.START, source);
    }

    Outcome resume() {
      Checkpoints.Checkpoint last = checkpoints().last().orElseThrow();
      network = last.network();
      return trainer(SILENT).train(network, last.state(), source);
    }

    private Trainer trainer(RoundListener listener) {
      return new Trainer(
          WorkerPool.on(LocalSpark.context()),
          options,
          runId,
          checkpoints(),
          MetricLog.of(metrics(), runId),
          RoundMeasure.psnr(samplePsnr, options.targetPsnr()),
          listener,
          interruption);
    }

    Checkpoints checkpoints() {
      Checkpoints.Owner owner = new Checkpoints.Owner(runId, () -> {}, notes::add);
      return Checkpoints.in(
          new Path(folder, "checkpoints"), options.checkpointsKept(), owner, HADOOP);
    }

    ParquetReport<MetricRow> metrics() {
      return ParquetReport.open(
          LocalSpark.session(), new Path(folder, "metrics"), MetricRow.FORMAT);
    }

    String digest() {
      return ParameterDigest.sha256(network.params());
    }
  }
}
