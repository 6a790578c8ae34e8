package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.media.FfmpegTool;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.VideoReader.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that damage and missing frames are told, and that whole films are not called damaged. */
class FilmDamageTest {

  private static final String FILM = "-f lavfi -i testsrc2=s=96x64:r=25 -t 4 ";
  private static final String SOUND = "-f lavfi -i sine=440:d=9 ";

  @TempDir private Path folder;

  private Path film(String name, String options) {
    return FfmpegTool.make(folder.resolve(name), FILM + options);
  }

  private Path cut(Path film) throws IOException {
    byte[] bytes = Files.readAllBytes(film);
    return Files.write(
        folder.resolve("cut-" + film.getFileName()), Arrays.copyOf(bytes, bytes.length * 2 / 3));
  }

  private static VideoIndex allowing(Path film) {
    return VideoIndex.scan(film, OrientationRule.SHOWN, true, seen -> {});
  }

  /** Requires that a film is refused with some words and that these are a note where allowed. */
  private static VideoIndex assertDamaged(Path film, String words) {
    assertThatThrownBy(() -> Clips.scan(film))
        .isInstanceOf(MediaException.class)
        .hasMessageStartingWith(film + " is damaged: ")
        .hasMessageContaining(words)
        .hasMessageEndingWith(" (--allow-damaged goes on with what can be decoded)");
    VideoIndex index = allowing(film);
    assertThat(String.join("; ", index.notes())).contains(words);
    assertThat(VideoReader.read(film, index, Options.of(FrameRange.ALL))).hasSize(index.frames());
    return index;
  }

  private static int indexOf(byte[] bytes, String word) {
    byte[] wanted = word.getBytes(StandardCharsets.US_ASCII);
    int at = 0;
    while (!Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
      at++;
    }
    return at;
  }

  @Test
  void frameThatFfmpegCallsDamagedIsNamed() throws IOException {
    Path film = film("bits.mp4", "-c:v libx264 -bf 0 -g 50 -x264-params bframes=0:cabac=1");
    byte[] bytes = Files.readAllBytes(film);
    int data = indexOf(bytes, "mdat");
    int end = indexOf(bytes, "moov");
    bytes[data + (end - data) / 2] ^= 0x10;
    Files.write(film, bytes);
    VideoIndex index = assertDamaged(film, "1 of 100 frames is damaged: ");
    assertThat(index.frames()).isEqualTo(100);
    assertThat(index.damaged()).hasSize(1);
    assertThat(index.notes().get(0)).endsWith(": " + index.damaged().get(0));
  }

  @Test
  void frameCountThatTheSampleTableDoesNotHoldIsTold() throws IOException {
    Path film = film("table.mp4", "-c:v libx264 -bf 0 -g 25");
    byte[] bytes = Files.readAllBytes(film);
    // Version and flags, one size for all, and the number of sizes follow the name.
    int count = indexOf(bytes, "stsz") + 4 + 4 + 4 + 3;
    assertThat(bytes[count]).isEqualTo((byte) 100);
    bytes[count] = 80;
    Files.write(film, bytes);
    VideoIndex index = assertDamaged(film, "the header promises 100 frames, 80 are there");
    assertThat(index.frames()).isEqualTo(80);
  }

  @Test
  void frameThatAnEditListWronglyLeavesOutIsTold() throws IOException {
    Path film = film("edit.mp4", "-c:v libx264 -bf 2 -g 25");
    byte[] bytes = Files.readAllBytes(film);
    // The first frame's delay: version, number of entries, and the length of the first run precede.
    int delay = indexOf(bytes, "ctts") + 4 + 4 + 4 + 4;
    Arrays.fill(bytes, delay, delay + 4, (byte) 0);
    Files.write(film, bytes);
    assertDamaged(film, "the header promises 100 frames, 99 are there");
  }

  @ParameterizedTest
  @CsvSource({
    "front.mp4,-c:v libx264 -bf 2 -g 25 -movflags +faststart,promises 100 frames",
    "matroska.mkv,-c:v libx264 -bf 2 -g 25,promises 4.000 s",
    "vp8.webm,-c:v libvpx -cpu-used 8,promises 4.000 s",
    "mpeg4.avi,-c:v mpeg4,promises 4.000 s",
    "flv1.flv,-c:v flv,promises 4.000 s"
  })
  void filmThatWasCutOffSaysHowMuchWasPromised(String name, String options, String words)
      throws IOException {
    VideoIndex index = assertDamaged(cut(film(name, options)), words);
    assertThat(index.frames()).isBetween(50, 75);
  }

