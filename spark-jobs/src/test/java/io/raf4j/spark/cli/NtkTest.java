package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neural tangent kernels as the command line computes them, of networks of a few neurons. */
class NtkTest {

  private static final String SMALL =
      "--activation gentle-poly-sine-gaussian --width 6 --depth 2 --points 60 --tile 13 --seed 2";

  @TempDir static Path folder;

  private static Path run;
  private static JsonNode figures;

  @BeforeAll
  static void compute() throws IOException {
    run = folder.resolve("run");
    figures = ntk("run", SMALL + " --workers 2 --master local[2]");
  }

  @Test
  void runLeavesEverythingThatIsPromisedAndNothingElse() throws IOException {
    assertThat(names(run)).containsExactlyInAnyOrder("run.json", "_owner", "report", "report.html");
    assertThat(names(run.resolve("report"))).containsExactlyInAnyOrder("ntk", "spectrum");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("Neural tangent kernel", "Effective rank", "<svg");
  }

  @Test
  void figuresAreThoseOfTheSpectrum() throws IOException, SQLException {
    assertThat(figures.get("points").asInt()).isEqualTo(60);
    // 12 + 42 + 7 weights and biases, and of each of 12 neurons 4 alphas and 2 betas.
    assertThat(figures.get("parameters").asInt()).isEqualTo(12 + 42 + 7 + 12 * 6);
    assertThat(figures.get("condition_number").asDouble()).isGreaterThan(1);
    assertThat(figures.get("effective_rank").asDouble()).isBetween(1.0, 60.0);
    assertThat(figures.get("seconds").asDouble()).isPositive();
    assertThat(figures.get("stop_reason").asText()).isEqualTo("done");
    JsonNode manifest = new ObjectMapper().readTree(run.resolve("run.json").toFile());
    assertThat(manifest.get("figures")).isEqualTo(figures);
    assertThat(manifest.at("/input/points_from").asText()).isEqualTo("linspace(-1, 1)");
    String spectrum = "'" + run.resolve("report/spectrum") + "/*.parquet'";
    assertThat(number("SELECT count(*) FROM " + spectrum)).isEqualTo(60);
    assertThat(number("SELECT max(eigenvalue) FROM " + spectrum + " WHERE index = 1"))
        .isEqualTo(figures.get("lambda_max").asDouble());
    assertThat(number("SELECT sum(eigenvalue) FROM " + spectrum))
        .isCloseTo(figures.get("trace").asDouble(), within(1e-9));
    String kernels = "'" + run.resolve("report/ntk") + "/*.parquet'";
    assertThat(number("SELECT effective_rank FROM " + kernels + " WHERE step = 0"))
        .isEqualTo(figures.get("effective_rank").asDouble());
  }

  @Test
  void bitsDoNotDependOnCoresAndWorkers() throws IOException {
    JsonNode one = ntk("one-core", SMALL + " --workers 3 --master local[1]");
    for (String figure : List.of("lambda_max", "lambda_min", "trace", "condition_number")) {
      assertThat(one.get(figure)).isEqualTo(figures.get(figure));
    }
  }

  @Test
  void pointsOfAPictureAreItsOwnPixels() throws IOException {
    Path picture = folder.resolve("wave.png");
    float[] values = new float[12 * 10];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    ImageWriter.write(picture, new Image(12, 10, 1, 8, values));
    JsonNode pixels = ntk("pixels", SMALL + " --input " + picture + " --master local[2]");
    // One input more than before: 6 weights.
    assertThat(pixels.get("parameters").asInt()).isEqualTo(figures.get("parameters").asInt() + 6);
    JsonNode manifest = new ObjectMapper().readTree(folder.resolve("pixels/run.json").toFile());
    assertThat(manifest.at("/input/dimension").asInt()).isEqualTo(2);
    assertThat(manifest.at("/input/points_from").asText()).contains("wave.png");
    // There are no more than 120 pixels, and none is taken twice.
    JsonNode all =
        ntk(
            "all-pixels",
            SMALL.replace("--points 60", "--points 500")
                + " --input "
                + picture
                + " --master local[2]");
    assertThat(all.get("points").asInt()).isEqualTo(120);
    assertThat(all.get("trace").asDouble()).isPositive();
  }

  @Test
  void checkpointsOfAnEquationGiveOneSpectrumEach() throws IOException, SQLException {
    Path training = folder.resolve("training");
    RafResult solved =
        raf(
            "solve pde --problem poisson-smooth --activation tanh --width 6 --optimizer adam --batch 32"
                + " --steps 6 --averaging-frequency 2 --test-points 50 --master local[2]"
                + " --set checkpoint-seconds=1e-9 --set checkpoints-kept=10 --output "
                + training);
    assertThat(solved.code()).as(solved.errors()).isZero();
    JsonNode last =
        ntk("along", "--checkpoints " + training + " --points 49 --tile 32 --master local[2]");
    assertThat(last.get("kernels").asInt()).isEqualTo(4);
    assertThat(last.get("step").asInt()).isEqualTo(6);
    String kernels = "'" + folder.resolve("along/report/ntk") + "/*.parquet'";
    assertThat(number("SELECT count(DISTINCT lambda_max) FROM " + kernels)).isEqualTo(4);
    assertThat(Files.readString(folder.resolve("along/report.html"))).contains("Along training");

    JsonNode again =
        ntk(
            "along",
            "--checkpoints " + training + " --points 49 --tile 32 --master local[2] --resume");
    assertThat(again.get("lambda_max")).isEqualTo(last.get("lambda_max"));
    assertThat(number("SELECT count(*) FROM " + kernels)).isEqualTo(4);
  }

  private static JsonNode ntk(String name, String options) throws IOException {
    RafResult result = raf("ntk --json " + options + " --output " + folder.resolve(name));
    assertThat(result.code()).as(result.errors()).isZero();
    String last = result.output().lines().reduce("", (before, line) -> line);
    return new ObjectMapper().readTree(last);
  }

  private static RafResult raf(String words) {
    return RafResult.of(words.split(" "));
  }

  private static double number(String query) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getDouble(1);
    }
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return new ArrayList<>(
          files
              .map(file -> file.getFileName().toString())
              .filter(n -> !n.startsWith("."))
              .toList());
    }
  }
}
