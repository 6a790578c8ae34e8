package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the syntax and the limits of {@link FrameRange}. */
class FrameRangeTest {

  @Test
  void endsMayBeLeftOut() {
    assertThat(FrameRange.parse("3:7")).isEqualTo(new FrameRange(3, 7));
    assertThat(FrameRange.parse(" 3: ")).isEqualTo(new FrameRange(3, FrameRange.END));
    assertThat(FrameRange.parse(":7")).isEqualTo(new FrameRange(0, 7));
    assertThat(FrameRange.parse(":")).isEqualTo(FrameRange.ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0:16", "5:", "0:"})
  void textIsReadBack(String text) {
    assertThat(FrameRange.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "a:b", "-1:3", "1:2:3", "1.5:2", "0:12345678901"})
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> FrameRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected A:B");
  }

  @Test
  void emptyRangesAreRefused() {
    assertThatThrownBy(() -> FrameRange.parse("4:4"))
        .hasMessage("to is 4; expected more than from, which is 4");
    assertThatThrownBy(() -> new FrameRange(-1, 3)).hasMessage("from is -1; expected 0 or more");
  }

  @Test
  void openEndBecomesTheEndOfTheClip() {
    assertThat(FrameRange.parse("3:").within(10)).isEqualTo(new FrameRange(3, 10));
    assertThat(FrameRange.parse("3:10").within(10)).isEqualTo(new FrameRange(3, 10));
    assertThatThrownBy(() -> FrameRange.parse("3:11").within(10))
        .hasMessage("frame range is 3:11; expected a range within 0:10");
    assertThatThrownBy(() -> FrameRange.parse("10:").within(10)).hasMessageContaining("10:;");
  }
}
