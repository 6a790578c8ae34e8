package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.VideoReader.Options;
import io.raf4j.metric.Psnr;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that {@link SampleClip} is reproducible, moves, and survives being written. */
class SampleClipTest {

  private static final SampleClip CLIP = new SampleClip(SampleClip.Options.DEFAULT);

  @TempDir private Path folder;

  private static float[] components(Frame frame) {
    float[] components = new float[frame.pixels().length];
    for (int i = 0; i < components.length; i++) {
      components[i] = (frame.pixels()[i] & 0xff) / 255f;
    }
    return components;
  }

  private static double psnr(Frame a, Frame b) {
    return Psnr.of(components(a), components(b), 1);
  }

  @Test
  void sameOptionsGiveTheSameBytes() {
    SampleClip again = new SampleClip(SampleClip.Options.DEFAULT);
    assertThat(again.frame(7).pixels()).isEqualTo(CLIP.frame(7).pixels());
  }

  @Test
  void pictureStaysTheSameFromVersionToVersion() {
    byte[] pixels = CLIP.frame(10).pixels();
    assertThat(Arrays.hashCode(pixels)).isEqualTo(404300764);
  }

  @Test
  void seedChangesTheScene() {
    SampleClip other = new SampleClip(new SampleClip.Options(48, 96, 160, 8));
    assertThat(psnr(CLIP.frame(0), other.frame(0))).isLessThan(15);
  }

  @Test
  void neighbouringFramesDifferLessThanDistantOnes() {
    for (int index = 0; index + 20 < 48; index += 9) {
      Frame frame = CLIP.frame(index);
      double next = psnr(frame, CLIP.frame(index + 1));
      assertThat(next).isBetween(18.0, 34.0);
      assertThat(psnr(frame, CLIP.frame(index + 20))).isLessThan(next - 3);
    }
  }

  @Test
  void largerClipShowsTheSameScene() {
    SampleClip large = new SampleClip(new SampleClip.Options(48, 192, 320, 7));
    Path file = folder.resolve("large.mkv");
    VideoWriter.write(file, VideoWriter.Format.FFV1, 25, List.of(large.frame(3)));
    Options half = Options.of(FrameRange.ALL).scaledBy(0.5);
    assertThat(psnr(VideoReader.read(file, half).get(0), CLIP.frame(3))).isGreaterThan(32);
  }

  @Test
  void picturesUseTheWholeRangeOfBrightness() {
    int[] counts = new int[4];
    for (byte component : CLIP.frame(0).pixels()) {
      counts[(component & 0xff) / 64]++;
    }
    for (int count : counts) {
      assertThat(count).isGreaterThan(96 * 160 * 3 / 50);
    }
  }

  @Test
  void writtenClipIsARealVideoCloseToItsFrames() {
    Path file = folder.resolve("sample.mp4");
    SampleClip.write(file, SampleClip.Options.DEFAULT);
    VideoIndex info = VideoIndex.scan(file, OrientationRule.SHOWN, false, seen -> {});
    assertThat(List.of(info.frames(), info.height(), info.width())).isEqualTo(List.of(48, 96, 160));
    List<Frame> read = VideoReader.read(file, Options.of(FrameRange.ALL));
    for (int index = 0; index < 48; index++) {
      assertThat(psnr(read.get(index), CLIP.frame(index))).as("frame %d", index).isGreaterThan(30);
    }
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> CLIP.frame(48)).hasMessage("index is 48; expected 0 to 47");
    assertThatThrownBy(() -> new SampleClip.Options(0, 1, 1, 0))
        .hasMessage("frames is 0; expected 1 or more");
    assertThatThrownBy(() -> new SampleClip.Options(1, 1, -3, 0))
        .hasMessage("width is -3; expected 1 or more");
  }
}
