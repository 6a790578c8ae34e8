package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.VideoReader.Options;
import io.raf4j.datasets.video.VideoWriter.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks what is written, and that nothing unfinished ever has the name of a clip. */
class VideoWriterTest {

  @TempDir private Path folder;

  private List<String> namesInFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void clipAppearsOnlyWhenItIsFinished() throws IOException {
    Path clip = folder.resolve("clip.mp4");
    try (VideoWriter writer = VideoWriter.open(clip, Format.MP4, FrameTimes.even(5, 1, 25))) {
      Clips.moving(5, 32, 48, 3).forEach(writer::write);
      assertThat(clip).doesNotExist();
      writer.finish();
      assertThat(clip).exists();
    }
    assertThat(namesInFolder()).containsExactly("clip.mp4");
    assertThat(VideoIndex.scan(clip, OrientationRule.SHOWN, false, seen -> {}).frames())
        .isEqualTo(5);
  }

  @Test
  void failureLeavesTheOldClipAndNothingElse() throws IOException {
    Path clip = Files.writeString(folder.resolve("clip.mp4"), "old");
    List<Frame> frames = List.of(Clips.plain(32, 48, 1, 2, 3), Clips.plain(32, 50, 1, 2, 3));
    assertThatThrownBy(() -> VideoWriter.write(clip, Format.MP4, 25, frames))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("frame is 32 x 50 x 3; expected 32 x 48 x 3 as the first one");
    assertThat(namesInFolder()).containsExactly("clip.mp4");
    assertThat(clip).hasContent("old");
  }

  @Test
  void finishedClipReplacesTheOldOne() throws IOException {
    Path clip = Files.writeString(folder.resolve("clip.mp4"), "old");
    VideoWriter.write(clip, Format.MP4, 25, Clips.moving(2, 32, 48, 3));
    assertThat(VideoIndex.scan(clip, OrientationRule.SHOWN, false, seen -> {}).frames())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"MP4", "FFV1"})
  void sameFramesGiveTheSameFile(Format format) throws IOException {
    List<Frame> frames = Clips.moving(10, 40, 56, 3);
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    VideoWriter.write(first, format, 25, frames);
    VideoWriter.write(second, format, 25, frames);
    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void clipIsH264WithItsHeaderInFront() throws IOException {
    Path clip = folder.resolve("clip.mp4");
    VideoWriter.write(clip, Format.MP4, 24, Clips.moving(6, 32, 48, 3));
    VideoIndex info = VideoIndex.scan(clip, OrientationRule.SHOWN, false, seen -> {});
    assertThat(info.codec()).isEqualTo("h264");
    assertThat(info.pixelFormat()).isEqualTo("yuv420p");
    assertThat(info.frameRate()).isEqualTo(24);
    String bytes = Files.readString(clip, StandardCharsets.ISO_8859_1);
    assertThat(bytes.indexOf("moov")).isPositive().isLessThan(bytes.indexOf("mdat"));
    // The colour matrix is stated: 'nclx' with primaries, transfer and matrix 6, which is BT.601.
    assertThat(bytes).contains("nclx\0\6\0\6\0\6");
  }

  @ParameterizedTest
  @CsvSource({"33,47,34,48", "1,1,16,16", "17,300,18,300"})
  void oddSidesArePaddedByTheLastRowAndColumn(int height, int width, int stored, int storedWidth) {
    Path clip = folder.resolve("odd.mp4");
    List<Frame> frames = Clips.moving(3, height, width, 3);
    VideoWriter.write(clip, Format.MP4, 25, frames);
    List<Frame> read = VideoReader.read(clip, Options.of(FrameRange.ALL));
    assertThat(read).hasSize(3);
    Frame last = read.get(2);
    assertThat(last.height()).isEqualTo(stored);
    assertThat(last.width()).isEqualTo(storedWidth);
    for (int channel = 0; channel < 3; channel++) {
      float inside = frames.get(2).component(height - 1, width - 1, channel);
      float padded = last.component(stored - 1, storedWidth - 1, channel);
      assertThat(Math.abs(inside - padded)).isLessThan(0.12f);
    }
  }

  @Test
  void greyFramesBecomeAGreyClip() {
    Path clip = folder.resolve("grey.mp4");
    List<Frame> frames = Clips.moving(4, 32, 48, 1);
    VideoWriter.write(clip, Format.MP4, 25, frames);
    List<Frame> read = VideoReader.read(clip, Options.of(FrameRange.ALL).grey());
    for (int i = 0; i < 4; i++) {
      assertThat(Clips.difference(read.get(i), frames.get(i))).isLessThan(3);
    }
  }

  @Test
  void fractionalFrameRateIsKept() {
    Path clip = folder.resolve("ntsc.mp4");
    VideoWriter.write(clip, Format.MP4, 30000.0 / 1001, Clips.moving(30, 32, 48, 3));
    assertThat(VideoIndex.scan(clip, OrientationRule.SHOWN, false, seen -> {}).frameRate())
        .isCloseTo(30000.0 / 1001, within(1e-3));
  }

  @Test
  void emptyClipsAndBadArgumentsAreRefused() throws IOException {
    Path clip = folder.resolve("none.mp4");
    FrameTimes times = FrameTimes.even(3, 1, 25);
    List<Frame> two = Clips.moving(2, 32, 48, 3);
    assertThatThrownBy(() -> VideoWriter.write(clip, Format.MP4, times, two))
        .isInstanceOf(MediaException.class)
        .hasMessage(clip + " cannot be finished: 2 of 3 frames written");
    List<Frame> four = Clips.moving(4, 32, 48, 3);
    assertThatThrownBy(() -> VideoWriter.write(clip, Format.MP4, times, four))
        .hasMessage("more frames than the 3 whose times were given");
    assertThat(namesInFolder()).isEmpty();
    assertThatThrownBy(() -> VideoWriter.write(clip, Format.MP4, 0, two))
        .hasMessage("frameRate is 0.0; expected above 0 and at most 1000");
    Path nowhere = folder.resolve("missing").resolve("clip.mp4");
    assertThatThrownBy(() -> VideoWriter.write(nowhere, Format.MP4, 25, two))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("clip.mp4 cannot be written");
  }
}
