package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.video.VideoWriter.Format;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that films of every shape and rate are written, by FFmpeg's own command line. */
class FilmShapesTest {

  @TempDir private Path folder;

  /** Returns frames of slow waves, cheap enough for millions of pixels. */
  private static List<Frame> waves(int frames, int height, int width, int channels) {
    List<Frame> waves = new ArrayList<>();
    for (int t = 0; t < frames; t++) {
      byte[] row = new byte[width + height + 1];
      for (int i = 0; i < row.length; i++) {
        row[i] = (byte) Math.round(127 + 90 * Math.sin(0.05 * i + 0.4 * t));
      }
      byte[] pixels = new byte[height * width * channels];
      for (int i = 0; i < pixels.length; i++) {
        int pixel = i / channels;
        pixels[i] = row[pixel % width + pixel / width];
      }
      waves.add(new Frame(height, width, channels, pixels));
    }
    return waves;
  }

  @ParameterizedTest
  @CsvSource({
    // height, width, frames a second, codec: each of one kind of refusal that OpenH264 knows
    "1, 1, 25, h264",
    "3, 5, 1000, h264",
    "2, 5000, 25, h264",
    "16, 5000, 25, h264",
    "5000, 16, 25, h264",
    "4000, 1, 25, h264",
    "1, 4000, 0.1, h264",
    "33, 4001, 25, h264",
    "16, 16880, 25, h264",
    "16, 65534, 25, vp9",
    "240, 320, 1000, h264",
    "240, 320, 0.1, h264",
    "240, 320, 0.001, h264",
    "2160, 3840, 60, h264",
    "63001, 40, 25, vp9",
  })
  void filmsOfEveryShapeAndRateAreWritten(int height, int width, double rate, String codec) {
    Path file = folder.resolve("film.mp4");
    List<Frame> frames = waves(2, height, width, 3);
    VideoWriter.write(file, Format.MP4, rate, frames);

    WrittenFilm film = WrittenFilm.of(file);
    assertThat(film.properties()).containsEntry("codec_id", codec);
    assertThat(film.stamps()).hasSize(2).startsWith(0L);
    assertThat(film.stamps().get(1) * film.tick() * rate).isBetween(0.999, 1.001);
    List<Frame> decoded = film.decoded(file, frames.get(0));
    assertThat(decoded).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(Clips.difference(decoded.get(i), frames.get(i))).isLessThan(4);
    }
  }

  @Test
  void planSaysWhatWillBeWritten() {
    FrameTimes times = FrameTimes.even(100, 1, 25);
    EncodingChoice usual = VideoWriter.plan(48, 64, 3, times);
    assertThat(usual.isUsual()).isTrue();
    assertThat(usual.description()).isEqualTo("H.264 in MP4");
  }

  @Test
  void filmsTooLargeForH264AreVp9() {
    Path file = folder.resolve("film.mp4");
    List<Frame> frames = waves(2, 2310, 4100, 1);
    SampleAspect wide = new SampleAspect(4, 3);
    try (VideoWriter writer = VideoWriter.open(file, Format.MP4, FrameTimes.even(2, 1, 25), wide)) {
      frames.forEach(writer::write);
      writer.finish();
    }
    WrittenFilm film = WrittenFilm.of(file);
    assertThat(film.properties()).containsEntry("codec_id", "vp9").containsEntry("sar", "4/3");
    assertThat(film.stamps()).containsExactly(0L, 512L);
    List<Frame> decoded = film.decoded(file, frames.get(0));
    assertThat(Clips.difference(decoded.get(1), frames.get(1))).isLessThan(4);
  }

  @Test
  void planSaysWhyAFilmIsNotH264() {
    EncodingChoice choice = VideoWriter.plan(2310, 4100, 1, FrameTimes.even(1, 1, 25));
    assertThat(choice.isUsual()).isFalse();
    assertThat(choice.description())
        .isEqualTo("VP9 in MP4, since the encoder of H.264 does not take frames of 4100 x 2310");
  }

  @Test
  void slicesAreTwoWhereverTheFilmIsWritten() {
    // Left to itself the encoder counts processors, and the bytes differ from machine to machine.
    assertThat(VideoWriter.plan(48, 64, 3, FrameTimes.even(1, 1, 25)).settings().codecOptions())
        .containsEntry("slices", "2");
  }

  @ParameterizedTest
  @CsvSource({
    "16, 65536, 'VP9 in MP4 does not take 65536 x 16 pixels'",
    "70001, 1, 'VP9 in MP4 does not take 16 x 70002 pixels'",
    "20000, 20000, FFmpeg holds no picture of so many",
    "2000000000, 2000000000, FFmpeg holds no picture of so many",
  })
  void whatNoEncoderTakesIsSaidWhilePlanning(int height, int width, String reason) {
    FrameTimes times = FrameTimes.even(2, 1, 25);
    assertThatThrownBy(() -> VideoWriter.plan(height, width, 3, times))
        .isInstanceOf(MediaException.class)
        .hasMessageStartingWith(
            "no film can be written of frames of " + width + " x " + height + " pixels (")
        .hasMessageContaining(reason)
        .hasMessageEndingWith("); make them smaller");
  }

  @ParameterizedTest
  @CsvSource({"16, 15, 48, 64, h264", "64, 45, 33, 40001, vp9"})
  void samplesKeepTheirShape(int wide, int high, int height, int width, String codec) {
    Path file = folder.resolve("film.mp4");
    List<Frame> frames = waves(2, height, width, 1);
    try (VideoWriter writer =
        VideoWriter.open(
            file, Format.MP4, FrameTimes.even(2, 1, 25), new SampleAspect(wide, high))) {
      frames.forEach(writer::write);
      writer.finish();
    }
    WrittenFilm film = WrittenFilm.of(file);
    assertThat(film.properties())
        .containsEntry("codec_id", codec)
        .containsEntry("sar", wide + "/" + high);
  }
}
