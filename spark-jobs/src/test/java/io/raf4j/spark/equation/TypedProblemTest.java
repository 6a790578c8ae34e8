package io.raf4j.spark.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.pde.PdeCatalogue;
import io.raf4j.pde.PdeEntry;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.run.Run;
import io.raf4j.spark.run.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Problems in files by the settings of {@code raf solve pde}. */
class TypedProblemTest {

  private static final Path FOLDER = Path.of("..", "conf", "pde", "problems");

  @TempDir static Path folder;

  /** Problems whose data are drawn have no file. */
  private static final Set<String> DRAWN = Set.of("inverse-poisson", "inverse-heat");

  static Stream<PdeEntry> catalogue() {
    return PdeCatalogue.all().stream().filter(entry -> !DRAWN.contains(entry.name()));
  }

  private static Settings settings(String problem, String... more) {
    List<String> all = new ArrayList<>(List.of("problem=" + problem));
    all.addAll(List.of(more));
    return Jobs.of("pde", all, Map.of());
  }

  private static String file(String name) {
    return FOLDER.resolve(name + ".conf").toString();
  }

  private static RunOutcome outcome(Settings settings) {
    return Run.inMemory(Jobs.kind("pde"), settings, SolveInMemoryTest.inThread());
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void aFileHasTheSettingsOfItsClass(PdeEntry entry) {
    Map<String, Object> own = new TreeMap<>(settings(entry.name()).asMap());
    Map<String, Object> typed = new TreeMap<>(settings(file(entry.name())).asMap());
    assertThat(typed.put("problem", entry.name())).isEqualTo(file(entry.name()));
    assertThat(typed).isEqualTo(own);
  }

  /** All of them are compared without Spark, by the tests of the core. */
  @ParameterizedTest
  @ValueSource(strings = {"heat", "burgers", "inverse-diffusion"})
  void aFileHasTheParametersOfItsClass(String name) {
    String[] small = {"width=12", "points=128", "iterations=2", "test-points=50", "doublings=0"};
    assertThat(outcome(settings(file(name), small)).figures().get("params_sha256"))
        .isEqualTo(outcome(settings(name, small)).figures().get("params_sha256"));
  }

  @Test
  void aTaskHasTheTextInPlaceOfThePath() throws IOException {
    Path copy = folder.resolve("bar.conf");
    Files.copy(FOLDER.resolve("cooling-bar.conf"), copy);
    Files.copy(FOLDER.resolve("cooling-bar.csv"), folder.resolve("cooling-bar.csv"));
    Settings settings =
        settings(copy.toString(), "width=20", "points=100", "iterations=2", "test-points=50");
    Settings portable = Jobs.kind("pde").portable(settings);
    Object before = outcome(settings).figures().get("params_sha256");
    Files.delete(copy);
    assertThat(outcome(portable).figures().get("params_sha256")).isEqualTo(before);
    assertThatThrownBy(() -> outcome(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void aFileBringsSettingsThatGivenOnesWinOver() throws IOException {
    Settings brought = settings(file("cooling-bar"));
    assertThat(brought.integer(Key.WIDTH)).isEqualTo(250);
    assertThat(brought.text(Key.ACTIVATION)).isEqualTo("tanh");
    assertThat(settings(file("cooling-bar"), "width=7").integer(Key.WIDTH)).isEqualTo(7);
    for (String wrong : List.of("widht = 3", "output = x", "problem = heat")) {
      Path typed = folder.resolve("wrong.conf");
      Files.writeString(typed, "space x in [0, 1]\nequation lap(u) = 0\nset " + wrong);
      assertThatThrownBy(() -> settings(typed.toString()))
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith(typed + ":3:5: unknown setting")
          .hasMessageContaining("expected one of raf solve pde");
    }
  }
}
