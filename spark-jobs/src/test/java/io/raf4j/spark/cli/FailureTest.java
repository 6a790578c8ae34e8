package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.datasets.video.SampleClip;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.conf.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that fail after they began: exit code 1, and run.json says so. */
class FailureTest {

  @TempDir private Path folder;

  private Path clip;

  @BeforeEach
  void writeClip() {
    clip = folder.resolve("clip.mp4");
    SampleClip.write(clip, new SampleClip.Options(4, 24, 32, 7));
  }

  @Test
  void divergedRunIsRecordedAsFailed() throws IOException {
    Path run = folder.resolve("run");
    RafResult result =
        RafResult.of(
            RafResult.arguments(
                "reconstruct", "--input", clip, "--output", run, "--learning-rate", "1e30"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .contains("the network diverged, with a loss of NaN")
        .doesNotContain("--resume");
    JsonNode manifest = manifest(run);
    assertThat(manifest.get("status").asText()).isEqualToIgnoringCase("failed");
    assertThat(manifest.toString()).contains("the network diverged");
    assertThat(run.resolve("report.html")).doesNotExist();
  }

  @Test
  void lostShardIsNamedAndTheRunGoesOnWhenItIsBack() throws IOException {
    Path shards = folder.resolve("shards");
    Path run = folder.resolve("run");
    RafResult.figures("shard", "--input", clip, "--output", shards);
    Path shard = shards.resolve("shard-00003");
    Files.move(shard, folder.resolve("hidden"));
    String[] training = RafResult.arguments("train", "--input", shards, "--output", run);
    RafResult result = RafResult.of(training);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors()).contains("shard-00003");
    assertThat(manifest(run).get("status").asText()).isEqualToIgnoringCase("failed");
    Files.move(folder.resolve("hidden"), shard);
    JsonNode figures = RafResult.figures("train", "--input", shards, "--output", run, "--resume");
    assertThat(figures.get("steps").asInt()).isEqualTo(6);
    assertThat(manifest(run).get("status").asText()).isEqualToIgnoringCase("done");
  }

  /** Most of an input is looked at where it is read: in tasks. */
  @Test
  void inputThatATaskRefusesIsInputThatIsWrong() {
    Throwable thrown =
        catchThrowable(
            () ->
                LocalSpark.context()
                    .parallelize(List.of(3), 1)
                    .foreach(
                        shard -> {
                          throw new SettingsException("shard-" + shard + " is another's");
                        }));
    assertThat(thrown).isInstanceOf(SparkException.class);
    assertThat(Refusal.of(thrown, true)).isEqualTo(new Refusal(2, "shard-3 is another's", ""));
  }

  @Test
  void masterThatIsNotThereLeavesNoRun() throws IOException {
    RafResult result =
        RafResult.of(
            RafResult.arguments(
                "reconstruct",
                "--input",
                clip,
                "--output",
                folder.resolve("run"),
                "--master",
                "nowhere"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors()).contains("nowhere");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(clip);
    }
  }

  private static JsonNode manifest(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("run.json").toFile());
  }
}
