package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.Clips.Kind;
import io.raf4j.datasets.video.VideoReader.Options;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what is found out about clips, and what is said about files that are none. */
class VideoIndexTest {

  @TempDir private Path folder;

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> VideoIndex.scan(file, OrientationRule.SHOWN, false, seen -> {}))
        .isInstanceOf(MediaException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> VideoReader.read(file, Options.of(FrameRange.ALL)))
        .isInstanceOf(MediaException.class)
        .hasMessage(message);
  }

  @Test
  void everythingAboutAClipIsFound() throws IOException {
    Path clip = Kind.MPEG4_MP4_B.write(folder, Clips.moving(30, 48, 64, 3));
    VideoIndex info = VideoIndex.scan(clip, OrientationRule.SHOWN, false, seen -> {});
    assertThat(List.of(info.height(), info.width(), info.frames())).isEqualTo(List.of(48, 64, 30));
    assertThat(info.frameRate()).isEqualTo(25);
    assertThat(List.of(info.codec(), info.pixelFormat())).isEqualTo(List.of("mpeg4", "yuv420p"));
    assertThat(info.durationSeconds()).isCloseTo(1.2, within(1e-12));
  }

  @Test
  void namesWithSpacesColonsAndUmlautsAreOpened() throws IOException {
    Path clip = Kind.H264_MP4.write(folder, Clips.moving(3, 32, 32, 3));
    Path odd = Files.move(clip, folder.resolve("concat:ein schöner Film.mp4"));
    assertThat(VideoIndex.scan(odd, OrientationRule.SHOWN, false, seen -> {}).frames())
        .isEqualTo(3);
  }

  @Test
  void missingFileIsNamed() {
    Path file = folder.resolve("missing.mp4");
    assertRefused(file, "no such file: " + file);
  }

  @Test
  void folderIsNotAFile() {
    assertRefused(folder, folder + " is not a file");
  }

  @Test
  void emptyFileIsCalledEmpty() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.mp4"));
    assertRefused(file, file + " is empty (0 bytes)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text.mp4", "text.avi", "text.mkv", "text"})
  void textUnderAnotherNameIsNoVideo(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "This is not a video.\n".repeat(200));
    assertRefused(
        file, file + " is not a video FFmpeg can decode: Invalid data found when processing input");
  }

  @Test
  void headerWithoutItsEndIsNoVideo() throws IOException {
    Path clip = Kind.MPEG4_MP4_B.write(folder, Clips.moving(30, 48, 64, 3));
    byte[] bytes = Files.readAllBytes(clip);
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(
        cut, cut + " is not a video FFmpeg can decode: Invalid data found when processing input");
  }

  @Test
  void soundAloneHasNoVideoStream() throws IOException {
    Path file = folder.resolve("sound.wav");
    AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
    AudioInputStream sound =
        new AudioInputStream(new ByteArrayInputStream(new byte[16_000]), format, 8000);
    AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
    assertRefused(file, file + " has no video stream (WAV / WAVE (Waveform Audio))");
  }

  @Test
  void streamWithoutADecodableFrameIsRefused() throws IOException {
    Path clip = Kind.H264_RAW.write(folder, Clips.moving(1, 32, 32, 3));
    byte[] bytes = Files.readAllBytes(clip);
    // The parameter sets come first; without a slice, NAL unit type 5, there is nothing to show.
    int slice = 0;
    while (bytes[slice] != 1 || (bytes[slice + 1] & 0x1f) != 5) {
      slice++;
    }
    Path file = Files.write(folder.resolve("headers.h264"), Arrays.copyOf(bytes, slice - 3));
    assertRefused(file, file + " has a video stream without a single decodable frame");
  }

  @Test
  void playlistThatNamesAnAddressIsNotFollowed() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("list.m3u8"),
            "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n");
    assertThatThrownBy(() -> VideoIndex.scan(file, OrientationRule.SHOWN, false, seen -> {}))
        .isInstanceOf(MediaException.class);
  }
}
