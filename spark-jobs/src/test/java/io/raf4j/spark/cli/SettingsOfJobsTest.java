package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
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
import org.junit.jupiter.params.provider.MethodSource;

/** Settings have an effect on the run that they are given for, or are refused or named. */
class SettingsOfJobsTest {

  private static final String SMOOTH = "problem=poisson-smooth";
  private static final Set<String> FIRST =
      Set.of("steps=9", "batch=9", "learning-rate=1e-3", "schedule=constant", "weight-decay=1e-3");
  private static final Set<String> SECOND =
      Set.of("points=99", "doublings=1", "iterations=9", "linear-iterations=1", "damping=1e-3");

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("jobs")
  void everySettingIsRecordedOrRefused(Profile type) {
    Map<String, Object> recorded = Jobs.resolve(type, null, List.of(), Map.of()).asMap();
    for (Key key : Key.values()) {
      if (type.keys().contains(key)) {
        assertThat(recorded).containsKey(key.path());
      } else {
        assertThat(recorded).doesNotContainKey(key.path());
        assertThatThrownBy(() -> Jobs.resolve(type, null, List.of(), Map.of(key, "1")))
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
        "reconstruct audio | grey=true | it is a setting of raf reconstruct video, raf shard video, raf reconstruct image, raf ntk",
        "reconstruct video | size=9 | it is a setting of raf reconstruct image, raf ntk",
        "reconstruct image | from-second=1 | it is a setting of raf reconstruct audio, raf ntk",
        "reconstruct image | decay-factor=0.5 | the schedule is not step; give --schedule step",
        "train video | shards=2 | it is a setting of raf reconstruct video, raf shard video",
        "train video | scale=0.5 | it is a setting of raf reconstruct video, raf shard video",
        "train video | report-frames=2 | raf reconstruct video, raf evaluate video, raf demo",
        "evaluate video | width=9 | it is a setting of raf reconstruct video",
        "shard video | steps=9 | it is a setting of raf reconstruct video",
        "demo | input=a.mp4 | it is a setting of raf reconstruct video",
        "solve pde | target-psnr=30 | it is a setting of raf reconstruct video",
        "solve pde | count=2 | it is a setting of raf solve eigen",
        "solve eigen | adaptive=2 | it is a setting of raf solve pde",
        "solve pde | problem=poisson-smooth dim=2 | the problem has this dimension alone",
        "solve eigen | problem=hydrogen dim=3 | the problem has this dimension alone",
        "ntk | steps=3 | it is a setting of raf reconstruct video",
        "ntk | grey=true | it is for the samples of",
        "ntk | input=a.wav size=9 | it is for the samples of",
        "ntk | seconds=1 | it is for the samples of a sound",
        "ntk | input=a.png from-second=1 | it is for the samples of a sound",
        "ntk | input=a.wav orientation=stored | it is for the samples of a clip or an image",
        "ntk | input=a.png allow-damaged=true | it is for the samples of a clip or a sound",
        "ntk | scales=published | it is for the samples of an image or a sound",
        "ntk | input=a.png initial-weights=pytorch scales=fitted | --initial-weights pytorch",
        "ntk | input=a.png outputs=3 | the network has the channels of --input",
        "ntk | input=a.png dim=2 | the points are samples of --input",
        "ntk | input=a.png sampler=sobol | the points are samples of --input",
        "ntk | checkpoints=run width=9 | the networks are those of --checkpoints",
        "ntk | checkpoints=run initial-weights=pytorch | the networks are those of --checkpoints",
        "ntk | checkpoints=run outputs=2 | the networks are those of --checkpoints",
        "ntk | checkpoints=run dtype=float | the networks are those of --checkpoints",
        "ntk | checkpoints=run activation=sine | the networks are those of --checkpoints",
      })
  void settingWithoutEffectIsRefusedWithWhatWouldGiveItOne(
      String words, String assignments, String why) {
    Profile type = Jobs.job(words);
    List<String> given = List.of(assignments.split(" "));
    String name = given.get(given.size() - 1).replaceFirst("=.*", "");
    String option = assignments.contains("initial-weights=pytorch scales") ? "scales" : name;
    assertThatThrownBy(() -> Jobs.resolve(type, null, given, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--" + option + " has no effect on ")
        .hasMessageContaining(why);
  }

  static Stream<Profile> jobs() {
    return Jobs.all();
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
      assertThat(pde("optimizer=" + optimizer, assignment).notes(Jobs.job("solve pde"))).isEmpty();
    }
  }

  @Test
  void settingsOfAPhaseThatAutoLeavesOutAreNamedInOneSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("shared.conf"), "points = 99, frames = \"0:3\"");
    Settings settings =
        Jobs.resolve(
            Jobs.job("solve pde"),
            file.toFile(),
            List.of(SMOOTH, "iterations=9", "steps=9"),
            Map.of());
    assertThat(settings.notes(Jobs.job("solve pde")))
        .containsExactly("unused settings of " + file + ": frames");
    assertThat(settings.with(Key.OPTIMIZER, "adam").notes(Jobs.job("solve pde")))
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
    Jobs.job("evaluate video").keys().forEach(key -> own.add(key.path() + "=1"));
    Settings settings = Jobs.resolve(Jobs.job("evaluate video"), file.toFile(), own, Map.of());
    assertThat(settings.integer(Key.REPORT_FRAMES)).isEqualTo(1);
    assertThat(settings.notes(Jobs.job("reconstruct video"))).hasSize(1);
    assertThat(settings.notes(Jobs.job("reconstruct video")).get(0))
        .contains("width, depth, steps");
  }

  @Test
  void effectiveSettingsAreThoseThatWereGivenAndDoSomething() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "decay-every = 9, steps = 7, size = 3");
    Map<Key, String> options = new EnumMap<>(Map.of(Key.WIDTH, "8"));
    Settings settings =
        Jobs.resolve(Jobs.job("reconstruct video"), file.toFile(), List.of(), options);
    assertThat(settings.given()).containsExactlyInAnyOrder(Key.DECAY_EVERY, Key.STEPS, Key.WIDTH);
    assertThat(settings.effective(Jobs.job("reconstruct video")))
        .containsExactlyInAnyOrder(Key.STEPS, Key.WIDTH);
  }

  @Test
  void recordsOfOlderRunsWithAllSettingsAreRead() {
    Map<String, Object> all = Settings.resolve(null, List.of("width=9"), Map.of()).asMap();
    assertThat(all).hasSize(Key.values().length);
    Settings older = Settings.of(all);
    assertThat(older.integer(Key.WIDTH)).isEqualTo(9);
    Map<String, Object> now = Jobs.of("image", List.of("width=9"), Map.of()).asMap();
    assertThat(now.size()).isLessThan(all.size());
    assertThat(Settings.of(now).asMap().keySet()).isEqualTo(all.keySet());
  }

  private static Settings pde(String... assignments) {
    List<String> words = new ArrayList<>(List.of(SMOOTH));
    words.addAll(List.of(assignments));
    return Jobs.resolve(Jobs.job("solve pde"), null, words, Map.of());
  }
}
