package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.VideoReader.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks reading on a real H.264 clip with B-frames, where it is present. */
class BikesTest {

  private Path clip;

  @BeforeEach
  void findClip() {
    String folder = System.getenv("RAF4J_DATA");
    clip =
        (folder == null ? nearbyFolders() : Stream.of(Path.of(folder)))
            .map(data -> data.resolve("bikes.mp4"))
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    assumeThat(clip).as("no bikes.mp4; set RAF4J_DATA to the folder that holds it").isNotNull();
  }

  private static Stream<Path> nearbyFolders() {
    return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
        .map(p -> p.resolve("shared").resolve("data"));
  }

  @Test
  void clipIsWhatItIsKnownToBe() {
    VideoIndex info = VideoIndex.scan(clip, OrientationRule.SHOWN, false, seen -> {});
    assertThat(info.frames()).isEqualTo(250);
    assertThat(info.height()).isEqualTo(272);
    assertThat(info.width()).isEqualTo(640);
    assertThat(info.frameRate()).isEqualTo(25);
    assertThat(info.codec()).isEqualTo("h264");
  }

  @Test
  void rangesEqualTheFullDecode() {
    Options all = Options.of(FrameRange.ALL).scaledBy(0.25);
    List<Frame> frames = VideoReader.read(clip, all);
    assertThat(frames).hasSize(250);
    for (int from = 1; from < 249; from += 7) {
      Options range = Options.of(new FrameRange(from, from + 2)).scaledBy(0.25);
      List<Frame> read = VideoReader.read(clip, range);
      for (int i = 0; i < 2; i++) {
        assertThat(Arrays.equals(read.get(i).pixels(), frames.get(from + i).pixels()))
            .as("frame %d", from + i)
            .isTrue();
      }
    }
  }
}
