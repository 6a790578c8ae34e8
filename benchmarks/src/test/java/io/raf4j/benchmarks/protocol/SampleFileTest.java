package io.raf4j.benchmarks.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.raf4j.benchmarks.peer.PyTorch;
import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioWriter;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleFileTest {

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  private record Samples(Config head, byte[] body) {}

  private Samples written(String kind, Path source, long values) throws IOException {
    Path target = folder.resolve("samples");
    assertThat(SampleFile.write(kind, source, target)).isEqualTo(values);
    byte[] all = Files.readAllBytes(target);
    int end = 0;
    while (all[end] != '\n') {
      end++;
    }
    return new Samples(
        ConfigFactory.parseString(new String(all, 0, end, StandardCharsets.UTF_8)),
        Arrays.copyOfRange(all, end + 1, all.length));
  }

  private Path picture(int height, int width) {
    float[] values = new float[height * width * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 256 / 255f;
    }
    Path file = folder.resolve("picture.png");
    ImageWriter.write(file, new Image(height, width, 3, 8, values));
    return file;
  }

  @Test
  void pictureIsItsBytes() throws IOException {
    Samples samples = written("image", picture(4, 5), 60);
    assertThat(samples.head().getIntList("extents")).containsExactly(4, 5);
    assertThat(samples.head().getString("dtype")).isEqualTo("uint8");
    assertThat(samples.body()).hasSize(60).startsWith(0, 1, 2, 3).endsWith(58, 59);
  }

  @Test
  void soundIsItsSamplesOverItsPeakAsFloats() throws IOException {
    Path file = folder.resolve("sound.wav");
    AudioWriter.write(file, new Audio(8000, 1, 16, new float[] {0, 0.5f, -0.25f}));
    Samples samples = written("audio", file, 3);
    assertThat(samples.head().getIntList("extents")).containsExactly(3);
    assertThat(samples.head().getString("dtype")).isEqualTo("float32");
    ByteBuffer body = ByteBuffer.wrap(samples.body()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(List.of(body.getFloat(), body.getFloat(), body.getFloat()))
        .satisfies(
            values -> {
              assertThat(values.get(0)).isZero();
              assertThat(values.get(1)).isCloseTo(1f, within(1e-4f));
              assertThat(values.get(2)).isCloseTo(-0.5f, within(1e-4f));
            });
  }

  /** A constant has 14.25 dB on this picture. */
  @ParameterizedTest
  @CsvSource({"grid, 60epochs, 25", "siren, 16epochs, 15"})
  void peersLearnTheSamplesWithinTheirParameters(String model, String limit, double least)
      throws IOException, InterruptedException {
    List<Config> lines = fitted(model, limit);
    Config last = lines.get(lines.size() - 1);
    assertThat(last.getBoolean("ended")).isTrue();
    assertThat(last.getDouble("quality")).isGreaterThan(least);
    if (model.equals("grid")) {
      assertThat(last.getLong("parameters")).isBetween(15_000L, 20_000L);
    }
  }

  @Test
  void peersEndWithTheirSeconds() throws IOException, InterruptedException {
    List<Config> lines = fitted("grid", "2s");
    Config last = lines.get(lines.size() - 1);
    assertThat(last.getBoolean("ended")).isTrue();
    assertThat(last.getDouble("seconds")).isGreaterThanOrEqualTo(2);
    assertThat(lines.stream().filter(line -> line.getBoolean("ended"))).hasSize(1);
  }

  @Test
  void peersTakeAsManyPassesOverAllSamplesAsTheyAreAsked()
      throws IOException, InterruptedException {
    List<Config> lines = fitted("grid", "40epochs");
    assertThat(lines.stream().map(line -> line.getInt("steps")))
        .containsExactly(2, 3, 5, 10, 20, 40);
    assertThat(lines.stream().map(line -> line.getBoolean("ended")))
        .containsExactly(false, false, false, false, false, true);
  }

  /** Lets a peer fit a smooth picture and returns what it says. */
  private List<Config> fitted(String model, String limit) throws IOException, InterruptedException {
    Optional<PyTorch> python = PyTorch.find("", HOME);
    assumeTrue(python.isPresent(), "no Python here has PyTorch; Debian: python3-torch");
    float[] values = new float[48 * 64 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 + 0.4 * Math.sin(i / 3 % 64 / 10d) * Math.cos(i / 192 / 8d));
    }
    Path file = folder.resolve("smooth.png");
    ImageWriter.write(file, new Image(48, 64, 3, 8, values));
    Path samples = folder.resolve("samples");
    SampleFile.write("image", file, samples);
    Process process =
        new ProcessBuilder(
                python.get().interpreter(),
                "-B",
                HOME.resolve("benchmarks/peers/signal_fit.py").toString(),
                samples.toString(),
                model,
                limit,
                "1",
                "20000")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Config> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(ConfigFactory::parseString)
            .toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }
}
