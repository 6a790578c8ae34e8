package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.raf4j.datasets.media.FfmpegTool;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that frames have the times that their film states. */
class FilmTimesTest {

  @TempDir private Path folder;

  private static FrameTimes times(List<Long> stamps, long last, int rate, int per) {
    return new FrameStamps(stamps, last, av_make_q(1, 1000)).times(av_make_q(rate, per));
  }

  private static List<Long> rounded(int frames, double milliseconds) {
    return LongStream.range(0, frames).map(i -> Math.round(7 + i * milliseconds)).boxed().toList();
  }

  @Test
  void fewFramesAtAThousandASecondLastAsLongAsTheyAreShown() {
    Path film =
        FfmpegTool.make(
            folder.resolve("few.webm"),
            "-f lavfi -i testsrc2=s=96x64:r=1000:d=2 -vf"
                + " select='gte(random(1)*40,38.7)+eq(n,0)' -vsync vfr -c:v libvpx -cpu-used 8");
    VideoIndex index = Clips.scan(film);
    assertThat(index.frames()).isEqualTo(75);
    assertThat(index.durationSeconds()).isCloseTo(1.98, within(0.03));
    assertThat(index.times().isEven()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"mp4,libx264", "mkv,libx264", "webm,libvpx", "mov,mpeg4"})
  void changeOfTheFrameRateIsKept(String container, String codec) {
    Path film =
        FfmpegTool.make(
            folder.resolve("change." + container),
            "-f lavfi -i testsrc2=s=96x64:r=30:d=4 -vf select='lt(n,60)+not(mod(n,3))' -vsync vfr"
                + " -c:v "
                + codec);
    FrameTimes times = Clips.scan(film).times();
    assertThat(times.frames()).isEqualTo(80);
    assertThat(times.duration()).isCloseTo(4, within(0.1));
    assertThat(times.seconds(59)).isCloseTo(59 / 30.0, within(0.001));
    assertThat(times.seconds(79)).isCloseTo(117 / 30.0, within(0.001));
  }

  @Test
  void stampsRoundedToMillisecondsAreThoseOfTheStatedRate() {
    FrameTimes times = times(rounded(500, 1001 / 30.0), 33, 30_000, 1001);
    assertThat(times).isEqualTo(FrameTimes.even(500, 1001, 30_000));
    assertThat(times.frameRate()).isEqualTo(30_000 / 1001.0);
  }

  @Test
  void evenStampsThatTheStatedRateDoesNotFitAreThoseOfTheirMean() {
    FrameTimes times = times(rounded(101, 40), 40, 30, 1);
    assertThat(times).isEqualTo(FrameTimes.even(101, 1, 25));
  }

  @Test
  void oneFrameMissingIsNoRounding() {
    List<Long> stamps = LongStream.range(0, 50).map(i -> i < 25 ? i : i + 1).boxed().toList();
    FrameTimes times = new FrameStamps(stamps, 1, av_make_q(1, 25)).times(av_make_q(25, 1));
    assertThat(times.ticks()).isEqualTo(stamps);
    assertThat(times.duration()).isEqualTo(51 / 25.0);
  }

  @Test
  void lastFrameThatStaysIsShownAsLong() {
    FrameTimes times = times(rounded(10, 40), 5000, 25, 1);
    assertThat(times.seconds(9)).isEqualTo(0.36);
    assertThat(times.duration()).isEqualTo(5.36);
  }

  @Test
  void singleFrameIsShownAsLongAsItSays() {
    assertThat(times(List.of(7L), 2000, 25, 1).duration()).isEqualTo(2);
    assertThat(times(List.of(7L), 0, 25, 1)).isEqualTo(FrameTimes.even(1, 1, 25));
  }

  @Test
  void stampsThatAreMissingOrGoBackDoNotIncrease() {
    assertThat(FrameStamps.areIncreasing(List.of(-3L, 0L, 1L))).isTrue();
    assertThat(FrameStamps.areIncreasing(List.of(0L, 2L, 2L))).isFalse();
    assertThat(FrameStamps.areIncreasing(List.of(Long.MIN_VALUE, 0L))).isFalse();
  }
}
