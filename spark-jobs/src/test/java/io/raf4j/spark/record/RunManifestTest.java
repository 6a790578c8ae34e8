package io.raf4j.spark.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.record.RunManifest.Status;
import io.raf4j.spark.record.RunManifest.Stop;
import io.raf4j.spark.rows.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifest of a run, from its start to its end, through a file and back. */
class RunManifestTest {

  private static final Configuration HADOOP = new Configuration();

  @TempDir java.nio.file.Path out;

  @Test
  void finishedManifestReadsBackAsItWasWritten() throws IOException {
    Map<String, Object> nested = new LinkedHashMap<>();
    nested.put("zeta", 1);
    nested.put("alpha", List.of(1.5, "two", true));
    RunManifest manifest =
        RunManifest.start("run-1", "raf video --in clip.mp4")
            .with(Section.CONFIGURATION, Fields.of(Map.of("network", nested)))
            .with(Section.SEEDS, Fields.of(Map.of("run", 42)))
            .done(
                new Stop("steps", "it had taken all its steps"), Fields.of(Map.of("psnr", 31.25)));
    manifest.write(file(), HADOOP);
    RunManifest read = RunManifest.read(file(), HADOOP);
    assertThat(read).isEqualTo(manifest);
    assertThat(read.json()).isEqualTo(manifest.json());
    assertThat(read.json()).containsSubsequence("configuration", "zeta", "alpha", "seeds");
  }

  @Test
  void runningManifestReadsBackWithoutAnEnd() throws IOException {
    RunManifest manifest = RunManifest.start("run-1", "raf video");
    manifest.write(file(), HADOOP);
    RunManifest read = RunManifest.read(file(), HADOOP);
    assertThat(read).isEqualTo(manifest);
    assertThat(read.status()).isEqualTo(Status.RUNNING);
    assertThat(read.finished()).isEmpty();
  }

  @Test
  void failedManifestNamesTheError() {
    RunManifest manifest =
        RunManifest.start("run-1", "raf video").failed(new IOException("disk is full"));
    assertThat(manifest.status()).isEqualTo(Status.FAILED);
    assertThat(manifest.stop().orElseThrow().meaning()).contains("disk is full");
  }

  @Test
  void numbersWithoutAJsonWordAreStoredAsText() throws IOException {
    RunManifest.start("run-1", "raf")
        .with(Section.FIGURES, Fields.of(Map.of("psnr", Double.POSITIVE_INFINITY)))
        .write(file(), HADOOP);
    assertThat(RunManifest.read(file(), HADOOP).section(Section.FIGURES).values())
        .containsEntry("psnr", "Infinity");
  }

  @Test
  void writingAgainReplacesTheFileAndLeavesNothingElse() throws IOException {
    RunManifest manifest = RunManifest.start("run-1", "raf video");
    manifest.write(file(), HADOOP);
    manifest.failed(new IllegalStateException("no")).write(file(), HADOOP);
    assertThat(RunManifest.read(file(), HADOOP).status()).isEqualTo(Status.FAILED);
    try (Stream<java.nio.file.Path> files = Files.list(out)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("run.json", ".run.json.crc");
    }
  }

  @Test
  void endedManifestWithoutAnEndIsRefused() {
    RunManifest running = RunManifest.start("run-1", "raf");
    assertThatThrownBy(
            () ->
                new RunManifest(
                    "run-1",
                    "raf",
                    running.started(),
                    running.finished(),
                    Status.DONE,
                    running.stop(),
                    Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DONE");
  }

  @Test
  void valueThatJsonCannotHoldIsRefused() {
    RunManifest manifest =
        RunManifest.start("run-1", "raf")
            .with(Section.FIGURES, Fields.of(Map.of("x", new Object())));
    assertThatThrownBy(manifest::json).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherSchemaVersionIsRefused() throws IOException {
    Files.writeString(out.resolve("run.json"), "{\"schema_version\": 99}");
    assertThatThrownBy(() -> RunManifest.read(file(), HADOOP))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("99");
  }

  @Test
  void inputFileIsIdentifiedByLengthAndHash() throws IOException {
    Files.writeString(out.resolve("abc"), "abc");
    InputFile input = InputFile.of(new Path(out.toUri().toString(), "abc"), HADOOP);
    assertThat(input.bytes()).isEqualTo(3);
    assertThat(input.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Fields.of(input).values()).containsOnlyKeys("path", "bytes", "sha256");
  }

  @Test
  void damagedTextsAreRefusedByTheNameOfTheFile() throws IOException {
    String whole = RunManifest.start("run-1", "raf train").json();
    for (String text :
        List.of(
            "",
            "null",
            "[]",
            whole.substring(0, whole.length() / 2),
            whole.replace("run-1", " "),
            whole.replace("running", "resting"),
            whole.replaceAll("\"started\" : \"[^\"]*\"", "\"started\" : \"today\""),
            whole.replace("\"command\"", "\"comand\""))) {
      java.nio.file.Path file = out.resolve("run.json");
      Files.writeString(file, text);
      assertThatThrownBy(() -> RunManifest.read(file(), HADOOP))
          .as(text)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("run.json");
    }
  }

  @Test
  void softwareNamesTheVersionsThatRun() {
    Map<String, Object> software =
        Environment.software(Fields.of(Map.of("blas", "OpenBLAS"))).values();
    assertThat(software)
        .containsEntry("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION())
        .containsEntry("blas", "OpenBLAS")
        .containsKeys("nd4j", "dl4j", "java", "scala");
    assertThat(software.get("raf4j").toString()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(software.get("raf4j_commit").toString()).matches("[0-9a-f]{40}|unknown");
  }

  @Test
  void hardwareNamesCoresAndMemory() {
    Map<String, Object> hardware = Environment.hardware(List.of("a GPU")).values();
    assertThat(hardware).containsEntry("gpus", List.of("a GPU"));
    assertThat((Integer) hardware.get("cores")).isPositive();
    assertThat((Long) hardware.get("memory_bytes")).isPositive();
  }

  @Test
  void cpuModelIsTheFirstOneOrAbsent() throws IOException {
    java.nio.file.Path info = out.resolve("cpuinfo");
    Files.writeString(info, "processor\t: 0\nmodel name\t: Model: X\nmodel name\t: Model Y\n");
    assertThat(Environment.cpuModel(info)).hasValue("Model: X");
    assertThat(Environment.cpuModel(out.resolve("absent"))).isEmpty();
  }

  private Path file() {
    return new Path(out.toUri().toString(), "run.json");
  }
}
