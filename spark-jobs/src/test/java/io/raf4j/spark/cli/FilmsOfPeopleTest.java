package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.datasets.media.FfmpegTool;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.FrameTimes;
import io.raf4j.datasets.video.VideoIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs on films as phones, screen recorders and broken transfers leave them. */
class FilmsOfPeopleTest {

  private static final String SOURCE = "-f lavfi -i testsrc2=s=32x24:r=25 ";

  /** What FFmpeg's own rotate=90 asks players for. */
  private static final String TURN = "turned by 270 degrees clockwise";

  @TempDir private Path folder;

  private Path film(String name, String arguments) {
    return FfmpegTool.make(folder.resolve(name), SOURCE + arguments);
  }

  private static VideoIndex index(Path film) {
    return VideoIndex.scan(film, OrientationRule.SHOWN, false, seen -> {});
  }

  private static JsonNode notes(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("run.json").toFile()).at("/input/notes");
  }

  @Test
  void filmOfAPhoneStandsUprightAndThePageSaysSo() throws IOException {
    Path lying = film("lying.mp4", "-frames:v 4 -c:v libx264");
    Path phone =
        FfmpegTool.make(
            folder.resolve("phone.mp4"), "-i " + lying + " -c copy -metadata:s:v rotate=90");
    Path run = folder.resolve("run");
    RafResult.figures("reconstruct", "--input", phone, "--output", run);
    VideoIndex upright = index(run.resolve("reconstruction.mp4"));
    assertThat(upright.height()).isEqualTo(32);
    assertThat(upright.width()).isEqualTo(24);
    assertThat(notes(run)).hasSize(1);
    assertThat(notes(run).get(0).asText()).contains(TURN);
    assertThat(Files.readString(run.resolve("report.html"))).contains(TURN);

    Path stored = folder.resolve("stored");
    RafResult.figures(
        "reconstruct", "--input", phone, "--output", stored, "--orientation", "stored");
    assertThat(index(stored.resolve("reconstruction.mp4")).height()).isEqualTo(24);
    assertThat(notes(stored).isMissingNode()).isTrue();
  }

  @Test
  void reconstructionOfAFilmOfChangingRateKeepsItsPace() throws IOException {
    Path film =
        film(
            "screen.webm",
            "-t 1 -vf select='lt(n,6)+not(mod(n,5))' -vsync vfr -c:v libvpx -cpu-used 8");
    Path run = folder.resolve("run");
    RafResult.figures("reconstruct", "--input", film, "--output", run);
    FrameTimes original = index(film).times();
    FrameTimes written = index(run.resolve("reconstruction.mp4")).times();
    assertThat(original.isEven()).isFalse();
    assertThat(written.frames()).isEqualTo(original.frames());
    for (int frame = 0; frame < original.frames(); frame++) {
      assertThat(written.seconds(frame)).isCloseTo(original.seconds(frame), within(0.0011));
    }
  }

  @Test
  void damagedFilmIsRefusedUnlessItIsAllowedAndThenToldOf() throws IOException {
    Path film = film("whole.mp4", "-t 1 -c:v libx264 -g 10 -bf 0");
    byte[] bytes = Files.readAllBytes(film);
    // Some of the pictures' bytes, which lie before the index.
    for (int i = bytes.length / 3; i < bytes.length / 3 + 200; i++) {
      bytes[i] ^= 0x55;
    }
    Path damaged = Files.write(folder.resolve("damaged.mp4"), bytes);
    Path run = folder.resolve("run");
    RafResult refused =
        RafResult.of(RafResult.arguments("reconstruct", "--input", damaged, "--output", run));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.errors()).contains("damaged.mp4", "allow-damaged");
    assertThat(run).doesNotExist();

    RafResult.figures("reconstruct", "--input", damaged, "--output", run, "--allow-damaged");
    assertThat(notes(run).toString()).contains("cannot be decoded");
    assertThat(Files.readString(run.resolve("report.html"))).contains("Note: ");
  }
}