  @Test
  void packetLostOnTheWayIsTold() throws IOException {
    Path film = film("lost.ts", "-c:v libx264 -bf 2 -g 50 -qp 20");
    byte[] bytes = Files.readAllBytes(film);
    int lost = bytes.length / 188 / 2 * 188;
    // Not the start of a unit, which would lose a whole frame's header too.
    while ((bytes[lost + 1] & 0x5f) != 1 || bytes[lost + 2] != 0) {
      lost += 188;
    }
    byte[] rest = new byte[bytes.length - 188];
    System.arraycopy(bytes, 0, rest, 0, lost);
    System.arraycopy(bytes, lost + 188, rest, lost, rest.length - lost);
    Files.write(film, rest);
    assertThat(assertDamaged(film, " of 100 frames ").damaged()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sound.mkv,-c:v libx264 -c:a aac",
    "sound.webm,-c:v libvpx -cpu-used 8 -c:a libvorbis",
    "sound.mp4,-c:v libx264 -c:a aac",
    "sound.flv,-c:v flv -c:a mp3",
    "sound.avi,-c:v mpeg4 -c:a mp3",
    "sound.ts,-c:v mpeg2video -c:a mp2"
  })
  void soundThatLastsLongerIsNoDamage(String name, String options) {
    String inputs = "-f lavfi -i testsrc2=s=96x64:r=25:d=2 " + SOUND;
    Path film = FfmpegTool.make(folder.resolve(name), inputs + options);
    assertThat(Clips.scan(film).frames()).isEqualTo(50);
  }

  @Test
  void framesThatAnEditListLeavesOutAreNoDamage() {
    Path whole = film("whole.mp4", "-c:v libx264 -bf 2 -g 12");
    Path film = folder.resolve("edited.mp4");
    FfmpegTool.make(film, "-ss", "0.7", "-i", whole.toString(), "-c", "copy");
    VideoIndex index = Clips.scan(film);
    assertThat(index.frames()).isBetween(82, 83);
    assertThat(index.notes()).isEmpty();
  }

  @Test
  void repeatedFramesOfAviAreNoDamage() {
    Path film =
        film("repeated.avi", "-vf select='not(between(n,10,13))' -vsync vfr -c:v mpeg4 -g 12");
    VideoIndex index = Clips.scan(film);
    assertThat(index.frames()).isEqualTo(96);
    assertThat(index.durationSeconds()).isEqualTo(4);
    assertThat(index.times().seconds(10) - index.times().seconds(9)).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void filmThatBeginsBetweenTwoEntryPointsIsNoDamage() throws IOException {
    Path whole = film("whole.ts", "-c:v libx264 -bf 2 -g 40");
    byte[] bytes = Files.readAllBytes(whole);
    int from = bytes.length / 188 * 2 / 7 * 188;
    Path film =
        Files.write(folder.resolve("begun.ts"), Arrays.copyOfRange(bytes, from, bytes.length));
    VideoIndex index = Clips.scan(film);
    assertThat(index.frames()).isEqualTo(framesOfFfmpeg(film)).isBetween(20, 80);
  }

  private static int framesOfFfmpeg(Path film) {
    byte[] rows =
        FfmpegTool.output(
            "-i", film.toString(), "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "framecrc");
    return (int)
        new String(rows, StandardCharsets.US_ASCII)
            .lines()
            .filter(row -> !row.startsWith("#"))
            .count();
  }

  @Test
  void joinedFilmsAreNoDamage() throws IOException {
    byte[] once = Files.readAllBytes(film("once.ts", "-c:v libx264 -bf 2 -g 50"));
    byte[] twice = Arrays.copyOf(once, 2 * once.length);
    System.arraycopy(once, 0, twice, once.length, once.length);
    VideoIndex index = Clips.scan(Files.write(folder.resolve("twice.ts"), twice));
    assertThat(index.frames()).isEqualTo(200);
    assertThat(index.entries()).isEmpty();
    assertThat(index.notes())
        .containsExactly(
            "its frames have no time stamps that increase: they are taken for 25.0 frames a"
                + " second");
  }

  @Test
  void coverBeforeTheFilmIsNotTakenForIt() {
    Path cover = film("cover.jpg", "-frames:v 1 -c:v mjpeg");
    Path whole = film("plain.mkv", "-c:v libx264 -g 25");
    Path film = folder.resolve("covered.mp4");
    FfmpegTool.make(
        film,
        "-i",
        cover.toString(),
        "-i",
        whole.toString(),
        "-map",
        "0",
        "-map",
        "1",
        "-c",
        "copy",
        "-disposition:v:0",
        "attached_pic");
    assertThat(Clips.scan(film).frames()).isEqualTo(100);
  }

  @Test
  void framesThatChangeTheirSizeAreScaledToTheFirst() throws IOException {
    byte[] small = Files.readAllBytes(film("small.h264", "-frames:v 5 -c:v libx264 -bf 0"));
    Path second =
        FfmpegTool.make(
            folder.resolve("large.h264"),
            "-f lavfi -i testsrc2=s=192x128:r=25 -frames:v 5 -c:v libx264 -bf 0");
    byte[] large = Files.readAllBytes(second);
    byte[] both = Arrays.copyOf(small, small.length + large.length);
    System.arraycopy(large, 0, both, small.length, large.length);
    Path film = Files.write(folder.resolve("both.h264"), both);
    VideoIndex index = Clips.scan(film);
    assertThat(index.notes())
        .contains("its frames change their size at frame 5: all are scaled to that of the first");
    List<Frame> frames = VideoReader.read(film, index, Options.of(FrameRange.ALL));
    assertThat(frames).hasSize(10).allMatch(frame -> frame.width() == 96 && frame.height() == 64);
  }
}
