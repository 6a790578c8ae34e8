package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.Clips.Kind;
import io.raf4j.datasets.video.VideoReader.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that ranges are exact in every codec and container, and what scaling and grey mean. */
class VideoReaderTest {

  private static final int LENGTH = 35;

  @TempDir private Path folder;

  private static Options range(int from, int to) {
    return Options.of(new FrameRange(from, to));
  }

  private static void assertSame(List<Frame> actual, List<Frame> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(Arrays.equals(actual.get(i).pixels(), expected.get(i).pixels()))
          .as("frame %d of the range", i)
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFrameIsTheSameBytesInEveryRange(Kind kind) {
    Path clip = kind.write(folder, Clips.moving(LENGTH, 48, 64, 3));
    List<Frame> all = VideoReader.read(clip, Options.of(FrameRange.ALL));
    assertThat(all).hasSize(LENGTH);
    VideoIndex index = Clips.scan(clip);
    for (int from = 0; from < LENGTH; from++) {
      int to = Math.min(from + 3, LENGTH);
      assertSame(VideoReader.read(clip, index, range(from, to)), all.subList(from, to));
    }
  }

  @ParameterizedTest
  @EnumSource
  void framesComeInOrderAndLookLikeWhatWasWritten(Kind kind) {
    List<Frame> written = Clips.moving(LENGTH, 48, 64, 3);
    Path clip = kind.write(folder, written);
    List<Frame> all = VideoReader.read(clip, Options.of(FrameRange.ALL));
    for (int i = 0; i < LENGTH; i++) {
      double own = Clips.difference(all.get(i), written.get(i));
      double next = Clips.difference(all.get(i), written.get((i + 1) % LENGTH));
      assertThat(own).as("frame %d", i).isLessThan(16).isLessThan(next / 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lengthIsExactWhateverTheContainerSays(Kind kind) {
    Path clip = kind.write(folder, Clips.moving(LENGTH, 48, 64, 3));
    assertThat(Clips.scan(clip).frames()).isEqualTo(LENGTH);
  }

  @ParameterizedTest
  @EnumSource
  void rangesBeyondTheEndAreRefusedByTheLengthOfTheClip(Kind kind) {
    Path clip = kind.write(folder, Clips.moving(12, 48, 64, 3));
    assertThatThrownBy(() -> VideoReader.read(clip, range(10, 13)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("frame range is 10:13; expected a range within 0:12");
    assertThatThrownBy(() -> VideoReader.read(clip, Options.of(FrameRange.parse("12:"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("frame range is 12:; expected a range within 0:12");
    assertThat(VideoReader.read(clip, Options.of(FrameRange.parse("10:")))).hasSize(2);
  }

  @Test
  void readingTwiceGivesTheSameBytes() {
    Path clip = Kind.MPEG4_MP4_B.write(folder, Clips.moving(LENGTH, 48, 64, 3));
    Options options = range(5, 20).scaledBy(0.3);
    assertSame(VideoReader.read(clip, options), VideoReader.read(clip, options));
  }

  @Test
  void losslessClipReadsBackByteForByte() {
    for (int channels : new int[] {1, 3}) {
      List<Frame> written = Clips.moving(5, 33, 47, channels);
      Path clip = folder.resolve("lossless.mkv");
      VideoWriter.write(clip, VideoWriter.Format.FFV1, 30, written);
      Options all = Options.of(FrameRange.ALL);
      assertSame(VideoReader.read(clip, channels == 1 ? all.grey() : all), written);
    }
  }

  @Test
  void halvingAveragesBlocksOfFourPixels() {
    Frame written = Clips.moving(1, 32, 48, 1).get(0);
    Path clip = folder.resolve("one.mkv");
    VideoWriter.write(clip, VideoWriter.Format.FFV1, 25, List.of(written));
    Frame half = VideoReader.read(clip, Options.of(FrameRange.ALL).grey().scaledBy(0.5)).get(0);
    assertThat(half.height()).isEqualTo(16);
    assertThat(half.width()).isEqualTo(24);
    for (int row = 0; row < 16; row++) {
      for (int column = 0; column < 24; column++) {
        double mean = 0;
        for (int i = 0; i < 4; i++) {
          mean += 255 * written.component(2 * row + i / 2, 2 * column + i % 2, 0) / 4;
        }
        assertThat(255.0 * half.component(row, column, 0)).isCloseTo(mean, within(1.0));
      }
    }
  }

  @Test
  void smallestScaleKeepsTheMeanColour() {
    // 149 is the side that shrinks most, to one pixel.
    Path clip = folder.resolve("plain.mkv");
    VideoWriter.write(
        clip, VideoWriter.Format.FFV1, 25, List.of(Clips.plain(149, 149, 200, 100, 50)));
    Options options = Options.of(FrameRange.ALL).scaledBy(Options.SMALLEST_SCALE);
    assertThat(VideoReader.read(clip, options).get(0).pixels()).containsExactly(200, 100, 50);
  }

  @Test
  void sizesAreRoundedToTheNearestWholeNumber() {
    Path clip = Kind.MPEG4_MP4_B.write(folder, Clips.moving(2, 46, 70, 3));
    Frame frame = VideoReader.read(clip, Options.of(FrameRange.ALL).scaledBy(0.25)).get(0);
    assertThat(frame.height()).isEqualTo(12);
    assertThat(frame.width()).isEqualTo(18);
  }

  @Test
  void blackAndWhiteKeepTheirFullRange() {
    for (Kind kind : new Kind[] {Kind.H264_MP4, Kind.MJPEG_AVI}) {
      Path clip =
          kind.write(
              folder, List.of(Clips.plain(32, 32, 0, 0, 0), Clips.plain(32, 32, 255, 255, 255)));
      for (Options options :
          List.of(Options.of(FrameRange.ALL), Options.of(FrameRange.ALL).grey())) {
        List<Frame> frames = VideoReader.read(clip, options);
        assertThat(frames.get(0).component(9, 9, 0)).isCloseTo(0, within(0.01f));
        assertThat(frames.get(1).component(9, 9, 0)).isCloseTo(1, within(0.01f));
      }
    }
  }

  @Test
  void coloursSurviveTheWayThroughH264() {
    Path clip = Kind.H264_MP4.write(folder, List.of(Clips.plain(32, 32, 200, 100, 50)));
    Frame frame = VideoReader.read(clip, Options.of(FrameRange.ALL)).get(0);
    assertThat(frame.component(5, 5, 0) * 255).isCloseTo(200, within(4f));
    assertThat(frame.component(5, 5, 1) * 255).isCloseTo(100, within(4f));
    assertThat(frame.component(5, 5, 2) * 255).isCloseTo(50, within(4f));
  }

  @Test
  void exhaustedReaderSaysSo() {
    Path clip = Kind.H264_MP4.write(folder, Clips.moving(4, 32, 32, 3));
    try (VideoReader reader = VideoReader.open(clip, range(1, 2))) {
      assertThat(reader.hasNext()).isTrue();
      reader.next();
      assertThat(reader.hasNext()).isFalse();
      assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void clipThatWasCutOffIsReadAsFarAsItGoesWhereThatIsAllowed() throws IOException {
    Path clip = Kind.MPEG2_TS_B.write(folder, Clips.moving(LENGTH, 48, 64, 3));
    List<Frame> whole = VideoReader.read(clip, Options.of(FrameRange.ALL));
    byte[] bytes = Files.readAllBytes(clip);
    Path cut = Files.write(folder.resolve("cut.ts"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> Clips.scan(cut))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("cut.ts is damaged: 1 of ");
    VideoIndex index = VideoIndex.scan(cut, OrientationRule.SHOWN, true, seen -> {});
    assertThat(index.frames()).isBetween(5, LENGTH - 5);
    assertThat(index.damaged()).containsExactly(index.frames() - 1);
    List<Frame> rest = VideoReader.read(cut, index, Options.of(FrameRange.ALL));
    assertSame(rest.subList(0, 5), whole.subList(0, 5));
  }

  @Test
  void damagedFrameIsNamedAndTheOthersAreReadAsBefore() throws IOException {
    Path clip = Kind.MJPEG_AVI.write(folder, Clips.moving(LENGTH, 48, 64, 3));
    List<Frame> whole = VideoReader.read(clip, Options.of(FrameRange.ALL));
    byte[] bytes = Files.readAllBytes(clip);
    int start = startOfJpeg(bytes, 20);
    Arrays.fill(bytes, start, start + 600, (byte) 0);
    Path damaged = Files.write(folder.resolve("damaged.avi"), bytes);
    assertThatThrownBy(() -> VideoReader.read(damaged, Options.of(FrameRange.ALL)))
        .isInstanceOf(MediaException.class)
        .hasMessageEndingWith(
            "damaged.avi is damaged: 1 packet cannot be decoded, at frame 20"
                + " (--allow-damaged goes on with what can be decoded)");
    VideoIndex index = VideoIndex.scan(damaged, OrientationRule.SHOWN, true, seen -> {});
    assertThat(index.frames()).isEqualTo(LENGTH - 1);
    assertThat(index.notes()).containsExactly("1 packet cannot be decoded, at frame 20");
    assertSame(VideoReader.read(damaged, index, range(18, 20)), whole.subList(18, 20));
    assertSame(VideoReader.read(damaged, index, range(20, 29)), whole.subList(21, 30));
  }

  private static int startOfJpeg(byte[] bytes, int frame) {
    int seen = -1;
    for (int i = 0; ; i++) {
      boolean marker =
          (bytes[i] & 0xff) == 0xff
              && (bytes[i + 1] & 0xff) == 0xd8
              && (bytes[i + 2] & 0xff) == 0xff;
      if (marker && ++seen == frame) {
        return i;
      }
    }
  }

  @Test
  void badOptionsAreNamed() {
    assertThatThrownBy(() -> Options.of(FrameRange.ALL).scaledBy(0))
        .hasMessage("scale is 0.0; expected 0.01 to 1");
    assertThatThrownBy(() -> Options.of(FrameRange.ALL).scaledBy(1.5))
        .hasMessageContaining("scale is 1.5");
    assertThatThrownBy(() -> new Options(FrameRange.ALL, 1, 2))
        .hasMessage("channels is 2; expected 1 or 3");
  }
}
