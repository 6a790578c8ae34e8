package io.raf4j.spark.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.raf4j.spark.cli.Raf;
import io.raf4j.spark.compare.Experiment.Cell;
import io.raf4j.spark.compare.Experiment.Choice;
import io.raf4j.spark.compare.Experiment.Mode;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.equation.PdeKind;
import io.raf4j.spark.rows.Figure;
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

/** Files of experiments: the matrix that they span, and what is refused. */
class ExperimentTest {

  private static final String FILE =
      """
      experiment = tiny
      kind = pde
      baseline = "relu^3"
      metric = relative_l2
      settings { width = 5, steps = 3 }
      activations {
        own { }
        "relu^3" { activation = "relu^3", width = 7 }
      }
      subjects {
        smooth { problem = poisson-smooth }
        kink { problem = poisson-low-regularity, dim = 2, width = 9 }
      }
      seeds = [1, 2]
      sizes {
        full {
          settings { steps = 30 }
          activations { own { points = 50 }, tanh { activation = tanh } }
          subjects { kink = null }
          seeds = [1, 2, 3]
          run = one-by-one
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void matrixIsSubjectsTimesActivationsTimesSeeds() throws IOException {
    Experiment tiny = read(FILE, Choice.NONE);
    assertThat(tiny.kind()).isInstanceOf(PdeKind.class);
    assertThat(tiny.metric()).isEqualTo(Figure.RELATIVE_L2);
    assertThat(tiny.mode()).isEqualTo(Mode.SIDE_BY_SIDE);
    assertThat(tiny.activations()).containsExactly("own", "relu^3");
    assertThat(tiny.cells())
        .extracting(Cell::key)
        .containsExactly(
            "smooth.own.1",
            "smooth.own.2",
            "smooth.relu_3.1",
            "smooth.relu_3.2",
            "kink.own.1",
            "kink.own.2",
            "kink.relu_3.1",
            "kink.relu_3.2");
  }

  @Test
  void subjectsWinOverActivationsAndThoseOverTheSettingsOfAll() throws IOException {
    Experiment tiny = read(FILE, Choice.NONE);
    assertThat(of(tiny, "smooth", "own").integer(Key.WIDTH)).isEqualTo(5);
    assertThat(of(tiny, "smooth", "relu^3").integer(Key.WIDTH)).isEqualTo(7);
    assertThat(of(tiny, "kink", "relu^3").integer(Key.WIDTH)).isEqualTo(9);
    assertThat(of(tiny, "smooth", "own").text(Key.ACTIVATION)).isEqualTo("gentle-poly-sine");
    assertThat(tiny.cells("kink", "own").get(1).settings().longInteger(Key.SEED)).isEqualTo(2);
  }

  @Test
  void commandLineWinsOverTheFileInAllCells() throws IOException {
    Experiment tiny =
        read(
            FILE,
            new Choice(
                "short",
                "",
                List.of("kink"),
                List.of("relu^3"),
                List.of(8L),
                List.of("width=4", "steps=1"),
                Map.of(Key.STEPS, "2")));
    assertThat(tiny.cells()).hasSize(1);
    assertThat(tiny.cells().get(0).key()).isEqualTo("kink.relu_3.8");
    assertThat(of(tiny, "kink", "relu^3").integer(Key.WIDTH)).isEqualTo(4);
    assertThat(of(tiny, "kink", "relu^3").integer(Key.STEPS)).isEqualTo(2);
  }

  @Test
  void sizeAddsChangesAndLeavesOut() throws IOException {
    Experiment full = read(FILE, size("full"));
    assertThat(full.cells()).hasSize(3 * 3);
    assertThat(full.mode()).isEqualTo(Mode.ONE_BY_ONE);
    assertThat(full.activations()).containsExactlyInAnyOrder("own", "relu^3", "tanh");
    assertThat(full.subjects()).extracting(Experiment.Subject::name).containsExactly("smooth");
    assertThat(of(full, "smooth", "own").integer(Key.STEPS)).isEqualTo(30);
    assertThat(of(full, "smooth", "own").integer(Key.WIDTH)).isEqualTo(5);
    assertThat(of(full, "smooth", "own").integer(Key.POINTS)).isEqualTo(50);
    assertThat(of(full, "smooth", "relu^3").integer(Key.WIDTH)).isEqualTo(7);
  }

  @Test
  void inputsLieInTheFolderOfDataUnlessTheyAreAbsolute() throws IOException {
    String image =
        """
        experiment = pictures
        kind = image
        baseline = sine
        metric = psnr
        activations { sine { activation = sine } }
        subjects {
          a { input = a.png, about = "a picture" }
          b { input = "/elsewhere/b.png" }
          c { input = "hdfs://host/c.png" }
        }
        """;
    Experiment pictures =
        read(
            image,
            new Choice("short", "/data/", List.of(), List.of(), List.of(), List.of(), Map.of()));
    assertThat(pictures.subjects())
        .extracting(Experiment.Subject::input)
        .containsExactly("/data/a.png", "/elsewhere/b.png", "hdfs://host/c.png");
    assertThat(of(pictures, "a", "sine").text(Key.INPUT)).isEqualTo("/data/a.png");
    assertThat(pictures.subject("a").about()).isEqualTo("a picture");
  }

  static Stream<Arguments> wrongFiles() {
    return Stream.of(
        arguments("kind = pde", "kind = pdd", "did you mean \"pde\""),
        arguments("experiment = tiny", "", "experiment is missing"),
        arguments("metric = relative_l2", "metric = psnr", "unknown figure of pde"),
        arguments("baseline = \"relu^3\"", "baseline = relu", "did you mean \"relu^3\""),
        arguments("baseline = \"relu^3\"", "", "baseline is missing"),
        arguments("seeds = [1, 2]\n", "seeds = [1, 1]\n", "each once"),
        arguments("seeds = [1, 2]\n", "seeds = [one]\n", "seed is one; expected a whole number"),
        arguments("seeds = [1, 2]\n", "seed = [1, 2]\n", "did you mean \"seeds\""),
        arguments("width = 5", "widht = 5", "did you mean \"width\""),
        arguments("width = 5", "frames = \"1:2\"", "expected settings that concern pde"),
        arguments("width = 5", "seed = 5", "the comparison itself gives it"),
        arguments("own { }", "relu-3 { }, relu_3 { }", "relu_3"),
        arguments("own { }", "own = 3", "expected an object"),
        arguments("run = one-by-one", "run = at-once", "expected side-by-side or one-by-one"));
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void wrongFileIsRefusedWithTheRemedy(String part, String wrong, String message) {
    String file = FILE.replace(part, wrong);
    String size = part.startsWith("run") ? "full" : "short";
    assertThatThrownBy(() -> read(file, size(size)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("experiment.conf")
        .hasMessageContaining(message);
  }

  static Stream<Arguments> wrongSeeds() {
    return Stream.of(
        arguments("[1.5]", "line 14: seed is 1.5; expected a whole number"),
        arguments("[1, 9223372036854775808]", "seed is 9223372036854775808; expected at most"),
        arguments("[1e400]", "seed is 1e400; expected at most"),
        arguments("[{ a = 1 }]", "expected a whole number"),
        arguments("7", "expected whole numbers such as [1, 2]"));
  }

  @ParameterizedTest
  @MethodSource("wrongSeeds")
  void seedsThatDoNotFitAreRefusedWithTheirPlace(String seeds, String message) {
    assertThatThrownBy(
            () -> read(FILE.replace("seeds = [1, 2]\n", "seeds = " + seeds + "\n"), Choice.NONE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("experiment.conf")
        .hasMessageContaining(message);
  }

  @Test
  void seedsAreExact() throws IOException {
    String exact = FILE.replace("seeds = [1, 2]\n", "seeds = [9007199254740993, 1e3]\n");
    assertThat(read(exact, Choice.NONE).seeds()).containsExactly(9007199254740993L, 1000L);
  }

  @Test
  void settingsWithoutEffectOnAnyCellAreNamedAndRefusedFromTheCommandLine() throws IOException {
    String file = FILE.replace("width = 5", "width = 5, decay-every = 7, checkpoints-kept = 2");
    assertThat(read(file, Choice.NONE).unused()).containsExactly("decay-every", "checkpoints-kept");
    assertThat(read(file, size("full")).unused()).containsExactly("decay-every");
    Choice asked =
        new Choice(
            "short",
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of("checkpoint-seconds=5"),
            Map.of());
    assertThatThrownBy(() -> read(FILE, asked))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "--checkpoint-seconds has no effect on any cell: cells side by side leave no"
                + " checkpoints; they do with run = one-by-one");
  }

  @Test
  void emptyMatrixAndUnknownSizeAreRefused() {
    assertThatThrownBy(() -> read(FILE, size("ful")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean \"full\"");
    assertThatThrownBy(() -> read(FILE.replaceAll("(?m)^  (smooth|kink) .*$", ""), Choice.NONE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("subjects is empty");
  }

  @Test
  void videosCannotShareATask() {
    String video = FILE.replace("kind = pde", "kind = video").replace("relative_l2", "psnr_mean");
    String plain = video.replaceAll("problem = [a-z-]+(, dim = 2)?", "scale = 0.5");
    assertThatThrownBy(() -> read(plain, Choice.NONE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("expected one-by-one for video");
  }

  @Test
  void recordTellsSettingsApartByWhatTheyGoWith() throws IOException {
    Map<String, Object> map = read(FILE, Choice.NONE).fields().values();
    assertThat(map.get("settings").toString()).contains("steps=3").doesNotContain("width=");
    assertThat(map.get("settings_of_subjects").toString()).contains("problem=poisson-smooth");
    assertThat(read(FILE, Choice.NONE).render()).contains("experiment=tiny", "\"relu^3\"");
    assertThat(map.get("settings_of_activations").toString()).contains("relu^3={activation=relu^3");
  }

  private static Settings of(Experiment experiment, String subject, String activation) {
    return experiment.cells(subject, activation).get(0).settings();
  }

  private static Choice size(String name) {
    return new Choice(name, "", List.of(), List.of(), List.of(), List.of(), Map.of());
  }

  private Experiment read(String text, Choice choice) throws IOException {
    Path file = folder.resolve("experiment.conf");
    Files.writeString(file, text);
    return Experiment.read(file.toFile(), choice, Raf.KINDS);
  }
}
