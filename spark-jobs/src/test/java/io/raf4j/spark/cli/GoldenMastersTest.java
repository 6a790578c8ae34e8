package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioWriter;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageWriter;
import io.raf4j.datasets.video.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * One short run of every kind of work leaves what it left before, to the last bit: the parameters'
 * hash, the Parquet rows, {@code run.json} and the words of the page, but for what a clock, a
 * machine or a version decides, which {@link GoldenMaster} masks.
 *
 * <p>The masters lie in {@code src/test/resources/golden}. Whoever changes them on purpose writes
 * them anew, looks at the difference and says so in the commit:
 *
 * <pre>{@code mvn -pl spark-jobs verify -Dtest=GoldenMastersTest -Dgolden.write=true}</pre>
 *
 * <p>The bits of matrix products are those of OpenBLAS's kernels for a processor, so these tests
 * run in a process of their own that takes the kernels for Haswell wherever it runs.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
@EnabledIfEnvironmentVariable(named = "OPENBLAS_CORETYPE", matches = "Haswell")
class GoldenMastersTest {

  private static final String TRAINING =
      "--batch 256 --seed 3 --workers 2 --averaging-frequency 2 --steps 6 --width 16 --depth 2";

  private static final String EXPERIMENT =
      """
      experiment = golden
      kind = image
      baseline = relu
      metric = psnr
      settings {
        width = 8, depth = 2, batch = 128, steps = 4, averaging-frequency = 2, workers = 1
      }
      activations {
        relu { activation = relu }
        own { activation = sine-gaussian }
      }
      subjects { waves { input = "FOLDER/waves.png" } }
      seeds = [1, 2]
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void makeSignals() throws IOException {
    SampleClip.write(folder.resolve("clip.mp4"), new SampleClip.Options(6, 24, 32, 7));
    float[] colours = new float[20 * 24 * 3];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = (float) (0.5 + 0.4 * StrictMath.sin(0.07 * (i / 3) + i % 3));
    }
    ImageWriter.write(folder.resolve("waves.png"), new Image(20, 24, 3, 8, colours));
    float[] samples = new float[3000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * StrictMath.sin(0.02 * i));
    }
    AudioWriter.write(folder.resolve("tone.wav"), new Audio(8000, 1, 16, samples));
    Files.writeString(
        folder.resolve("experiment.conf"), EXPERIMENT.replace("FOLDER", folder.toString()));
  }

  @Test
  @Order(1)
  void video() throws IOException {
    holds("video", "reconstruct video --input FOLDER/clip.mp4 " + TRAINING);
  }

  @Test
  @Order(1)
  void image() throws IOException {
    holds("image", "reconstruct image --input FOLDER/waves.png " + TRAINING);
  }

  @Test
  @Order(1)
  void audio() throws IOException {
    holds("audio", "reconstruct audio --input FOLDER/tone.wav " + TRAINING);
  }

  @Test
  @Order(1)
  void pdeOfFirstOrder() throws IOException {
    holds(
        "pde-adam",
        "solve pde --problem poisson-smooth --optimizer adam --width 8 --steps 20 --batch 64"
            + " --averaging-frequency 10 --workers 2 --test-points 100 --seed 3");
  }

  @Test
  @Order(1)
  void pdeOfSecondOrder() throws IOException {
    holds(
        "pde-levenberg-marquardt",
        "solve pde --problem burgers --optimizer levenberg-marquardt --width 6 --points 128"
            + " --iterations 4 --workers 2 --test-points 100 --seed 3");
  }

  @Test
  @Order(1)
  void eigenvalues() throws IOException {
    holds(
        "eigen",
        "solve eigen --problem box --dim 1 --width 5 --steps 20 --averaging-frequency 10 --batch 64"
            + " --points 64 --iterations 3 --test-points 100 --seed 3 --count 2 --workers 2");
  }

  @Test
  @Order(1)
  void ntk() throws IOException {
    holds("ntk", "ntk --input FOLDER/waves.png --points 48 --tile 16 --width 8 --seed 3");
  }

  @Test
  @Order(1)
  void comparison() throws IOException {
    holds("comparison", "compare --config FOLDER/experiment.conf");
  }

  @Test
  @Order(1)
  void plan() throws IOException {
    String words = "plan image --json --input FOLDER/waves.png --executors 4 --cores 8 --width 16";
    RafResult result = run(words + " --memory 4g");
    holds("plan", new GoldenMaster(folder).json("figures", last(result)));
    holds(
        "plan-words",
        new GoldenMaster(folder)
            .text("words", run(words.replace(" --json", "") + " --memory 4g").output()));
  }

  @Test
  @Order(2)
  void evaluation() throws IOException {
    RafResult result =
        run(
            "evaluate --json --slot 2026-01-31 --output FOLDER/table --set job=nightly --set"
                + " models=[\"FOLDER/video\",\"FOLDER/image\",\"FOLDER/audio\",\"FOLDER/pde-*\",\"FOLDER/eigen\"]"
                + " --set data-sets=[\"FOLDER/clip.mp4\",\"FOLDER/waves.png\",\"FOLDER/tone.wav\",{points=100,seed=3}]");
    holds(
        "evaluation",
        new GoldenMaster(folder).json("figures", last(result)).run(folder.resolve("table")));
  }

  private static void holds(String name, String words) throws IOException {
    RafResult result = run(words + " --json --output FOLDER/" + name);
    holds(name, new GoldenMaster(folder).json("figures", last(result)).run(folder.resolve(name)));
  }

  private static void holds(String name, GoldenMaster found) throws IOException {
    Path master = Path.of("src/test/resources/golden", name + ".txt");
    Path now = Files.createDirectories(Path.of("target/golden")).resolve(name + ".txt");
    Files.writeString(now, found.toString());
    if (Boolean.getBoolean("golden.write")) {
      Files.copy(now, master, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(now).as("diff %s %s", master, now).hasSameTextualContentAs(master);
  }

  private static RafResult run(String words) {
    List<String> all =
        new ArrayList<>(Arrays.asList(words.replace("FOLDER", folder.toString()).split(" ")));
    all.addAll(List.of("--master", "local[2]"));
    RafResult result = RafResult.of(all.toArray(String[]::new));
    assertThat(result.code()).as(result.errors()).isZero();
    return result;
  }

  private static String last(RafResult result) {
    return result.output().lines().reduce("", (before, line) -> line);
  }
}
