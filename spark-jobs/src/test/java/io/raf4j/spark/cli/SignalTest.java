package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioReader;
import io.raf4j.datasets.audio.AudioWriter;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageReader;
import io.raf4j.datasets.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images and sounds from the command line. */
class SignalTest {

  private static final int HEIGHT = 20;
  private static final int WIDTH = 26;
  private static final String SMALL = "--width 16 --depth 2 --json ";

  @TempDir static Path folder;

  private static Path picture;
  private static Path sound;

  @BeforeAll
  static void makeSignals() {
    picture = folder.resolve("a picture.png");
    float[] colours = new float[HEIGHT * WIDTH * 3];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = (float) (0.5 + 0.4 * Math.sin(0.05 * (i / 3) + i % 3));
    }
    ImageWriter.write(picture, new Image(HEIGHT, WIDTH, 3, 16, colours));
    sound = folder.resolve("a sound.wav");
    float[] samples = new float[2 * 2000];
    for (int i = 0; i < 2000; i++) {
      samples[2 * i] = (float) (0.5 * Math.sin(0.02 * i));
      samples[2 * i + 1] = (float) (0.25 * Math.cos(0.03 * i));
    }
    AudioWriter.write(sound, new Audio(8000, 2, 16, samples));
  }

  private static JsonNode figures(String kind, Path input, String out, String options)
      throws IOException {
    RafResult result = result(kind, input, out, options);
    assertThat(result.code()).as(result.errors()).isZero();
    return new ObjectMapper().readTree(result.output().lines().reduce("", (before, line) -> line));
  }

  private static RafResult result(String kind, Path input, String out, String options) {
    List<String> start =
        List.of("reconstruct", kind, "--input", input.toString(), "--output", out(out).toString());
    String where = options.contains("--master") ? options : "--master local[2] " + options;
    return RafResult.of(
        Stream.concat(start.stream(), Arrays.stream((SMALL + where).trim().split(" ")))
            .toArray(String[]::new));
  }

  private static Path out(String name) {
    return folder.resolve(name);
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(n -> !n.startsWith("."))
          .toList();
    }
  }

  @Test
  void imageIsReconstructedWithItsSizeColoursAndBits() throws IOException {
    JsonNode figures =
        figures("image", picture, "image", "--steps 200 --learning-rate 3e-3 --activation sine");

    assertThat(figures.get("samples").asInt()).isEqualTo(HEIGHT * WIDTH);
    assertThat(figures.get("examples").asLong()).isEqualTo(200L * HEIGHT * WIDTH);
    assertThat(figures.get("psnr").asDouble()).isGreaterThan(25);
    assertThat(figures.get("ssim").asDouble()).isBetween(0.5, 1.0);
    Image reconstruction = ImageReader.read(out("image").resolve("reconstruction.png")).value();
    Image original = ImageReader.read(picture).value();
    assertThat(reconstruction.bits()).isEqualTo(16);
    assertThat(reconstruction.channels()).isEqualTo(3);
    double squares = 0;
    for (int i = 0; i < original.values().length; i++) {
      squares += Math.pow(original.values()[i] - reconstruction.values()[i], 2);
    }
    double psnr = -10 * Math.log10(squares / original.values().length);
    assertThat(psnr).isCloseTo(figures.get("psnr").asDouble(), within(0.05));
    assertThat(names(out("image")))
        .containsExactlyInAnyOrder(
            "run.json",
            "_owner",
            "model",
            "checkpoints",
            "metrics",
            "report",
            "report.html",
            "reconstruction.png");
    assertThat(names(out("image").resolve("model")))
        .containsExactlyInAnyOrder("model.zip", "signal.json");
    assertThat(Files.readString(out("image").resolve("report.html")))
        .contains("a picture.png", "<svg");
  }

  @Test
  void soundIsReconstructedWithItsRateChannelsAndLoudness() throws IOException {
    JsonNode figures =
        figures(
            "audio",
            sound,
            "audio",
            "--steps 200 --learning-rate 3e-3 --activation sine --from-second 0.05 --seconds 0.1");

    assertThat(figures.get("samples").asInt()).isEqualTo(800);
    assertThat(figures.get("snr").asDouble()).isGreaterThan(10);
    Audio reconstruction = AudioReader.read(out("audio").resolve("reconstruction.wav")).value();
    assertThat(reconstruction.sampleRate()).isEqualTo(8000);
    assertThat(reconstruction.channels()).isEqualTo(2);
    assertThat(reconstruction.length()).isEqualTo(800);
    assertThat(reconstruction.peak()).isBetween(0.4f, 0.6f);
    assertThat(Files.readString(out("audio").resolve("report.html"))).contains("a sound.wav");
  }

  @Test
  void sameBitsOnOneCoreAndTwoAndAfterAResume() throws IOException {
    String options = "--size 16 --grey true --workers 2 --averaging-frequency 3 --batch 50";
    String once =
        figures("image", picture, "once", options + " --steps 12").get("params_sha256").asText();
    String other =
        figures("image", picture, "other", options + " --steps 12 --master local[1]")
            .get("params_sha256")
            .asText();
    assertThat(other).isEqualTo(once);

    String stopped = options + " --steps 12 --max-seconds 1e-9";
    assertThat(figures("image", picture, "resumed", stopped).get("steps").asInt()).isEqualTo(3);
    JsonNode resumed =
        figures("image", picture, "resumed", options + " --steps 12 --resume --max-seconds 100");
    assertThat(resumed.get("params_sha256").asText()).isEqualTo(once);
  }

  @Test
  void muonTrainsHiddenWeightsOnOneCoreAndTwoAlike() throws IOException {
    String options = "--size 16 --workers 2 --averaging-frequency 3 --steps 6";
    String byMuon = options + " --optimizer muon";
    JsonNode once = figures("image", picture, "muon", byMuon);
    JsonNode other = figures("image", picture, "muon-alone", byMuon + " --master local[1]");
    JsonNode byAdam = figures("image", picture, "adam", options + " --optimizer adam");
    assertThat(other.get("params_sha256")).isEqualTo(once.get("params_sha256"));
    assertThat(byAdam.get("params_sha256")).isNotEqualTo(once.get("params_sha256"));
    assertThat(byAdam.get("parameters")).isEqualTo(once.get("parameters"));
  }

  @Test
  void allSamplesAreSharedOutAmongTheWorkersWhereNoBatchIsGiven() throws IOException {
    JsonNode figures = figures("image", picture, "shared", "--size 10x9 --workers 4 --steps 2");
    assertThat(figures.get("examples").asLong()).isEqualTo(2L * 4 * 23);
  }

  @Test
  void fittedScalesAreTheDefaultAndChangeTheStart() throws IOException {
    String options = "--size 16 --steps 1 --activation sine";
    String plain = figures("image", picture, "plain", options).get("params_sha256").asText();
    String fitted =
        figures("image", picture, "fitted", options + " --scales fitted")
            .get("params_sha256")
            .asText();
    String published =
        figures("image", picture, "published", options + " --scales published")
            .get("params_sha256")
            .asText();
    assertThat(fitted).isEqualTo(plain);
    assertThat(published).isNotEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image | a picture.png | --size 0 | --size is 0; expected HEIGHTxWIDTH",
        "image | a picture.png | --size 12by9 | --size is 12by9",
        "image | a picture.png | --scales wide | --scales is wide; expected fitted or published",
        "image | a picture.png | --optimizer features | --optimizer is features; expected auto",
        "image | none.png | --size 9 | none.png",
        "image | a sound.wav | --size 9 | a sound.wav",
        "audio | a picture.png | --steps 3 | a picture.png",
        "audio | a sound.wav | --seconds 0 | --seconds is 0",
        "audio | a sound.wav | --from-second -1 | --from-second is -1",
        "audio | a sound.wav | --from-second 5 | a sound.wav",
        "image | a picture.png | --activation sinn | did you mean"
      })
  void wrongInputIsRefusedBeforeAnyWork(String kind, String input, String options, String message) {
    RafResult result = result(kind, folder.resolve(input), "refused", options);
    assertThat(result.code()).as(result.errors()).isEqualTo(2);
    assertThat(result.errors()).contains(message);
    assertThat(out("refused")).doesNotExist();
  }
}
