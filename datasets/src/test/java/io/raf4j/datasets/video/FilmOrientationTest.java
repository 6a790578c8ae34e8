package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.media.FfmpegTool;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.Orientation;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.VideoReader.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that films are turned and mirrored as FFmpeg's own tools turn them. */
class FilmOrientationTest {

  /** From the start of a track's header, of which the name is the second word, to its matrix. */
  private static final int MATRIX = 4 + 40;

  private static final int ONE = 1 << 16;

  @TempDir private Path folder;

  private Path film(String name, String options) {
    return FfmpegTool.make(
        folder.resolve(name), "-f lavfi -i testsrc2=s=96x64:r=25 -frames:v 3 " + options);
  }

  /** Makes a film that is to be turned by a quarter clockwise, as phones make them. */
  private Path phone() throws IOException {
    Path film = film("phone.mp4", "-c:v libx264");
    turn(film, 0, ONE, -ONE, 0);
    return film;
  }

  /** Writes the matrix [a, b; c, d] into the header of the only track. */
  private static void turn(Path film, int a, int b, int c, int d) throws IOException {
    byte[] bytes = Files.readAllBytes(film);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    ByteBuffer matrix = ByteBuffer.wrap(bytes).position(text.indexOf("tkhd") + MATRIX).slice();
    matrix.putInt(0, a).putInt(4, b).putInt(12, c).putInt(16, d);
    Files.write(film, bytes);
  }

  private static void requireAsFfmpegShows(Path film, VideoIndex index, int count) {
    byte[] truth =
        FfmpegTool.output(
            "-i",
            film.toString(),
            "-sws_flags",
            "area+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact",
            "-pix_fmt",
            "rgb24",
            "-f",
            "rawvideo");
    List<Frame> frames = VideoReader.read(film, index, Options.of(FrameRange.ALL));
    int size = index.height() * index.width() * 3;
    assertThat(truth).hasSize(3 * size);
    for (int i = 0; i < count * size; i++) {
      int own = frames.get(i / size).pixels()[i % size] & 0xff;
      assertThat(Math.abs(own - (truth[i] & 0xff))).as("byte %d", i).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,-1,0,QUARTER_TURN",
    "-1,0,0,-1,HALF_TURN",
    "0,-1,1,0,THREE_QUARTER_TURN",
    "-1,0,0,1,MIRRORED",
    "1,0,0,-1,FLIPPED",
    "0,1,1,0,TRANSPOSED",
    "0,-1,-1,0,TRANSVERSED",
    "1,0,0,1,UPRIGHT"
  })
  void displayMatrixIsApplied(int a, int b, int c, int d, Orientation expected) throws IOException {
    Path film = film("turned.mp4", "-c:v libx264 -qp 0 -pix_fmt yuv444p");
    turn(film, a * ONE, b * ONE, c * ONE, d * ONE);
    VideoIndex index = Clips.scan(film);
    assertThat(index.orientation()).isEqualTo(expected);
    requireAsFfmpegShows(film, index, 3);
    if (expected == Orientation.UPRIGHT) {
      assertThat(index.notes()).isEmpty();
    } else {
      assertThat(index.notes())
          .containsExactly("its frames are " + expected.inWords() + ", as the file asks");
    }
  }

  @Test
  void filmOfAPhoneStands() throws IOException {
    Path film = phone();
    VideoIndex index = Clips.scan(film);
    assertThat(List.of(index.height(), index.width())).isEqualTo(List.of(96, 64));
    assertThat(index.notes())
        .containsExactly("its frames are turned by 90 degrees clockwise, as the file asks");
    Frame half =
        VideoReader.read(film, index, Options.of(FrameRange.ALL).scaledBy(0.5).grey()).get(0);
    assertThat(List.of(half.height(), half.width())).isEqualTo(List.of(48, 32));
  }

  @Test
  void framesAreTakenAsStoredWhereThatIsAsked() throws IOException {
    Path upright = film("upright.mp4", "-c:v libx264");
    Path turned = phone();
    VideoIndex index = VideoIndex.scan(turned, OrientationRule.STORED, false, seen -> {});
    assertThat(index.orientation()).isEqualTo(Orientation.UPRIGHT);
    assertThat(index.notes()).isEmpty();
    Options all = Options.of(FrameRange.ALL);
    assertThat(VideoReader.read(turned, index, all).get(2).pixels())
        .isEqualTo(VideoReader.read(upright, all).get(2).pixels());
  }

  @Test
  void orientationInTheStreamItselfIsApplied() {
    Path plain = film("plain.mp4", "-c:v libx264 -qp 0 -pix_fmt yuv444p");
    Path film = folder.resolve("message.h264");
    FfmpegTool.make(
        film,
        "-i",
        plain.toString(),
        "-c",
        "copy",
        "-bsf:v",
        "h264_mp4toannexb,h264_metadata=display_orientation=insert:rotate=90",
        "-f",
        "h264");
    VideoIndex index = Clips.scan(film);
    assertThat(index.orientation()).isEqualTo(Orientation.THREE_QUARTER_TURN);
    // Only the first frame repeats the message, which FFmpeg's tool forgets at the second.
    requireAsFfmpegShows(film, index, 1);
  }

  @Test
  void angleBetweenIsRefusedWithTheWayOut() throws IOException {
    Path film = film("slanted.mp4", "-c:v libx264");
    turn(film, 56_756, 32_768, -32_768, 56_756);
    assertThatThrownBy(() -> Clips.scan(film))
        .isInstanceOf(MediaException.class)
        .hasMessage(
            film
                + " is to be shown turned by 30 degrees, which is no quarter turn:"
                + " --orientation stored takes its frames as they are stored");
    assertThat(VideoIndex.scan(film, OrientationRule.STORED, false, seen -> {}).frames())
        .isEqualTo(3);
  }

  @Test
  void shapeOfPixelsTurnsWithThem() throws IOException {
    Path film = film("shape.mp4", "-vf setsar=4/3 -c:v libx264");
    turn(film, 0, -ONE, ONE, 0);
    VideoIndex index = Clips.scan(film);
    assertThat(List.of(index.pixelWidth(), index.pixelHeight())).isEqualTo(List.of(3, 4));
    assertThat(index.notes())
        .containsExactly(
            "its frames are turned by 270 degrees clockwise, as the file asks",
            "its pixels are not square (3:4); rows and columns are those stored");
  }
}
