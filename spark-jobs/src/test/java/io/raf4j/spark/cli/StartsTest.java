package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that compete, as the command line has them. */
class StartsTest {

  private static final String SMALL =
      "--problem burgers --optimizer levenberg-marquardt --width 5 --depth 2 --points 96"
          + " --test-points 128 --starts 3 --output ";

  @TempDir Path folder;

  @Test
  void runInTwoPartsKeepsWhatItHasDecided() throws IOException {
    JsonNode whole = figures(raf("whole", "--iterations 27"));
    JsonNode part = figures(raf("parts", "--iterations 25"));
    JsonNode decided = decisions("parts");
    JsonNode both = figures(raf("parts", "--iterations 27 --resume"));
    assertThat(both.get("params_sha256")).isEqualTo(whole.get("params_sha256"));
    assertThat(part.get("params_sha256")).isNotEqualTo(whole.get("params_sha256"));
    assertThat(decisions("parts")).isEqualTo(decided).isEqualTo(decisions("whole"));
    assertThat(decided.get("start_candidates")).hasSize(3);
    assertThat(both.get("start_seed")).isEqualTo(decided.get("start_seed"));
    assertThat(both.get("iterations").asInt()).isEqualTo(27);
  }

  @Test
  void competitionThatHasUsedUpTheTimeIsGoneOnWith() throws IOException {
    JsonNode none = figures(raf("late", "--iterations 27 --max-seconds 1e-9"));
    assertThat(none.get("iterations").asInt()).isEqualTo(24);
    assertThat(none.get("seconds").asDouble()).isPositive();
    JsonNode rest = figures(raf("late", "--iterations 27 --max-seconds 600 --resume"));
    JsonNode whole = figures(raf("at-once", "--iterations 27 --max-seconds 600"));
    assertThat(rest.get("params_sha256")).isEqualTo(whole.get("params_sha256"));
  }

  @Test
  void wrongValuesAreRefused() {
    for (List<String> wrong :
        List.of(
            List.of("--starts 0", "--starts is 0; expected at least 1"),
            List.of("--iterations 24", "more than the 24 that the best of 3 --starts"),
            List.of("--momentum 2", "--momentum is 2; expected at most 1"),
            List.of("--search best", "--search is best; expected lowest-loss or target-ratio"),
            List.of("--start-shapes maybe", "start-shapes"),
            List.of(
                "--optimizer adam+levenberg-marquardt",
                "--starts has no effect on this run: starts compete"),
            List.of("--starts 1 --start-shapes", "--start-shapes has no effect on this run"))) {
      RafResult result = run("wrong", wrong.get(0));
      assertThat(result.code()).as(result.errors()).isEqualTo(2);
      assertThat(result.errors()).contains(wrong.get(1));
    }
    assertThat(folder.resolve("wrong")).doesNotExist();
  }

  @Test
  void startsThatAllDivergeFailTheRun() {
    RafResult result =
        run("lost", "--iterations 27 --set activation.terms=[{function:\"x^8\",beta:1e38}]");
    assertThat(result.code()).as(result.errors()).isEqualTo(1);
    assertThat(result.errors()).contains("from each of its 3 starts").doesNotContain("\tat ");
  }

  private JsonNode decisions(String name) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve(name).resolve("run.json").toFile())
        .required("decisions");
  }

  private RafResult raf(String name, String options) {
    RafResult result = run(name, options);
    assertThat(result.code()).as(result.errors()).isZero();
    return result;
  }

  private RafResult run(String name, String options) {
    List<String> words = new ArrayList<>(List.of("solve", "pde"));
    // What comes later wins.
    List<String> small = new ArrayList<>(List.of((SMALL + folder.resolve(name)).split(" ")));
    List<String> own = List.of(options.split(" "));
    for (String word : own) {
      int again = small.indexOf(word);
      if (again >= 0) {
        small.subList(again, again + 2).clear();
      }
    }
    words.addAll(small);
    words.addAll(own);
    words.addAll(List.of("--json", "--master", "local[2]"));
    return RafResult.of(words.toArray(String[]::new));
  }

  private static JsonNode figures(RafResult result) throws IOException {
    return new ObjectMapper().readTree(result.output().lines().reduce("", (before, line) -> line));
  }
}
