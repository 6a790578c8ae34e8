package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.Kinds;
import io.raf4j.spark.toy.LineKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new kind of work is one package and one line in a list: everything else takes it as it is. */
class NewKindTest {

  @TempDir Path folder;

  private static RafResult raf(String... arguments) {
    List<Kind> kinds = new ArrayList<>(Raf.KINDS.all());
    kinds.add(new LineKind());
    return RafResult.of(new Kinds(kinds), arguments);
  }

  private static JsonNode figures(RafResult result) throws IOException {
    assertThat(result.code()).as(result.errors()).isZero();
    return new ObjectMapper().readTree(result.output().lines().reduce("", (before, line) -> line));
  }

  @Test
  void helpTellsOfIt() {
    assertThat(raf("--help").output()).contains("learn", "Learns the simplest things.");
    assertThat(raf("learn", "--help").output()).contains("line", "Learns y = x.");
    assertThat(raf("learn", "line", "--help").output())
        .contains("--width", "(default: 8)")
        .doesNotContain("--input");
    assertThat(raf("plan", "--help").output()).contains("Plans raf learn line.");
  }

  @Test
  void runLeavesModelCheckpointsMetricsAndRecord() throws IOException {
    Path run = folder.resolve("run");
    String output = run.toString();
    JsonNode figures =
        figures(raf("learn", "line", "--json", "--master", "local[2]", "--output", output));
    assertThat(figures.get("mse").asDouble()).isBetween(0.0, 0.1);
    assertThat(figures.get("stop_reason").asText()).isEqualTo("steps");
    assertThat(run).isDirectoryContaining("glob:**/run.json");
    assertThat(run.resolve("model/model.zip")).exists();
    assertThat(run.resolve("metrics")).isNotEmptyDirectory();
    JsonNode manifest = new ObjectMapper().readTree(run.resolve("run.json").toFile());
    assertThat(manifest.at("/input/function").asText()).isEqualTo("y = x");
    assertThat(manifest.get("figures")).isEqualTo(figures);
  }

  @Test
  void resumeBeginsARunThatIsNotThereAndLeavesOneThatIsDoneAsItWas() throws IOException {
    String[] words = {
      "learn",
      "line",
      "--json",
      "--master",
      "local[2]",
      "--steps",
      "4",
      "--resume",
      "--output",
      folder.resolve("again").toString()
    };
    JsonNode begun = figures(raf(words));
    assertThat(begun.get("steps").asInt()).isEqualTo(4);
    JsonNode again = figures(raf(words));
    assertThat(again.get("params_sha256")).isEqualTo(begun.get("params_sha256"));
    assertThat(again.get("run_id")).isEqualTo(begun.get("run_id"));
  }

  /** A clock decides how many steps there are; what was decided once holds. */
  @Test
  void stepsThatTheSecondsAllowAreDecidedOnceAndRecorded() throws IOException {
    Path run = folder.resolve("timed");
    String[] words = {
      "learn",
      "line",
      "--json",
      "--master",
      "local[2]",
      "--steps",
      "1000000000",
      "--resume",
      "--output",
      run.toString(),
      "--max-seconds"
    };
    JsonNode figures = figures(raf(with(words, "2")));
    int planned = figures.get("planned_steps").asInt();
    assertThat(figures.get("stop_reason").asText()).isEqualTo("time");
    assertThat(planned).isBetween(30, 999_999_999);
    assertThat(figures.get("steps").asInt()).isLessThanOrEqualTo(planned);
    JsonNode decisions = decisions(run);
    assertThat(decisions.get("planned_steps").asInt()).isEqualTo(planned);
    assertThat(decisions.get("planned_at_step").asInt()).isBetween(20, planned - 1);
    JsonNode again = figures(raf(with(words, "600")));
    assertThat(again.get("steps").asInt()).isEqualTo(planned);
    assertThat(again.get("stop_reason").asText()).isEqualTo("time");
    assertThat(decisions(run)).isEqualTo(decisions);
  }

  private static String[] with(String[] words, String last) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = last;
    return all;
  }

  private static JsonNode decisions(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("run.json").toFile()).get("decisions");
  }

  @Test
  void refusalNamesTheCommandsThatHaveASetting() {
    assertThat(raf("learn", "line", "--points", "3").errors())
        .contains("--points has no effect on raf learn line: it is a setting of raf solve pde");
  }

  @Test
  void planAveragesIt() throws IOException {
    JsonNode plan = figures(raf("plan", "line", "--json", "--executors", "2", "--cores", "4"));
    assertThat(plan.get("kind").asText()).isEqualTo("line");
    assertThat(plan.get("command").asText()).contains("raf learn line --workers");
  }

  @Test
  void comparisonTakesItsCells() throws IOException {
    Path experiment = folder.resolve("lines.conf");
    Files.writeString(
        experiment,
        """
        experiment = lines
        kind = line
        baseline = tanh
        metric = mse
        settings { steps = 4 }
        activations { tanh { activation = tanh }, sine { activation = sine } }
        subjects { line { } }
        seeds = [1, 2]
        """);
    JsonNode figures =
        figures(
            raf(
                "compare",
                "--config",
                experiment.toString(),
                "--json",
                "--master",
                "local[2]",
                "--output",
                folder.resolve("comparison").toString()));
    assertThat(figures.get("cells").asInt()).isEqualTo(4);
    assertThat(figures.get("failed").asInt()).isZero();
    assertThat(figures.get("metric").asText()).isEqualTo("mse");
  }
}
