package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioReader;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.VideoIndex;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {

  @TempDir Path folder;

  @Test
  void chirpIsTwoSecondsLong() {
    Path chirp = folder.resolve("chirp.wav");
    RafResult result = RafResult.of("sample", "chirp", "--output", chirp.toString());
    assertThat(result.code()).as(result.errors()).isZero();
    Audio tone = AudioReader.read(chirp).value();
    assertThat(tone.seconds()).isEqualTo(2);
    assertThat(tone.sampleRate()).isEqualTo(22_050);
  }

  @Test
  void clipIsThatOfTheDemonstrationAndNothingIsOverwritten() {
    String clip = folder.resolve("clip.mp4").toString();
    assertThat(RafResult.of("sample", "clip", "--output", clip).code()).isZero();
    assertThat(VideoIndex.scan(Path.of(clip), OrientationRule.SHOWN, false, seen -> {}).frames())
        .isEqualTo(48);
    RafResult again = RafResult.of("sample", "clip", "--output", clip);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.errors()).contains("exists; choose another file");
  }
}
