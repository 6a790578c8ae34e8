package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.example.CoolingBar;
import com.example.ElasticPlate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.equation.CoefficientRow;
import io.raf4j.spark.equation.ConditionRow;
import io.raf4j.spark.equation.UnknownRow;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.rows.RowFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An equation with conditions and an unknown number, from the command line to rows and page. */
class ConditionSolveTest {

  /** How the run is trained, in both orders with a few steps. */
  private enum Order {
    FIRST("--optimizer adam --batch 64 --steps 6 --averaging-frequency 2"),
    SECOND("--optimizer levenberg-marquardt --points 200 --iterations 4 --doublings 0");

    private final String options;

    Order(String options) {
      this.options = options;
    }
  }

  private static final String SMALL =
      " --workers 2 --width 6 --depth 2 --test-points 300 --activation tanh --seed 3";

  @TempDir static Path folder;

  private static final Map<Order, JsonNode> RUNS = new HashMap<>();

  private static Path path(Order order) {
    return folder.resolve(order.name());
  }

  private static JsonNode figures(Order order) throws IOException {
    if (!RUNS.containsKey(order)) {
      RUNS.put(order, solve(CoolingBar.class, path(order), order.options));
    }
    return RUNS.get(order);
  }

  private static JsonNode solve(Class<?> problem, Path output, String options) throws IOException {
    String words = "solve pde --json --problem-class " + problem.getName() + " " + options + SMALL;
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.addAll(List.of("--output", output.toString()));
    if (!all.contains("--master")) {
      all.addAll(List.of("--master", "local[2]"));
    }
    RafResult result = RafResult.of(all.toArray(String[]::new));
    assertThat(result.code()).as(result.errors()).isZero();
    return new ObjectMapper().readTree(result.output().lines().reduce("", (before, line) -> line));
  }

  private static <T> List<T> rows(Path run, String name, RowFormat<T> format) {
    return ParquetReport.open(
            LocalSpark.session(),
            new org.apache.hadoop.fs.Path(run.resolve("report").toUri().toString(), name),
            format)
        .read();
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void rowsFiguresAndPageSayTheSameOfConditionsAndUnknownNumbers(Order order) throws IOException {
    JsonNode figures = figures(order);
    List<ConditionRow> conditions = rows(path(order), ConditionRow.FOLDER, ConditionRow.FORMAT);
    assertThat(conditions)
        .extracting(ConditionRow::name)
        .containsExactly("equation", "insulated", "thermometers");
    assertThat(conditions)
        .extracting(ConditionRow::place)
        .containsExactly("inside", "boundary", "points");
    assertThat(conditions).extracting(ConditionRow::points).containsExactly(300L, 75L, 14L);
    assertThat(conditions).extracting(ConditionRow::weight).containsExactly(1.0, 1.0, 0.01);
    assertThat(conditions.get(0).scale()).isEqualTo(1);
    for (ConditionRow row : conditions) {
      assertThat(row.residual()).isPositive();
      assertThat(row.standardError()).isPositive().isLessThan(row.residual());
      assertThat(figures.get("condition_residuals").get(row.name()).asDouble())
          .isEqualTo(row.residual());
    }
    List<CoefficientRow> coefficients =
        rows(path(order), CoefficientRow.FOLDER, CoefficientRow.FORMAT);
    assertThat(coefficients).hasSize(1);
    CoefficientRow found = coefficients.get(0);
    assertThat(found.name()).isEqualTo("D");
    assertThat(found.exact()).isNaN();
    assertThat(found.standardError()).isPositive().isFinite();
    assertThat(figures.at("/coefficients/D").asDouble()).isEqualTo(found.value());
    assertThat(figures.at("/coefficient_errors/D").asDouble()).isEqualTo(found.standardError());
    // Nothing exact is known of the function.
    assertThat(figures.has("relative_l2_by_unknown")).isFalse();
    assertThat(path(order).resolve("report").resolve(UnknownRow.FOLDER)).doesNotExist();
    assertThat(Files.readString(path(order).resolve("report.html")))
        .contains(
            "<h2>Unknown numbers</h2>",
            "<h2>Conditions</h2>",
            "<h2>Domain</h2>",
            "<td>insulated</td>",
            "<td>thermometers</td>",
            "<td>D</td>")
        .doesNotContain("<h2>Functions</h2>", "built into it");
    JsonNode manifest = new ObjectMapper().readTree(path(order).resolve("run.json").toFile());
    assertThat(manifest.get("figures")).isEqualTo(figures);
  }

  @Test
  void theUnknownNumberMovesTowardsTheRightOne() throws IOException {
    // It starts from 1 and belongs to 0.4; four iterations are not the end.
    assertThat(figures(Order.SECOND).at("/coefficients/D").asDouble()).isBetween(0.2, 0.7);
    assertThat(figures(Order.FIRST).at("/coefficients/D").asDouble()).isNotEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void bitsDoNotDependOnTheCores(Order order) throws IOException {
    JsonNode one =
        solve(
            CoolingBar.class,
            folder.resolve(order + "-one-core"),
            order.options + " --master local[1]");
    for (String name : List.of("params_sha256", "coefficients", "condition_residuals")) {
      assertThat(one.get(name)).isEqualTo(figures(order).get(name));
    }
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void runOutOfTimeGoesOnToTheSameEnd(Order order) throws IOException {
    Path cut = folder.resolve(order + "-cut");
    JsonNode first = solve(CoolingBar.class, cut, order.options + " --max-seconds 1e-6");
    assertThat(first.get("stop_reason").asText()).isEqualTo("time");
    assertThat(first.get("params_sha256")).isNotEqualTo(figures(order).get("params_sha256"));
    JsonNode second = solve(CoolingBar.class, cut, order.options + " --resume");
    assertThat(second.get("params_sha256")).isEqualTo(figures(order).get("params_sha256"));
    assertThat(second.get("coefficients")).isEqualTo(figures(order).get("coefficients"));
  }

  @Test
  void functionsOfASystemAreJudgedEachByItself() throws IOException {
    Path out = folder.resolve("system");
    JsonNode figures = solve(ElasticPlate.class, out, Order.SECOND.options);
    List<UnknownRow> unknowns = rows(out, UnknownRow.FOLDER, UnknownRow.FORMAT);
    assertThat(unknowns).extracting(UnknownRow::name).containsExactly("u", "v");
    for (UnknownRow row : unknowns) {
      assertThat(row.relativeL2()).isBetween(1e-6, 1.0);
      assertThat(row.maxError()).isPositive();
      assertThat(figures.get("relative_l2_by_unknown").get(row.name()).asDouble())
          .isEqualTo(row.relativeL2());
    }
    assertThat(unknowns.stream().mapToDouble(UnknownRow::maxError).max().orElseThrow())
        .isCloseTo(figures.get("max_error").asDouble(), within(1e-15));
    assertThat(figures.has("coefficients")).isFalse();
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<h2>Functions</h2>", "built into it")
        .doesNotContain("<h2>Conditions</h2>", "<h2>Unknown numbers</h2>", "<h2>Domain</h2>");
  }
}
