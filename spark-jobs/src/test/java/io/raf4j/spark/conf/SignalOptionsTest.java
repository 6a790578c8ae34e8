package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.media.OrientationRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of an image or a sound is learned, by the settings. */
class SignalOptionsTest {

  @Test
  void withoutSettingsAllOfASignalIsLearnedAsItIsShown() {
    SignalOptions all = options();
    assertThat(all.height()).isEmpty();
    assertThat(all.width()).isEmpty();
    assertThat(all.grey()).isFalse();
    assertThat(all.allowDamaged()).isFalse();
    assertThat(all.orientation()).isEqualTo(OrientationRule.SHOWN);
    assertThat(all.fromSecond()).isZero();
    assertThat(all.seconds()).isEmpty();
  }

  @Test
  void everySettingHasItsOption() {
    SignalOptions some =
        options(
            "grey=true",
            "orientation=stored",
            "allow-damaged=true",
            "from-second=1.5",
            "seconds=2");
    assertThat(some.grey()).isTrue();
    assertThat(some.allowDamaged()).isTrue();
    assertThat(some.orientation()).isEqualTo(OrientationRule.STORED);
    assertThat(some.fromSecond()).isEqualTo(1.5);
    assertThat(some.seconds()).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({"64x48, 64, 48", "64, 64, 64", "1x1, 1, 1", "10000x10000, 10000, 10000"})
  void sizeIsHeightAndWidthOrOneNumberForBoth(String size, int height, int width) {
    SignalOptions resized = options("size=" + size);
    assertThat(resized.height()).hasValue(height);
    assertThat(resized.width()).hasValue(width);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0x5", "5x0", "5x", "x5", "5X5", "-5", "5x5x5", "1000000", "5.5"})
  void otherSizesAreRefused(String size) {
    assertThatThrownBy(() -> options("size=" + size))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--size is " + size + "; expected HEIGHTxWIDTH such as 256x256");
  }

  @Test
  void onePixelRowAboveTheLimitIsRefused() {
    assertThatThrownBy(() -> options("size=10001x10000"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--size is 10001x10000, 100010000 pixels; expected at most 100000000");
  }

  @Test
  void otherOrientationsAreRefused() {
    assertThatThrownBy(() -> options("orientation=turned"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--orientation is turned; expected shown or stored");
  }

  private static SignalOptions options(String... assignments) {
    return SignalOptions.of(Settings.resolve(null, List.of(assignments), Map.of()));
  }
}
