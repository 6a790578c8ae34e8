package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.media.FfmpegTool;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.video.VideoIndex.Entry;
import io.raf4j.datasets.video.VideoReader.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that decoding starts only where that gives the same frames, whatever a file claims. */
class FilmEntriesTest {

  private static final String FILM = "-f lavfi -i testsrc2=s=96x64:r=25 -t 4 ";

  @TempDir private Path folder;

  private Path film(String name, String options) {
    return FfmpegTool.make(folder.resolve(name), FILM + options);
  }

  private static void requireSameFramesInEveryRange(Path film, VideoIndex index) {
    List<Frame> all = VideoReader.read(film, index, Options.of(FrameRange.ALL));
    assertThat(all).hasSize(index.frames());
    for (int from = 0; from < index.frames(); from += 3) {
      Options one = Options.of(new FrameRange(from, from + 1));
      assertThat(VideoReader.read(film, index, one).get(0).pixels())
          .as("frame %d", from)
          .isEqualTo(all.get(from).pixels());
    }
  }

  /** Overwrites the list of sync samples, so that every sample counts as one. */
  private static void forgetSyncSamples(Path film) throws IOException {
    String bytes = Files.readString(film, StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains("stss");
    Files.writeString(film, bytes.replace("stss", "free"), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "mpeg4 -q:v 4 -g 50,25600",
    "libx264 -x264-params keyint=50:min-keyint=50:scenecut=0:bframes=0,25600",
    "mpeg2video -q:v 4 -g 50 -sc_threshold 1000000000,8192"
  })
  void falseSyncSamplesAreNotUsed(String codec, long time) throws IOException {
    Path film = film("false.mp4", "-c:v " + codec);
    forgetSyncSamples(film);
    VideoIndex index = Clips.scan(film);
    assertThat(index.entries()).containsExactly(new Entry(50, time));
    requireSameFramesInEveryRange(film, index);
  }

  @Test
  void recoveryPointsAreUsedFromTheFrameThatIsWhole() {
    Path film =
        film("refresh.mp4", "-c:v libx264 -x264-params keyint=20:intra-refresh=1:bframes=0");
    VideoIndex index = Clips.scan(film);
    assertThat(index.frames()).isEqualTo(100);
    assertThat(index.entries()).isNotEmpty();
    requireSameFramesInEveryRange(film, index);
  }

  @ParameterizedTest
  @CsvSource({
    "fragments.mp4,-c:v libx264 -x264-params keyint=25:min-keyint=25:scenecut=0:bframes=2 -movflags frag_keyframe+empty_moov",
    "matroska.mkv,-c:v libx264 -x264-params keyint=25:min-keyint=25:scenecut=0:bframes=2",
    "live.mkv,-c:v libx264 -x264-params keyint=25:min-keyint=25:scenecut=0:bframes=2 -live 1",
    "vp8.webm,-c:v libvpx -cpu-used 8 -g 25",
    "vp9.webm,-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 25",
    "opengop.mp4,-c:v libx265 -x265-params log-level=none:keyint=25:min-keyint=25:bframes=3:open-gop=1",
    "mpeg4.avi,-sc_threshold 1000000000 -c:v mpeg4 -g 25",
    "x264.ts,-c:v libx264 -x264-params keyint=25:min-keyint=25:scenecut=0:bframes=2",
    "x264.flv,-c:v libx264 -x264-params keyint=25:min-keyint=25:scenecut=0:bframes=2"
  })
  void everyContainerIsEnteredInTheMiddle(String name, String options) {
    Path film = film(name, options);
    VideoIndex index = Clips.scan(film);
    assertThat(index.entries()).extracting(Entry::frame).contains(50, 75);
    requireSameFramesInEveryRange(film, index);
  }

  @Test
  void clipOfEntriesAloneKeepsSomeOfThem() {
    Path film = film("intra.avi", "-c:v mjpeg");
    assertThat(Clips.scan(film).entries())
        .extracting(Entry::frame)
        .containsExactly(16, 32, 48, 64, 80, 96);
  }

  @Test
  void entryThatIsWrongIsFoundOutByTheNextFrame() {
    Path film = film("plain.mp4", "-c:v mpeg4 -g 50 -q:v 4");
    VideoIndex index = Clips.scan(film);
    // Seeking before frame 50 leads to frame 0, whose followers are taken for those of frame 20.
    VideoIndex wrong = withEntry(index, new Entry(20, 20 * 512));
    List<Frame> all = VideoReader.read(film, index, Options.of(FrameRange.ALL));
    List<Frame> some = VideoReader.read(film, wrong, Options.of(new FrameRange(22, 30)));
    for (int i = 0; i < 8; i++) {
      assertThat(some.get(i).pixels()).isEqualTo(all.get(22 + i).pixels());
    }
  }

  private static VideoIndex withEntry(VideoIndex index, Entry entry) {
    return new VideoIndex(
        index.height(),
        index.width(),
        index.orientation(),
        index.pixelWidth(),
        index.pixelHeight(),
        index.codec(),
        index.pixelFormat(),
        index.times(),
        index.stamps(),
        index.checksums(),
        List.of(entry),
        index.damaged(),
        index.notes());
  }

  @Test
  void anotherFilmUnderTheSameNameIsRefused() {
    Path film = film("film.mp4", "-c:v mpeg4 -g 50 -q:v 4");
    VideoIndex index = Clips.scan(film);
    film("film.mp4", "-c:v mpeg4 -g 50 -q:v 9");
    assertThatThrownBy(() -> VideoReader.read(film, index, Options.of(new FrameRange(60, 61))))
        .isInstanceOf(MediaException.class)
        .hasMessage(
            film
                + " is not what it was: frame 0 differs from when the file was first read. Start"
                + " again");
  }
}
