package io.raf4j.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.Jobs;
import io.raf4j.spark.cli.Raf;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The kinds of work, their names and the defaults that come with them. */
class KindsTest {

  static List<Kind> kinds() {
    return Raf.KINDS.all();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nameLeadsBackToTheKind(Kind kind) {
    assertThat(Raf.KINDS.named(kind.name())).isEqualTo(kind);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void presetsAreSettingsOfTheKindAndGiveWayToWhatIsAsked(Kind kind) {
    assertThat(kind.profile().keys()).containsAll(kind.profile().presets().keySet());
    Settings settings = Jobs.of(kind.name(), List.of("depth=7"), Map.of(Key.WIDTH, "9"));
    assertThat(settings.integer(Key.DEPTH)).isEqualTo(7);
    assertThat(settings.integer(Key.WIDTH)).isEqualTo(9);
  }

  @Test
  void unknownKindSuggestsTheNearest() {
    assertThatThrownBy(() -> Raf.KINDS.named("imge"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean \"image\"");
  }

  @ParameterizedTest
  @CsvSource({
    "a.png, image",
    "A.PNG, image",
    "a.wav, audio",
    "a.b.flac, audio",
    "a.mp4, video",
    "a.xyz, video",
    "folder, video"
  })
  void endingOfAFileSaysItsKindAndFilmsTakeTheRest(String file, String kind) {
    List<FileKind> kinds = Raf.KINDS.ofFiles();
    assertThat(Kinds.ofFile(kinds, file).name()).isEqualTo(kind);
    List<FileKind> reversed = new ArrayList<>(kinds);
    Collections.reverse(reversed);
    assertThat(Kinds.ofFile(reversed, file).name()).isEqualTo(kind);
  }

  @Test
  void problemBringsItsOwnSettings() {
    Settings smooth = Jobs.of("pde", List.of("problem=poisson-smooth"), Map.of());
    assertThat(smooth.integer(Key.DEPTH)).isEqualTo(1);
    assertThat(smooth.text(Key.DTYPE)).isEqualTo("double");
  }
}
