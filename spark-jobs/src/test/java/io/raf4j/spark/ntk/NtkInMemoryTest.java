package io.raf4j.spark.ntk;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.datasets.audio.SampleChirp;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.equation.SolveInMemoryTest;
import io.raf4j.spark.run.Run;
import io.raf4j.spark.training.WorkerPool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels as cells of a comparison. */
class NtkInMemoryTest {

  private static final String SMALL =
      "activation=sine-gaussian width=6 depth=2 points=40 tile=13 workers=2 seed=2";

  @TempDir Path folder;

  private static Settings settings(String words) {
    return Jobs.of("ntk", List.of(words.split(" ")), Map.of());
  }

  private static Map<String, Object> figures(String words, WorkerPool pool) {
    return Run.inMemory(Jobs.kind("ntk"), settings(words), pool).figures().values();
  }

  @Test
  void figuresInAThreadEqualThoseOnSpark() {
    Map<String, Object> local = figures(SMALL, SolveInMemoryTest.inThread());
    Map<String, Object> onSpark = figures(SMALL, SolveInMemoryTest.spark());
    for (String figure : List.of("condition_number", "effective_rank", "lambda_max", "trace")) {
      assertThat(local.get(figure)).as(figure).isNotNull().isEqualTo(onSpark.get(figure));
    }
    assertThat((double) local.get("seconds")).isPositive();
  }

  @Test
  void pointsOfASoundAreItsOwnAndScalesAreFittedToIt() {
    Path chirp = folder.resolve("chirp.wav");
    SampleChirp.write(chirp, new SampleChirp.Options(2000, 0.5, 20, 60));
    String input = SMALL + " input=" + chirp;
    Map<String, Object> fitted = figures(input + " scales=fitted", SolveInMemoryTest.inThread());
    Map<String, Object> published =
        figures(input + " scales=published", SolveInMemoryTest.inThread());
    // 12 + 42 + 7 weights and biases, and of each of 12 neurons 2 alphas and 2 betas.
    assertThat(fitted).containsEntry("points", 40L).containsEntry("parameters", 61L + 12 * 4);
    assertThat(fitted.get("lambda_max")).isNotEqualTo(published.get("lambda_max"));
  }
}
