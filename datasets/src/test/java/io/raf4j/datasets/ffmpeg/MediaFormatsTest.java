package io.raf4j.datasets.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.media.FfmpegTool;
import io.raf4j.datasets.media.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers and codecs that people have are opened, others are refused by name. */
class MediaFormatsTest {

  private static final String PICTURES =
      "-f lavfi -i testsrc2=size=64x48:rate=10 -frames:v 3 -pix_fmt ";

  @TempDir private Path folder;

  /** Formats of text that name other files, here harmless ones. */
  @ParameterizedTest
  @CsvSource({
    "#EXTM3U|#EXT-X-TARGETDURATION:1|#EXTINF:1|a.ts|#EXT-X-ENDLIST|, hls",
    "ffconcat version 1.0|file a.mp4|, concat"
  })
  void filesThatNameOtherFilesAreRefusedByTheirFormat(String lines, String format)
      throws IOException {
    for (String name : new String[] {"list", "list.mp4"}) {
      Path file = Files.writeString(folder.resolve(name), lines.replace('|', '\n'));
      assertThatThrownBy(() -> Demuxer.open(file, StreamKind.VIDEO))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining(name + " looks like " + format)
          .hasMessageContaining("not among the containers that are opened");
    }
  }

  @Test
  void textThatIsCalledAFilmIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.mp4"), "This is no film.\n".repeat(50));
    assertThatThrownBy(() -> Demuxer.open(file, StreamKind.VIDEO))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("notes.mp4");
  }

  @Test
  void containerThatFewPeopleHaveIsRefusedUnlessItIsAdded() {
    Path film = FfmpegTool.make(folder.resolve("a.roq"), PICTURES + "yuvj444p -r 30 -f smjpeg");
    assertThatThrownBy(() -> Demuxer.open(film, StreamKind.VIDEO))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("looks like smjpeg")
        .hasMessageContaining("raf4j.media.containers");
    System.setProperty(MediaFormats.CONTAINERS, "other, smjpeg");
    try (Demuxer demuxer = Demuxer.open(film, StreamKind.VIDEO)) {
      assertThat(demuxer.stream().codecpar().width()).isEqualTo(64);
    } finally {
      System.clearProperty(MediaFormats.CONTAINERS);
    }
  }

  @Test
  void codecThatFewPeopleHaveIsRefusedByName() {
    Path film = FfmpegTool.make(folder.resolve("a.avi"), PICTURES + "yuv420p -c:v asv1");
    try (Demuxer demuxer = Demuxer.open(film, StreamKind.VIDEO)) {
      assertThatThrownBy(() -> Decoder.start(demuxer))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining("a.avi has the codec asv1")
          .hasMessageContaining("raf4j.media.codecs");
    }
  }

  @Test
  void decodersOfTheListAreThoseOfThisFfmpeg() {
    assertThat(MediaFormats.codecs().split(","))
        .contains("h264", "hevc", "vp9", "aac", "pcm_s16le", "adpcm_ms", "mp3float")
        .doesNotContain("asv1", "msvideo1", "interplayvideo");
    assertThat(MediaFormats.containers().split(","))
        .contains("mov", "matroska", "wav")
        .doesNotContain("hls", "concat", "dash", "sdp", "image2", "lavfi");
  }
}
