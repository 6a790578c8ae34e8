package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.video.FrameRange;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of a file is a data set, and how it is written. */
class FilePartTest {

  @Test
  void wholeFileHasNothingToSay() {
    assertThat(FilePart.WHOLE.asMap()).isEmpty();
    assertThat(FilePart.WHOLE).hasToString("");
  }

  @Test
  void whatDiffersFromTheWholeIsWritten() {
    FilePart clip = new FilePart(new FrameRange(2, 9), 0.5, "", 0, 0);
    assertThat(clip.asMap())
        .isEqualTo(Map.of("frames", new FrameRange(2, 9).toString(), "scale", 0.5));
    FilePart image = new FilePart(FrameRange.ALL, 1, " 64x48 ", 0, 0);
    assertThat(image.asMap()).isEqualTo(Map.of("size", "64x48"));
    FilePart sound = new FilePart(FrameRange.ALL, 1, "", 1.5, 2);
    assertThat(sound.asMap()).isEqualTo(Map.of("from-second", 1.5, "seconds", 2.0));
    assertThat(sound).hasToString(" from-second=1.5 seconds=2.0");
  }

  @Test
  void partOfASignalHasItsSizeAndTimes() {
    SignalOptions image = new FilePart(FrameRange.ALL, 1, "64x48", 0, 0).signal(true);
    assertThat(image.height()).hasValue(64);
    assertThat(image.width()).hasValue(48);
    assertThat(image.grey()).isTrue();
    assertThat(image.seconds()).isEmpty();
    SignalOptions sound = new FilePart(FrameRange.ALL, 1, "", 1.5, 2).signal(false);
    assertThat(sound.grey()).isFalse();
    assertThat(sound.fromSecond()).isEqualTo(1.5);
    assertThat(sound.seconds()).hasValue(2);
  }

  @Test
  void partsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new FilePart(FrameRange.ALL, 1.01, "", 0, 0))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--scale is 1.01; expected at most 1");
    assertThatThrownBy(() -> new FilePart(FrameRange.ALL, 1, "64x", 0, 0))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--size is 64x; expected HEIGHTxWIDTH");
    assertThatThrownBy(() -> new FilePart(FrameRange.ALL, 1, "", -1, 0))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--from-second is -1.0; expected at least 0");
    assertThatThrownBy(() -> new FilePart(FrameRange.ALL, 1, "", 0, -1))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--seconds is -1.0; expected at least 0");
    assertThatThrownBy(() -> new FilePart(FrameRange.ALL, 1, "", 0, 1e-10))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--seconds is 1.0E-10; expected at least 1E-9");
  }
}
