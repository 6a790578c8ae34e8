package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.datasets.media.FfmpegTool;
import io.raf4j.datasets.video.VideoReader.Options;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that films of AV1 are read as FFmpeg's own command line reads them. */
class Av1Test {

  private static final String PICTURES = "-f lavfi -i testsrc2=s=96x64:r=25 -t 1 ";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "mp4, -c:v libaom-av1 -cpu-used 8 -g 10",
    "webm, -c:v libaom-av1 -cpu-used 8 -pix_fmt yuv444p",
    "mkv, -c:v libaom-av1 -cpu-used 8 -pix_fmt yuv420p10le",
  })
  void filmsAreDecodedAsByFfmpegItself(String container, String codec) {
    Path file = FfmpegTool.make(folder.resolve("film." + container), PICTURES + codec);
    List<Frame> frames = VideoReader.read(file, Options.of(FrameRange.ALL).grey());
    byte[] expected =
        FfmpegTool.output(
            "-i",
            file.toString(),
            "-sws_flags",
            "area+accurate_rnd+bitexact",
            "-pix_fmt",
            "gray",
            "-f",
            "rawvideo");
    assertThat(frames).hasSize(25);
    int size = 96 * 64;
    for (int i = 0; i < 25; i++) {
      byte[] pixels = frames.get(i).pixels();
      for (int j = 0; j < size; j++) {
        int level = expected[i * size + j] & 0xff;
        assertThat(pixels[j] & 0xff).isBetween(level - 1, level + 1);
      }
    }
  }

  @Test
  void codecHasItsName() {
    Path file =
        FfmpegTool.make(folder.resolve("film.mp4"), PICTURES + "-c:v libaom-av1 -cpu-used 8");
    assertThat(Clips.scan(file).codec()).isEqualTo("av1");
  }
}
