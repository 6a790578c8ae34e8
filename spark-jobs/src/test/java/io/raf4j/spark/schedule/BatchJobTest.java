package io.raf4j.spark.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.raf4j.datasets.video.FrameRange;
import io.raf4j.spark.conf.FilePart;
import io.raf4j.spark.conf.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchJobTest {

  private static final String WHOLE =
      "job = nightly, models = [\"runs/*/\", a], data-sets = [\"*.mp4\"], output = reports\n";

  @TempDir private Path folder;

  @Test
  void jobIsWhatItsFileSays() throws IOException {
    BatchJob job =
        read(
            WHOLE
                + "data-sets = [\"*.mp4\", { files = b.mp4, frames = \"0:9\", scale = 0.5 },"
                + "{ files = c.png, size = 64x48 }, { files = d.wav, from-second = 1.5, seconds = 2 },"
                + " { points = 100, seed = 7 }]\n unfinished = skip");
    assertThat(job)
        .isEqualTo(
            new BatchJob(
                "nightly",
                List.of("runs/*/", "a"),
                List.of(),
                List.of(
                    new BatchData.Files("*.mp4", FilePart.WHOLE),
                    new BatchData.Files("b.mp4", new FilePart(new FrameRange(0, 9), 0.5, "", 0, 0)),
                    new BatchData.Files("c.png", new FilePart(FrameRange.ALL, 1, "64x48", 0, 0)),
                    new BatchData.Files("d.wav", new FilePart(FrameRange.ALL, 1, "", 1.5, 2)),
                    new BatchData.Points(100, 7)),
                "reports",
                BatchJob.Unfinished.SKIP));
  }

  @Test
  void oneEntryMayStandWithoutBrackets() throws IOException {
    BatchJob job = read(WHOLE + "models = one, data-sets = { points = 10, seed = 1 }");
    assertThat(job.models()).containsExactly("one");
    assertThat(job.dataSets()).containsExactly(new BatchData.Points(10, 1));
  }

  @Test
  void equationsHaveEveryCombinationOfTheirConstants() throws IOException {
    BatchJob job =
        read(
            "job = a, data-sets = { points = 10, seed = 1 }, output = o, equations = [a.conf,"
                + " { files = \"b/*.conf\", constants { nu = [1e-3, \"1/pi\"], k = [2, 3.50] },"
                + " settings { width = 5 } }]");
    assertThat(job.models()).isEmpty();
    assertThat(job.equations().get(0).combinations()).containsExactly("");
    assertThat(job.equations().get(1).combinations())
        .containsExactly("k=2,nu=0.001", "k=2,nu=1/pi", "k=3.5,nu=0.001", "k=3.5,nu=1/pi");
    assertThat(job.equations().get(1).settings().getInt("width")).isEqualTo(5);
    String map = com.typesafe.config.ConfigFactory.parseMap(job.fields().values()).root().render();
    assertThat(read(map).equations()).isEqualTo(job.equations());
  }

  @Test
  void assignmentsAndOptionsComeOnTop() throws IOException {
    Path file = Files.writeString(folder.resolve("job.conf"), WHOLE);
    List<String> assignments = List.of("job=weekly", "models=[\"x\"]", "output=elsewhere");
    BatchJob job = BatchJob.read(file.toFile(), assignments, Map.of("output", "here"));
    assertThat(job.name()).isEqualTo("weekly");
    assertThat(job.models()).containsExactly("x");
    assertThat(job.output()).isEqualTo("here");
  }

  @Test
  void mapOfAJobIsReadAsTheSameJob() throws IOException {
    BatchJob job = read(WHOLE + "data-sets = [a.mp4, { files = b, scale = 0.5 }]");
    String map = com.typesafe.config.ConfigFactory.parseMap(job.fields().values()).root().render();
    assertThat(read(map)).isEqualTo(job);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("modles = [a]", "did you mean \"models\"?"),
        arguments("job = Nightly", "job is \"Nightly\"; expected a name"),
        arguments("job = 2026", "job is \"2026\"; expected a name"),
        arguments("models = []", "models is empty"),
        arguments("models = [3]", "models: an entry is 3; expected a text"),
        arguments("models = \" \"", "models: an entry is blank"),
        arguments("data-sets = []", "data-sets is empty"),
        arguments("data-sets = [{ points = 100 }]", "lacks seed"),
        arguments("data-sets = [{ scale = 1 }]", "lacks files"),
        arguments("data-sets = [{ point = 3 }]", "did you mean"),
        arguments("data-sets = [{ points = 0, seed = 1 }]", "points is 0; expected at least 1"),
        arguments("data-sets = [{ points = 1.5, seed = 1 }]", "points is 1.5; expected a whole"),
        arguments("data-sets = [{ points = 3e9, seed = 1 }]", "points is 3e9; expected at most"),
        arguments("data-sets = [{ files = a, scale = 2 }]", "scale is 2; expected at most 1"),
        arguments(
            "data-sets = [{ files = a, size = big }]", "--size is big; expected HEIGHTxWIDTH"),
        arguments(
            "data-sets = [{ files = a, seconds = -1 }]", "seconds is -1; expected at least 0"),
        arguments("data-sets = [{ files = a, frames = \"9:3\" }]", "frames"),
        arguments(
            "data-sets = [{ points = 9, seed = 9223372036854775808 }]",
            "line 2: seed is 9223372036854775808; expected at most 9223372036854775807"),
        arguments("data-sets = [{ points = 9, seed = 0.5 }]", "seed is 0.5; expected a whole"),
        arguments("data-sets = [{ files = a, scale = NaN }]", "scale is NaN; expected a number"),
        arguments("data-sets = [{ files = a, seconds = 1e400 }]", "seconds is 1e400; expected at"),
        arguments("output = \"\"", "output is missing"),
        arguments("unfinished = maybe", "unfinished is maybe; expected refuse or skip"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void wrongValueIsNamedWithItsFile(String line, String message) {
    assertThatThrownBy(() -> read(WHOLE + line))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("job.conf: ")
        .hasMessageContaining(message);
  }

  @Test
  void missingKeySaysWhatItIs() {
    assertThatThrownBy(() -> read("job = a, models = [b]"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("data-sets is missing");
  }

  @Test
  void everyExampleIsAJob() throws IOException {
    List<Path> examples;
    try (Stream<Path> files = Files.list(Path.of("..", "conf", "batch"))) {
      examples = files.toList();
    }
    assertThat(examples).isNotEmpty();
    for (Path example : examples) {
      BatchJob job = BatchJob.read(example.toFile(), List.of(), Map.of());
      assertThat(job.models().size() + job.equations().size()).as("%s", example).isPositive();
    }
  }

  private BatchJob read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("job.conf"), text);
    return BatchJob.read(file.toFile(), List.of(), Map.of());
  }
}
