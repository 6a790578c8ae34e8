package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings have an effect on the run that they are given for, or are refused or named. */
class RelevanceTest {

  private static final String SMOOTH = "problem=poisson-smooth";
  private static final Set<String> FIRST =
      Set.of("steps=9", "batch=9", "learning-rate=1e-3", "schedule=constant", "weight-decay=1e-3");
  private static final Set<String> SECOND =
      Set.of("points=99", "doublings=1", "iterations=9", "linear-iterations=1", "damping=1e-3");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(JobType.class)
  void everySettingIsRecordedOrRefused(JobType type) {
    Map<String, Object> recorded = type.resolve(null, List.of(), Map.of()).asMap();
    for (Key key : Key.values()) {
      if (type.keys().contains(key)) {
        assertThat(recorded).containsKey(key.path());
      } else {
        assertThat(recorded).doesNotContainKey(key.path());
        assertThatThrownBy(() -> type.resolve(null, List.of(), Map.of(key, "1")))
            .isInstanceOf(SettingsException.class)
            .hasMessageStartingWith("--" + key.path() + " has no effect on " + type.words())
            .hasMessageContaining("it is a setting of raf ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RECONSTRUCT_AUDIO | grey=true | it is a setting of raf reconstruct video, raf reconstruct image, raf shard video, raf ntk",
        "RECONSTRUCT_VIDEO | size=9 | it is a setting of raf reconstruct image, raf ntk",
        "RECONSTRUCT_IMAGE | from-second=1 | it is a setting of raf reconstruct audio, raf ntk",
        "RECONSTRUCT_IMAGE | decay-factor=0.5 | the schedule is not step; give --schedule step",
        "TRAIN_VIDEO | shards=2 | it is a setting of raf reconstruct video, raf shard video",
        "TRAIN_VIDEO | scale=0.5 | it is a setting of raf reconstruct video, raf shard video",
        "TRAIN_VIDEO | report-frames=2 | raf reconstruct video, raf evaluate video, raf demo",
        "EVALUATE_VIDEO | width=9 | it is a setting of raf reconstruct video",
        "SHARD_VIDEO | steps=9 | it is a setting of raf reconstruct video",
        "DEMO | input=a.mp4 | it is a setting of raf reconstruct video",
        "SOLVE_PDE | target-psnr=30 | it is a setting of raf reconstruct video",
        "SOLVE_PDE | count=2 | it is a setting of raf solve eigen",
        "SOLVE_EIGEN | adaptive=2 | it is a setting of raf solve pde",
        "SOLVE_PDE | problem=poisson-smooth dim=2 | the problem has this dimension alone",
        "SOLVE_EIGEN | problem=hydrogen dim=3 | the problem has this dimension alone",
        "NTK | steps=3 | it is a setting of raf reconstruct video",
        "NTK | grey=true | there is no image; give one by --input",
        "NTK | input=a.wav size=9 | there is no image; give one by --input",
        "NTK | seconds=1 | there is no sound; give one by --input",
        "NTK | input=a.png from-second=1 | there is no sound; give one by --input",
        "NTK | input=a.wav orientation=stored | there is no picture; give an image or a clip",
        "NTK | input=a.png allow-damaged=true | there is no clip or sound",
        "NTK | scales=published | there is no signal to fit scales to",
        "NTK | input=a.png initial-weights=pytorch scales=fitted | --initial-weights pytorch",
        "NTK | input=a.png outputs=3 | the network has the channels of --input",
        "NTK | input=a.png dim=2 | the points are samples of --input",
        "NTK | input=a.png sampler=sobol | the points are samples of --input",
        "NTK | checkpoints=run width=9 | the networks are those of --checkpoints",
        "NTK | checkpoints=run initial-weights=pytorch | the networks are those of --checkpoints",
        "NTK | checkpoints=run outputs=2 | the networks are those of --checkpoints",
        "NTK | checkpoints=run dtype=float | the networks are those of --checkpoints",
        "NTK | checkpoints=run activation=sine | the networks are those of --checkpoints",
      })
  void settingWithoutEffectIsRefusedWithWhatWouldGiveItOne(
      JobType type, String assignments, String why) {
    List<String> words = List.of(assignments.split(" "));
    String name = words.get(words.size() - 1).replaceFirst("=.*", "");
    String option = assignments.contains("initial-weights=pytorch scales") ? "scales" : name;
    assertThatThrownBy(() -> type.resolve(null, words, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--" + option + " has no effect on ")
        .hasMessageContaining(why);
  }

  static Stream<String> first() {
    return FIRST.stream();
  }

  static Stream<String> second() {
    return SECOND.stream();
  }

  @ParameterizedTest
  @MethodSource("first")
  void firstOrderHasNoPartInSecondOrderAlone(String assignment) {
    requirePhase(assignment, "levenberg-marquardt", "adam", "the second order alone trains");
  }

  @ParameterizedTest
  @MethodSource("second")
  void secondOrderHasNoPartInAdamAlone(String assignment) {
    requirePhase(assignment, "adam", "levenberg-marquardt", "Adam alone trains");
  }

  private static void requirePhase(String assignment, String without, String with, String why) {
    assertThatThrownBy(() -> pde("optimizer=" + without, assignment))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--" + assignment.replaceFirst("=.*", " has no effect"))
        .hasMessageContaining(why);
    for (String optimizer : List.of(with, "adam+levenberg-marquardt", "auto")) {
      assertThat(pde("optimizer=" + optimizer, assignment).notes(JobKind.PDE)).isEmpty();
    }
  }

  @Test
  void settingsOfAPhaseThatAutoLeavesOutAreNamedInOneSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("shared.conf"), "points = 99, frames = \"0:3\"");
    Settings settings =
        JobType.SOLVE_PDE.resolve(
            file.toFile(), List.of(SMOOTH, "iterations=9", "steps=9"), Map.of());
    assertThat(settings.notes(JobKind.PDE))
        .containsExactly("unused settings of " + file + ": frames");
    assertThat(settings.with(Key.OPTIMIZER, "adam").notes(JobKind.PDE))
        .containsExactly(
            "unused settings of " + file + ": frames, points; of the command line: iterations");
    assertThat(settings.asMap()).doesNotContainKey("frames").containsEntry("points", 99);
  }

  @Test
  void fileMayBeSharedAndWhatItSaysOfOtherJobsIsNotEvenRead() throws IOException {
    String all =
        Stream.of(Key.values())
            .filter(key -> key != Key.OPTIMIZER)
            .map(key -> key.path() + " = nonsense")
            .collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("all.conf"), all);
    List<String> own = new ArrayList<>();
    JobType.EVALUATE_VIDEO.keys().forEach(key -> own.add(key.path() + "=1"));
    Settings settings = JobType.EVALUATE_VIDEO.resolve(file.toFile(), own, Map.of());
    assertThat(settings.integer(Key.REPORT_FRAMES)).isEqualTo(1);
    assertThat(settings.notes(JobKind.VIDEO)).hasSize(1);
    assertThat(settings.notes(JobKind.VIDEO).get(0)).contains("width, depth, steps");
  }

  @Test
  void effectiveSettingsAreThoseThatWereGivenAndDoSomething() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "decay-every = 9, steps = 7, size = 3");
    Map<Key, String> options = new EnumMap<>(Map.of(Key.WIDTH, "8"));
    Settings settings = JobType.RECONSTRUCT_VIDEO.resolve(file.toFile(), List.of(), options);
    assertThat(settings.given()).containsExactlyInAnyOrder(Key.DECAY_EVERY, Key.STEPS, Key.WIDTH);
    assertThat(settings.effective(JobKind.VIDEO)).containsExactlyInAnyOrder(Key.STEPS, Key.WIDTH);
  }

  @Test
  void recordsOfOlderRunsWithAllSettingsAreRead() {
    Map<String, Object> all = Settings.resolve(null, List.of("width=9"), Map.of()).asMap();
    assertThat(all).hasSize(Key.values().length);
    Settings older = Settings.of(all);
    assertThat(older.integer(Key.WIDTH)).isEqualTo(9);
    Map<String, Object> now = JobKind.IMAGE.resolve(null, List.of("width=9"), Map.of()).asMap();
    assertThat(now.size()).isLessThan(all.size());
    assertThat(Settings.of(now).asMap().keySet()).isEqualTo(all.keySet());
  }

  private static Settings pde(String... assignments) {
    List<String> words = new ArrayList<>(List.of(SMOOTH));
    words.addAll(List.of(assignments));
    return JobType.SOLVE_PDE.resolve(null, words, Map.of());
  }
}
