package io.raf4j.spark.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.Jobs;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.run.Run;
import io.raf4j.spark.run.RunOutcome;
import io.raf4j.spark.training.DivergedException;
import io.raf4j.spark.training.TaskThreads;
import io.raf4j.spark.training.WorkerPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Equations solved without a folder: on Spark, in a thread and in Spark tasks, to the same bits.
 */
public class SolveInMemoryTest {

  private static final String PDE =
      "problem=poisson-smooth optimizer=adam+levenberg-marquardt width=6 depth=2 batch=64 steps=6"
          + " averaging-frequency=4 points=100 iterations=3 test-points=200 activation=tanh";
  private static final String ADAM =
      "problem=poisson-smooth optimizer=adam width=6 depth=2 batch=64 steps=6"
          + " averaging-frequency=4 test-points=200 activation=tanh";
  private static final String EIGEN =
      "problem=box dim=1 count=2 width=6 depth=2 batch=64 steps=10 averaging-frequency=5 points=100"
          + " iterations=3 test-points=200 activation=tanh";

  @ParameterizedTest
  @ValueSource(
      strings = {
        PDE + " workers=1",
        PDE + " workers=3",
        ADAM + " workers=2 adaptive=3 dtype=float"
      })
  void equationInAThreadEqualsOneOnSpark(String words) {
    requireSame(
        Run.inMemory(Jobs.kind("pde"), settings("pde", words), inThread()),
        Run.inMemory(Jobs.kind("pde"), settings("pde", words), spark()));
  }

  @Test
  void eigenpairsInAThreadEqualThoseOnSpark() {
    Settings settings = settings("eigen", EIGEN + " workers=2");
    RunOutcome local = Run.inMemory(Jobs.kind("eigen"), settings, inThread());
    requireSame(local, Run.inMemory(Jobs.kind("eigen"), settings, spark()));
    assertThat(local.figures().values())
        .containsEntry("iterations", 3L)
        .containsEntry("stop_reason", "iterations");
    for (String list : List.of("eigenvalues", "standard_errors", "absolute_errors")) {
      assertThat((List<?>) local.figures().get(list)).as(list).hasSize(2);
    }
  }

  @Test
  void cellsInTasksSideBySideEqualCellsAlone() {
    List<Settings> seeds = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      seeds.add(settings("pde", PDE + " workers=2 seed=" + seed));
    }
    List<RunOutcome> outcomes =
        LocalSpark.context()
            .parallelize(seeds, seeds.size())
            .map(settings -> Run.inMemory(Jobs.kind("pde"), settings, inThread()))
            .collect();
    for (int i = 0; i < seeds.size(); i++) {
      requireSame(outcomes.get(i), Run.inMemory(Jobs.kind("pde"), seeds.get(i), inThread()));
    }
    assertThat(outcomes)
        .extracting(outcome -> outcome.figures().get("params_sha256"))
        .doesNotHaveDuplicates();
  }

  @Test
  void metricsHaveARowForEveryRoundAndIteration() {
    RunOutcome outcome = Run.inMemory(Jobs.kind("pde"), settings("pde", PDE), inThread());
    assertThat(outcome.metrics()).extracting(MetricRow::step).containsExactly(4L, 6L, 7L, 8L, 9L);
    assertThat(outcome.metrics()).allMatch(row -> row.relativeL2() > 0);
    MetricRow last = outcome.metrics().get(4);
    assertThat(outcome.figures().values())
        .containsEntry("loss", last.loss())
        .containsEntry("examples", last.examples())
        .containsEntry("run_id", last.runId());
  }

  @Test
  void divergenceNamesThePointInAThreadToo() {
    Settings settings = settings("pde", PDE + " workers=2 activation=relu^3 learning-rate=3e38");
    assertThatThrownBy(() -> Run.inMemory(Jobs.kind("pde"), settings, inThread()))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching("(?s).*at step \\d of worker \\d, at the point \\[.*");
  }

  @Test
  void wrongSettingsAreRefused() {
    Settings settings = settings("pde", PDE + " problem=none-such");
    assertThatThrownBy(() -> Run.inMemory(Jobs.kind("pde"), settings, inThread()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("none-such");
  }

  private static void requireSame(RunOutcome one, RunOutcome other) {
    assertThat(lasting(one)).isEqualTo(lasting(other));
    assertThat(numbers(one)).isEqualTo(numbers(other));
  }

  /** Returns what rounds gave, to the bit, but for times. */
  private static List<List<Number>> numbers(RunOutcome outcome) {
    return outcome.metrics().stream()
        .map(
            row ->
                List.<Number>of(
                    row.round(),
                    row.step(),
                    row.examples(),
                    row.loss(),
                    row.learningRate(),
                    row.damping(),
                    row.relativeL2()))
        .toList();
  }

  /** Returns all figures but names and times. */
  private static Map<String, Object> lasting(RunOutcome outcome) {
    Map<String, Object> figures = new LinkedHashMap<>(outcome.figures().values());
    figures.keySet().removeAll(List.of("run_id", "seconds", "points_per_second"));
    return figures;
  }

  private static Settings settings(String kind, String assignments) {
    return Jobs.of(kind, List.of(assignments.split(" ")), Map.of());
  }

  public static WorkerPool inThread() {
    return WorkerPool.inThread(new TaskThreads(1));
  }

  public static WorkerPool spark() {
    return WorkerPool.on(LocalSpark.context());
  }
}
