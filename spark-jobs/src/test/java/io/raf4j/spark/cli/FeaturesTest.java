package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features that are drawn, as the command line solves by them. */
class FeaturesTest {

  private static final String SMALL =
      "--problem poisson-smooth --optimizer features --width 250 --depth 1 --points 750"
          + " --test-points 256 --seed 4";

  @TempDir static Path folder;

  private static RafResult first;
  private static JsonNode figures;

  @BeforeAll
  static void solve() throws IOException {
    first = raf("run", "--iterations 2");
    figures = json(first);
  }

  @Test
  void aSmoothEquationIsSolvedToManyDigits() {
    assertThat(figures.get("optimizer").asText()).isEqualTo("features");
    assertThat(figures.get("relative_l2").asDouble()).isPositive().isLessThan(1e-9);
    assertThat(figures.get("iterations").asInt()).isPositive();
  }

  @Test
  void theSlopeIsOneThatSuitsASmoothSolution() throws IOException {
    String slope = first.errors().replaceAll("(?s).*the slope (\\S+).*", "$1");
    assertThat(Double.parseDouble(slope)).isBetween(1.0 / 64, 2.0);
    assertThat(figures.get("feature_scale").asDouble()).isEqualTo(Double.parseDouble(slope));
    assertThat(Files.readString(folder.resolve("run/report.html"))).contains("feature_scale");
    RafResult steep = raf("steep", "--iterations 2 --feature-scale 16");
    assertThat(steep.errors()).contains("drawn with the slope 16.0");
    assertThat(json(steep).get("feature_scale").asDouble()).isEqualTo(16);
    assertThat(json(steep).get("relative_l2").asDouble())
        .isGreaterThan(1e4 * figures.get("relative_l2").asDouble());
  }

  @Test
  void bitsDoNotDependOnTheCoresAndARunInTwoPartsIsTheSame() throws IOException {
    JsonNode one = json(raf("one-core", "--iterations 2 --workers 2 --master local[1]"));
    assertThat(one.get("params_sha256")).isEqualTo(figures.get("params_sha256"));

    raf("parts", "--iterations 1");
    JsonNode parts = json(raf("parts", "--iterations 2 --resume"));
    assertThat(parts.get("params_sha256")).isEqualTo(figures.get("params_sha256"));
    assertThat(parts.get("feature_scale")).isEqualTo(figures.get("feature_scale"));
  }

  /** In many dimensions a slope changes over the whole domain what half of it would. */
  @Test
  void moreDimensionsHaveASmallerSlope() throws IOException {
    String many = "solve pde --problem poisson-nd --dim 5 --optimizer features --width 300 --json";
    String rest = " --depth 1 --points 900 --test-points 256 --iterations 2 --master local[2]";
    String output = " --output " + folder.resolve("many");
    RafResult result = RafResult.of((many + rest + output).split(" "));
    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(json(result).get("feature_scale").asDouble()).isBetween(1.0 / 64, 0.25);
  }

  private static RafResult raf(String name, String options) {
    List<String> words = new ArrayList<>(List.of("solve", "pde"));
    words.addAll(List.of((SMALL + " " + options).split(" ")));
    words.addAll(List.of("--output", folder.resolve(name).toString(), "--json"));
    if (!words.contains("--master")) {
      words.addAll(List.of("--master", "local[2]"));
    }
    RafResult result = RafResult.of(words.toArray(String[]::new));
    assertThat(result.code()).as(result.errors()).isZero();
    return result;
  }

  private static JsonNode json(RafResult result) throws IOException {
    return new ObjectMapper().readTree(result.output().lines().reduce("", (before, line) -> line));
  }
}
