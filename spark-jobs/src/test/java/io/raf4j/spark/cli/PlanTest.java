package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.datasets.audio.SampleChirp;
import io.raf4j.datasets.video.SampleClip;
import io.raf4j.spark.plan.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code raf plan} on arguments as people write them. */
class PlanTest {

  @TempDir static Path folder;

  private static Path clip;
  private static Path constants;

  @BeforeAll
  static void prepare() throws IOException {
    clip = folder.resolve("clip.mp4");
    SampleClip.write(clip, new SampleClip.Options(4, 24, 32, 7));
    constants = folder.resolve("constants.conf");
    Files.writeString(constants, Examples.constants().toText());
  }

  @Test
  void videoOnAClusterGetsATableAndACommand() throws IOException {
    JsonNode plan =
        plan(
            "plan video --width 400 --depth 4 --executors 8 --cores 4 --bandwidth 1GB/s --memory 8g"
                + " --input "
                + clip);
    assertThat(plan.get("workers").asInt()).isPositive();
    assertThat(plan.get("workers").asInt() * plan.get("task_cpus").asInt())
        .isEqualTo(4 * plan.get("executors").asInt());
    assertThat(plan.get("efficiency").asDouble()).isBetween(0.0, 1.0);
    assertThat(plan.get("table")).hasSize(8);
    double parts = 0;
    for (JsonNode part : plan.get("parts")) {
      parts += part.asDouble();
    }
    assertThat(parts / plan.get("round_seconds").asDouble()).isBetween(1 - 1e-9, 1 + 1e-9);
    assertThat(plan.get("command").asText())
        .contains("raf reconstruct video", "--input " + clip, "--width 400", "--depth 4")
        .contains(
            "--workers " + plan.get("workers").asInt(), "--batch " + plan.get("batch").asInt())
        .contains("--averaging-frequency " + plan.get("averaging_frequency").asInt())
        .contains("spark.task.cpus=" + plan.get("task_cpus").asInt());
  }

  @Test
  void whatIsGivenStaysAndCommandsRunAsTheyAre() throws IOException {
    JsonNode plan =
        plan(
            "plan video --workers 2 --batch 256 --averaging-frequency 2 --width 16 --depth 2"
                + " --master local[2] --steps 4 --output "
                + folder.resolve("run")
                + " --input "
                + clip);
    assertThat(plan.get("workers").asInt()).isEqualTo(2);
    assertThat(plan.get("batch").asInt()).isEqualTo(256);
    assertThat(plan.get("averaging_frequency").asInt()).isEqualTo(2);
    assertThat(plan.get("steps").asInt()).isEqualTo(4);
    String command = plan.get("command").asText();
    assertThat(command).startsWith("raf reconstruct video ").endsWith("--master 'local[2]'");
    String[] words = command.substring("raf ".length()).replace("'", "").split(" ");
    RafResult run = RafResult.of(words);
    assertThat(run.code()).as(run.errors()).isZero();
  }

  @Test
  void soundAndEquationsCanBePlanned() throws IOException {
    Path chirp = folder.resolve("chirp.wav");
    SampleChirp.write(chirp, SampleChirp.Options.DEFAULT);
    assertThat(plan("plan audio --width 32 --input " + chirp).get("parameters").asLong())
        .isPositive();
    JsonNode pde = plan("plan pde poisson-oscillatory --width 20 --executors 2 --cores 1");
    assertThat(pde.get("command").asText())
        .contains("raf solve pde", "--problem poisson-oscillatory", "--optimizer adam");
    assertThat(pde.get("state_bytes").asLong())
        .as("double precision")
        .isEqualTo(24 * pde.get("parameters").asLong());
  }

  @Test
  void planForPeopleSaysWhereAveragingStopsPaying() {
    RafResult result =
        RafResult.of(
            ("plan video --executors 3 --cores 2 --input " + clip + " --constants " + constants)
                .split(" "));
    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(result.output())
        .contains("averaging stops paying", "executors  workers  examples/s", "Constants: ")
        .contains("RAF_SUBMIT_OPTS=", "--master MASTER");
  }

  @Test
  void planSaysWhatMuonTakes() {
    String words = "plan video --executors 2 --cores 1 --width 128 --depth 2 --input " + clip;
    RafResult byMuon =
        RafResult.of((words + " --optimizer muon --constants " + constants).split(" "));
    assertThat(byMuon.code()).as(byMuon.errors()).isZero();
    // 2e-11 s a flop, 30 x 128^3 flops of the one matrix between hidden layers.
    assertThat(byMuon.output()).contains("Muon takes 1.26 ms of every step of a task");
    RafResult byAdam = RafResult.of((words + " --constants " + constants).split(" "));
    assertThat(byAdam.code()).as(byAdam.errors()).isZero();
    assertThat(byAdam.output()).doesNotContain("Muon");
  }

  @Test
  void calibrationMeasuresThisMachine() throws IOException {
    JsonNode plan =
        plan(
            "plan video --calibrate --width 16 --depth 2 --master local[2] --executors 2 --cores 1"
                + " --input "
                + clip);
    assertThat(plan.get("measured_on").asText()).startsWith("calibrated here on local[2]");
    assertThat(plan.get("examples_per_second").asDouble()).isPositive();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "plan video --input CLIP --executors 0|--executors is 0; expected at least 1",
        "plan video --input CLIP --cores -1|--cores is -1; expected at least 1",
        "plan video --input CLIP --bandwidth fast|--bandwidth is fast; expected bytes or bits",
        "plan video --input CLIP --bandwidth 1GB/s --master local[2]|--bandwidth has no effect on one process",
        "plan video --input CLIP --executors 1.5|--executors is 1.5; expected a whole number",
        "plan video --input CLIP --executors 2147483647|--executors is 2147483647; expected at most",
        "plan video --input CLIP --memory 99999999g|--memory is 99999999g; expected at most",
        "plan video --input CLIP --resume|--resume",
        "plan pde poisson-oscillatory --optimizer adam --points 9|--points has no effect on this run",
        "plan video --input CLIP --memory lots|--memory is lots; expected memory such as 8g",
        "plan video --input CLIP --memory 10m|do not fit",
        "plan video --input CLIP --constants absent.conf|absent.conf: no such file",
        "plan video --input CLIP --width 0|width is 0; expected at least 1",
        "plan video|--input is missing",
        "plan pde no-such-equation|--problem",
        "plan pde poisson-oscillatory --optimizer levenberg-marquardt|averages no parameters",
        "plan poetry|poetry"
      })
  void wrongArgumentsAreRefused(String line, String message) {
    String known = line.contains("--constants") ? line : line + " --constants " + constants;
    RafResult result = RafResult.of(known.replace("CLIP", clip.toString()).split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains(message);
  }

  private static JsonNode plan(String line) throws IOException {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of("--constants", constants.toString(), "--json"));
    RafResult result = RafResult.of(words.toArray(String[]::new));
    assertThat(result.code()).as(result.errors()).isZero();
    String last = result.output().lines().reduce("", (before, each) -> each);
    return new ObjectMapper().readTree(last);
  }
}
