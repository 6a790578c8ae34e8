package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What jobs work on, and the defaults that come with it. */
class JobKindTest {

  @ParameterizedTest
  @EnumSource(JobKind.class)
  void nameLeadsBackToTheKind(JobKind kind) {
    assertThat(JobKind.named(kind.label())).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(JobKind.class)
  void presetsAreSettingsOfTheKindAndGiveWayToWhatIsAsked(JobKind kind) {
    assertThat(kind.keys()).containsAll(kind.presets().keySet());
    Settings settings = kind.resolve(null, List.of("depth=7"), Map.of(Key.WIDTH, "9"));
    assertThat(settings.integer(Key.DEPTH)).isEqualTo(7);
    assertThat(settings.integer(Key.WIDTH)).isEqualTo(9);
  }

  @Test
  void unknownKindSuggestsTheNearest() {
    assertThatThrownBy(() -> JobKind.named("imge"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean \"image\"");
  }

  @Test
  void problemBringsItsOwnSettings() {
    Settings smooth = JobKind.PDE.resolve(null, List.of("problem=poisson-smooth"), Map.of());
    assertThat(smooth.integer(Key.DEPTH)).isEqualTo(1);
    assertThat(smooth.text(Key.DTYPE)).isEqualTo("double");
  }
}
