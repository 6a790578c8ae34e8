package io.raf4j.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.FullDisk;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.UnrecordedException;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.training.InterruptedWorkException;
import io.raf4j.spark.training.Interruption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What run.json says of runs that end in an error, whatever its type. */
class RunRecordTest {

  private static final RunRecord.Ending ENDING =
      new RunRecord.Ending(Fields.NONE, new RunManifest.Stop("steps", "all steps were taken"));

  @TempDir private Path folder;

  @Test
  void fullDiskIsRecorded() throws IOException {
    assertThatThrownBy(
            () ->
                recorded(
                    () -> {
                      FullDisk.write();
                      return ENDING;
                    }))
        .isInstanceOf(Error.class);
    assertThat(manifest().get("status").asText()).isEqualToIgnoringCase("failed");
    assertThat(manifest().toString()).contains("No space left on device");
  }

  @Test
  void errorOfThePageIsRecorded() throws IOException {
    RunRecord record = record();
    assertThatThrownBy(
            () ->
                record.recorded(
                    () -> ENDING,
                    manifest -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(manifest().get("status").asText()).isEqualToIgnoringCase("failed");
  }

  @Test
  void whatCannotBeRecordedIsToldWithTheErrorItself() {
    Throwable thrown =
        catchThrowable(
            () ->
                recorded(
                    () -> {
                      // The folder becomes a file, in which nothing can be written.
                      FileUtil.fullyDelete(folder.resolve("run").toFile());
                      Files.writeString(folder.resolve("run"), "");
                      throw new IllegalStateException("first");
                    }));
    assertThat(thrown).hasMessage("first");
    assertThat(thrown.getSuppressed()).hasSize(1);
    assertThat(thrown.getSuppressed()[0])
        .isInstanceOf(UnrecordedException.class)
        .hasMessageContaining("run.json still says running");
  }

  @Test
  void recordSaysWhatTheExecutorsComputeBy() throws IOException {
    RunRecord record = record();
    record.recorded(
        () -> {
          record.computedBy("some kernels");
          return ENDING;
        },
        manifest -> {});
    assertThat(manifest().get("software").get("kernels").asText()).isEqualTo("some kernels");
  }

  @Test
  void whatARunHasDecidedIsWrittenAtOnceAndKeptWhereItIsGoneOnWith() throws IOException {
    RunRecord record = record();
    assertThatThrownBy(
            () ->
                record.recorded(
                    () -> {
                      record.decided(Fields.NONE.with("feature_scale", 0.25));
                      assertThat(manifest().at("/decisions/feature_scale").asDouble())
                          .isEqualTo(0.25);
                      assertThat(manifest().get("status").asText()).isEqualTo("running");
                      throw new IllegalStateException("cut off");
                    },
                    manifest -> {}))
        .hasMessage("cut off");
    RunRecord again = record(true);
    again.requireUsableFolder();
    assertThat(again.decisions().get("feature_scale")).isEqualTo(0.25);
    again.recorded(() -> ENDING, manifest -> {});
    assertThat(manifest().at("/decisions/feature_scale").asDouble()).isEqualTo(0.25);
    assertThat(manifest().get("status").asText()).isEqualTo("done");
  }

  @Test
  void runThatReadOtherThingsIsNotGoneOnWith() {
    AskedPlan asked = new AskedPlan(plan());
    RunManifest same =
        RunManifest.start("r", "raf")
            .with(RunManifest.Section.CONFIGURATION, asked.configuration())
            .with(RunManifest.Section.INPUT, asked.input());
    asked.requireSame(same);
    Fields other = asked.input().with("points", 5);
    assertThatThrownBy(() -> asked.requireSame(same.with(RunManifest.Section.INPUT, other)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("points was 5 and is now 4");
  }

  @AfterEach
  void forgetSignals() {
    Interruption.ofProcess().fulfilled();
  }

  @Test
  void runThatASignalEndsIsInterrupted() throws IOException {
    Interruption ofProcess = Interruption.ofProcess();
    assertThatThrownBy(
            () ->
                recorded(
                    () -> {
                      assertThat(ofProcess.isAtWork()).isTrue();
                      ofProcess.request("SIGTERM");
                      ofProcess.check();
                      return ENDING;
                    }))
        .isInstanceOf(InterruptedWorkException.class);
    assertThat(ofProcess.isAtWork()).isFalse();
    assertThat(manifest().get("status").asText()).isEqualToIgnoringCase("interrupted");
    assertThat(manifest().toString()).contains("SIGTERM", "--resume");
  }

  @Test
  void errorThatASignalDidNotBringIsAFailure() throws IOException {
    Interruption ofProcess = Interruption.ofProcess();
    assertThatThrownBy(
            () ->
                recorded(
                    () -> {
                      ofProcess.request("SIGINT");
                      throw new IllegalStateException("a full disk");
                    }))
        .hasMessage("a full disk");
    assertThat(manifest().get("status").asText()).isEqualToIgnoringCase("failed");
  }

  @Test
  void workThatIsGivenUpIsInterrupted() throws IOException {
    Interruption ofProcess = Interruption.ofProcess();
    recorded(
        () -> {
          ofProcess.request("SIGTERM");
          ofProcess.abandon();
          assertThat(manifest().get("status").asText()).isEqualToIgnoringCase("interrupted");
          return ENDING;
        });
  }

  @Test
  void secondRunInOneFolderIsRefusedAndTheFirstGoesOn() throws IOException {
    RunRecord second = record();
    recorded(
        () -> {
          assertThatThrownBy(() -> second.recorded(() -> ENDING, manifest -> {}))
              .isInstanceOf(SettingsException.class)
              .hasMessageContaining("belongs to another job that goes on")
              .hasMessageContaining("process " + ProcessHandle.current().pid());
          return ENDING;
        });
    assertThat(manifest().get("status").asText()).isEqualToIgnoringCase("done");
    assertThat(manifest().get("run_id").asText()).isNotEqualTo(second.runId());
  }

  @Test
  void runThatBeganAndEndedMeanwhileIsNotOverwritten() throws IOException {
    RunRecord second = record();
    second.requireUsableFolder();
    recorded(() -> ENDING);
    String first = manifest().get("run_id").asText();
    assertThatThrownBy(() -> second.recorded(() -> ENDING, manifest -> {}))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("exists");
    assertThat(manifest().get("run_id").asText()).isEqualTo(first);
  }

  private void recorded(Callable<RunRecord.Ending> work) {
    record().recorded(work, manifest -> {});
  }

  private RunRecord record() {
    return record(false);
  }

  private RunRecord record(boolean resume) {
    Configuration hadoop = new Configuration();
    RunFolder run = RunFolder.of("--output", folder.resolve("run").toString(), hadoop);
    return new RunRecord(new AskedPlan(plan()), "raf", run, resume, Audience.NOBODY);
  }

  private static Plan plan() {
    Settings settings = Jobs.of("ntk", List.of("points=4"), Map.of());
    return Jobs.kind("ntk").plan(settings, new Configuration());
  }

  private JsonNode manifest() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("run/run.json").toFile());
  }
}
