package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioWriter;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageWriter;
import io.raf4j.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scheduled evaluation of tiny models of images and of a sound. */
class SampledEvaluationTest {

  @TempDir static Path folder;

  private static JsonNode image;
  private static JsonNode sound;
  private static JsonNode batch;

  @BeforeAll
  static void trainAndEvaluate() throws IOException {
    ImageWriter.write(folder.resolve("grey.png"), waves(1));
    ImageWriter.write(folder.resolve("colour.png"), waves(3));
    float[] samples = new float[3000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * Math.sin(0.02 * i));
    }
    AudioWriter.write(folder.resolve("tone.wav"), new Audio(8000, 1, 16, samples));
    image = reconstruct("image", "grey.png");
    reconstruct("image", "colour.png");
    sound = reconstruct("audio", "tone.wav");
    batch =
        figures(
            "evaluate",
            "--slot",
            "2026-01-31",
            "--output",
            folder.resolve("table").toString(),
            "--set",
            "job=nightly",
            "--set",
            "models=" + folder.resolve("runs/*"),
            "--set",
            "data-sets=[\"" + folder + "/*.png\", \"" + folder + "/*.wav\"]");
  }

  private static Image waves(int channels) {
    float[] values = new float[16 * 20 * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 + 0.4 * Math.sin(0.07 * (i / channels) + i % channels));
    }
    return new Image(16, 20, channels, 8, values);
  }

  private static JsonNode reconstruct(String kind, String name) throws IOException {
    String input = folder.resolve(name).toString();
    String output = folder.resolve("runs/" + name).toString();
    return figures(
        "reconstruct",
        kind,
        "--input",
        input,
        "--output",
        output,
        "--width",
        "8",
        "--depth",
        "2",
        "--steps",
        "5");
  }

  private static JsonNode figures(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--json", "--master", "local[2]"));
    RafResult result = RafResult.of(all.toArray(String[]::new));
    assertThat(result.code()).as(result.errors()).isZero();
    return new ObjectMapper().readTree(result.output().lines().reduce("", (a, line) -> line));
  }

  @Test
  void pairsOfOneKindHaveRowsAndThoseWithOtherValuesSayWhy() {
    assertThat(batch.get("rows").asInt()).isEqualTo(2 * 2 + 1);
    assertThat(batch.get("done").asInt()).isEqualTo(3);
    assertThat(batch.get("incompatible").asInt()).isEqualTo(2);
    assertThat(rows("status = 'incompatible'", "error"))
        .extracting(row -> row.getString(0))
        .containsExactly(
            "the data set has 1 values at a sample; expected the model's 3",
            "the data set has 3 values at a sample; expected the model's 1");
  }

  @Test
  void metricsAreThoseOfTheRuns() {
    Row ofImage = rows("model LIKE '%grey.png' AND psnr IS NOT NULL", "mse", "psnr", "ssim").get(0);
    requireFigures(ofImage, image, "mse", "psnr", "ssim");
    Row ofSound = rows("kind = 'audio'", "mse", "psnr", "snr", "log_spectral_distance").get(0);
    requireFigures(ofSound, sound, "mse", "psnr", "snr");
    assertThat(ofSound.getDouble(3)).isPositive();
  }

  private static void requireFigures(Row row, JsonNode figures, String... names) {
    for (int i = 0; i < names.length; i++) {
      assertThat(row.getDouble(i))
          .as(names[i])
          .isEqualTo(figures.get(names[i]).asDouble(), within(1e-12));
    }
  }

  private static List<Row> rows(String condition, String... columns) {
    return LocalSpark.session()
        .read()
        .parquet(folder.resolve("table").toString())
        .where(condition)
        .orderBy("index")
        .selectExpr(columns)
        .collectAsList();
  }
}
