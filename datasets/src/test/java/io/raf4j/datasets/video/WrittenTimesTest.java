package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.PendingFile;
import io.raf4j.datasets.video.VideoWriter.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks when the frames of written films are shown, by FFmpeg's own command line. */
class WrittenTimesTest {

  private static final int DAY = 86_400;

  @TempDir private Path folder;

  private WrittenFilm written(Format format, FrameTimes times) {
    Path file = folder.resolve("film");
    VideoWriter.write(file, format, times, Clips.moving(times.frames(), 16, 16, 1));
    return WrittenFilm.of(file);
  }

  /** Returns times at the ticks of the first numbers, and the end at the last. */
  private static FrameTimes times(int numerator, int denominator, long... ticks) {
    List<Long> all = LongStream.of(ticks).boxed().toList();
    int frames = all.size() - 1;
    return new FrameTimes(all.subList(0, frames), all.get(frames), numerator, denominator);
  }

  private static long[] every(int count, long length, long rest) {
    return LongStream.rangeClosed(0, count)
        .map(i -> i * length + (i % 3 == 1 ? rest : 0))
        .toArray();
  }

  static Stream<Arguments> unevenTimes() {
    return Stream.of(
        Arguments.of("milliseconds of WebM", times(1, 1000, 0, 33, 67, 100, 133)),
        Arguments.of("stamps that begin later", times(1, 1000, 500, 533, 600, 601)),
        Arguments.of("below zero", times(1, 25, -3, 0, 4, 5)),
        Arguments.of("a film of photographs", times(1, 90_000, 0, 3600, 7200, 457_200, 460_800)),
        Arguments.of("a last frame that stays", times(1, 25, 0, 1, 2, 3, 250)),
        Arguments.of("hundredths of GIF", times(1, 100, 0, 7, 9, 30)),
        Arguments.of("drop-frame", times(1001, 30_000, 0, 1, 3, 4, 8)),
        Arguments.of("a unit above a second", times(DAY, 1, 0, 1, 3, 4)),
        Arguments.of("nanoseconds", times(1, 1_000_000_000, every(9, 33_366_667, 1))),
        Arguments.of("microseconds and days", times(1, 1_000_000, 0, 40_000, DAY * 10_000_000L)),
        Arguments.of("the finest unit", times(1, Integer.MAX_VALUE, 0, 5, 2_000_000_000L)),
        Arguments.of("an odd unit", times(7, 1_234_567, every(9, 12_345, 678))),
        Arguments.of("frames in one tick", times(1, 1_000_000_000, 0, 1, 2, 60_000_000_000L)),
        Arguments.of("many", times(1, 1000, every(700, 40, 3))),
        Arguments.of("hours", times(1, 90_000, 0, 900_000_000_000L, 900_000_003_600L)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unevenTimes")
  void unevenFilmsHaveTheStampsOfTheirOriginal(String what, FrameTimes times) {
    checkStamps(written(Format.MP4, times), what, times);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unevenTimes")
  void filmsOfVp9HaveThemToo(String what, FrameTimes times) {
    Path file = folder.resolve("film.mp4");
    List<Frame> frames = Clips.moving(times.frames(), 16, 16, 1);
    try (PendingFile pending = PendingFile.of(file);
        Encoder encoder =
            Encoder.open(
                pending,
                EncoderSettings.VP9,
                frames.get(0),
                Stamps.of(times),
                SampleAspect.SQUARE)) {
      frames.forEach(encoder::write);
      encoder.finish();
      pending.complete();
    }
    checkStamps(WrittenFilm.of(file), what, times);
  }

  private static void checkStamps(WrittenFilm film, String what, FrameTimes times) {
    assertThat(film.stamps())
        .hasSize(times.frames())
        .startsWith(0L)
        .isSorted()
        .doesNotHaveDuplicates();
    // Frames that share a tick move apart by one each.
    double tolerance = (what.equals("frames in one tick") ? 3 : 1) * film.tick();
    for (int i = 0; i < times.frames(); i++) {
      assertThat(film.stamps().get(i) * film.tick()).isCloseTo(times.seconds(i), within(tolerance));
    }
    double length = film.length() * film.tick();
    assertThat(length).isCloseTo(times.duration(), within(tolerance));
  }

  @Test
  void originalStampsAreExactWhereTheUnitFits() {
    WrittenFilm film = written(Format.MP4, times(1, 90_000, 0, 3003, 6006, 9010, 12_000));
    assertThat(film.properties()).containsEntry("tb", "1/90000");
    assertThat(film.stamps()).containsExactly(0L, 3003L, 6006L, 9010L);
    assertThat(film.length()).isEqualTo(12_000);
  }

  @ParameterizedTest
  @CsvSource({
    // unit, ticks a frame, unit of the file, ticks a frame in it
    "1, 25, 1, 1/12800, 512",
    "1, 90000, 3600, 1/12800, 512",
    "1, 12800, 512, 1/12800, 512",
    "1001, 30000, 1, 1/30000, 1001",
    "1, 30000, 1001, 1/30000, 1001",
    "1, 1000000000, 40000000, 1/12800, 512",
    "1, 1000, 1, 1/16000, 16",
    "86400, 1, 1, 1/16384, 1415577600",
    "86400, 1, 30, 1/512, 1327104000",
  })
  void evenFilmsAreWrittenAtTheirRate(
      int numerator, int denominator, int step, String unit, long length) {
    List<Long> ticks = Stream.iterate(7L, tick -> tick + step).limit(5).toList();
    WrittenFilm film =
        written(Format.MP4, new FrameTimes(ticks, 7 + 5L * step, numerator, denominator));
    assertThat(film.properties()).containsEntry("tb", unit);
    assertThat(film.stamps()).containsExactly(0L, length, 2 * length, 3 * length, 4 * length);
    assertThat(film.length()).isEqualTo(5 * length);
  }

  @Test
  void stillFilmsKeepTheirLength() {
    WrittenFilm film = written(Format.MP4, times(1, 1000, 0, 2345));
    assertThat(film.stamps()).containsExactly(0L);
    assertThat(film.length() * film.tick()).isCloseTo(2.345, within(film.tick()));
  }

  @Test
  void losslessFilmsKeepStampsInMilliseconds() {
    WrittenFilm film = written(Format.FFV1, times(1, 1000, 0, 33, 67, 500, 507));
    assertThat(film.stamps()).containsExactly(0L, 33L, 67L, 500L);
  }

  @Test
  void framesBeyondEveryContainerAreRefused() {
    FrameTimes century = times(Integer.MAX_VALUE, 1, 0, 2);
    assertThatThrownBy(() -> VideoWriter.plan(16, 16, 1, century))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("longer than MP4 can say");
  }
}
