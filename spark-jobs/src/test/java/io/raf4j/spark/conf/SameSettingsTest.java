package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a resumed run must keep is compared by what it means, not by how it was written. */
class SameSettingsTest {

  @Test
  void numbersAreComparedByValueAndTextsByLetters() {
    assertThat(Settings.isSame("1e-4", 0.0001)).isTrue();
    assertThat(Settings.isSame(2, "2.0")).isTrue();
    assertThat(Settings.isSame("2", "3")).isFalse();
    assertThat(Settings.isSame("sine", "sine")).isTrue();
    assertThat(Settings.isSame("sine", "tanh")).isFalse();
    assertThat(Settings.isSame("2", "two")).isFalse();
  }

  @Test
  void whatIsNotThereIsTheSameAsNothingElse() {
    assertThat(Settings.isSame(null, null)).isTrue();
    assertThat(Settings.isSame(null, "")).isFalse();
    assertThat(Settings.isSame("", null)).isFalse();
  }

  @Test
  void objectsAndListsAreComparedPartByPart() {
    assertThat(Settings.isSame(Map.of("a", 1, "b", 2), Map.of("a", "1.0", "b", 2))).isTrue();
    assertThat(Settings.isSame(Map.of("a", 1, "b", 2), Map.of("a", 1, "b", 3))).isFalse();
    assertThat(Settings.isSame(Map.of("a", 1), Map.of("b", 1))).isFalse();
    assertThat(Settings.isSame(List.of(1, 2), List.of("1", "2.0"))).isTrue();
    assertThat(Settings.isSame(List.of(1, 2), List.of(1, 3))).isFalse();
    assertThat(Settings.isSame(List.of(1), List.of(1, 2))).isFalse();
    assertThat(Settings.isSame(List.of(Map.of("a", 1)), List.of(Map.of("a", 2)))).isFalse();
    assertThat(Settings.isSame(List.of(1), 1)).isFalse();
  }

  @Test
  void valuesAreWrittenAsAFileHasThem() {
    assertThat(Settings.text((Object) List.of(1, 2))).isEqualTo("[1,2]");
    assertThat(Settings.text(Map.of("a", "b"))).isEqualTo("{a=b}");
    assertThat(Settings.text((Object) "a b")).isEqualTo("a b");
  }
}
