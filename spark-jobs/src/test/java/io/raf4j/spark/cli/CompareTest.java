package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the file of an experiment to its tables, with networks of a few neurons. */
class CompareTest {

  private static final String TINY =
      """
      experiment = tiny
      kind = pde
      baseline = tanh
      metric = relative_l2
      settings {
        width = 5, depth = 1, optimizer = levenberg-marquardt
        points = 60, test-points = 100, iterations = 3
      }
      activations {
        tanh { activation = tanh }
        own { activation = gentle-poly-sine }
      }
      subjects { smooth { problem = poisson-smooth } }
      seeds = [1, 2]
      sizes {
        faulty { activations { huge { activation { terms = [{ function = "x^8", beta = 1e38 }] } } } }
        whole { run = one-by-one, seeds = [1] }
      }
      """;

  @TempDir static Path folder;

  private static Path file;
  private static Path out;
  private static RafResult result;

  @BeforeAll
  static void compare() throws IOException {
    file = folder.resolve("tiny.conf");
    Files.writeString(file, TINY);
    out = folder.resolve("faulty");
    result = raf(out, "--size", "faulty");
  }

  @Test
  void failedCellIsReportedAndTheOthersGoOn() throws IOException {
    assertThat(result.code()).as(result.errors()).isEqualTo(1);
    JsonNode figures = figures(result);
    assertThat(figures.get("cells").asInt()).isEqualTo(6);
    assertThat(figures.get("failed").asInt()).isEqualTo(2);
    JsonNode manifest = new ObjectMapper().readTree(out.resolve("run.json").toFile());
    assertThat(manifest.get("status").asText()).isEqualTo("done");
    assertThat(manifest.at("/configuration/experiment").asText()).isEqualTo("tiny");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Cells that failed", "the point [0.", "On smooth", "<svg");
  }

  @Test
  void rowsAreWhatTheSummarySumsUp() throws IOException, SQLException {
    List<List<Object>> cells =
        duckDb(
            "SELECT activation, seed, status, relative_l2, error IS NULL, params_sha256 FROM"
                + " 'OUT/report/cells/*.parquet' ORDER BY index",
            out);
    assertThat(cells).hasSize(6);
    assertThat(cells.get(0).subList(0, 3)).containsExactly("tanh", 1L, "done");
    assertThat(cells.get(5).subList(0, 5)).containsExactly("huge", 2L, "failed", null, false);
    double tanh = ((double) cells.get(0).get(3) + (double) cells.get(1).get(3)) / 2;
    double own = ((double) cells.get(2).get(3) + (double) cells.get(3).get(3)) / 2;
    JsonNode summary = figures(result).get("summary");
    assertThat(summary.get(1).get("activation").asText()).isEqualTo("own");
    assertThat(summary.get(1).get("mean").asDouble()).isEqualTo(own, within(1e-15));
    assertThat(summary.get(1).get("improvement").asDouble())
        .isEqualTo(100 * (1 - own / tanh), within(1e-9));
    assertThat(summary.get(2).get("n").asInt()).isZero();
    assertThat(summary.get(2).get("mean").isNull()).isTrue();
    assertThat(
            duckDb(
                "SELECT activation, seed, count(*) FROM 'OUT/metrics/*.parquet' GROUP BY ALL"
                    + " ORDER BY ALL",
                out))
        .containsExactly(
            List.of("own", 1L, 3L),
            List.of("own", 2L, 3L),
            List.of("tanh", 1L, 3L),
            List.of("tanh", 2L, 3L));
  }

  @Test
  void interruptedComparisonGoesOnToTheSameRows() throws IOException, SQLException {
    Path cut = folder.resolve("cut");
    assertThat(raf(cut).code()).isZero();
    String rows =
        "SELECT * EXCLUDE (run_id, seconds) FROM 'OUT/report/cells/*.parquet' ORDER BY index";
    List<List<Object>> before = duckDb(rows, cut);
    Path kept = cut.resolve("cells/smooth.own.1/outcome.json");
    long time = Files.getLastModifiedTime(kept).toMillis();
    Files.delete(cut.resolve("cells/smooth.own.2/outcome.json"));
    RafResult resumed = raf(cut, "--resume");
    assertThat(resumed.code()).as(resumed.errors()).isZero();
    assertThat(duckDb(rows, cut)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(kept).toMillis()).isEqualTo(time);
    RafResult other = raf(cut, "--resume", "--iterations", "2");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.errors()).contains("iterations 3, which is now 2");
    assertThat(raf(cut).errors()).contains("exists; choose another folder");
  }

  @Test
  void wholeRunsHaveTheBitsOfCellsInATask() throws SQLException {
    Path whole = folder.resolve("whole");
    RafResult all = raf(whole, "--size", "whole");
    assertThat(all.code()).as(all.errors()).isZero();
    String bits =
        "SELECT activation, params_sha256, relative_l2 FROM 'OUT/report/cells/*.parquet'"
            + " WHERE seed = 1 AND status = 'done' ORDER BY index";
    assertThat(duckDb(bits, whole)).hasSize(2).isEqualTo(duckDb(bits, out));
    assertThat(whole.resolve("cells/smooth.own.1/run/report.html")).exists();
  }

  @Test
  void documentIsWrittenFromTheRowsAndIsTheSameEachTime() throws IOException {
    Path first = folder.resolve("first.md");
    Path second = folder.resolve("second.md");
    for (Path target : List.of(first, second)) {
      RafResult report = report(out, target, "markdown");
      assertThat(report.code()).as(report.errors()).isZero();
    }
    assertThat(Files.readString(first))
        .contains("## tiny, faulty size", "| own | 2 |", "the point [0.")
        .isEqualTo(Files.readString(second));
    RafResult page = report(out, folder.resolve("page.html"), "html");
    assertThat(page.code()).as(page.errors()).isZero();
    assertThat(report(folder, first, "markdown").errors()).contains("neither a finished");
    assertThat(report(out, first, "pdf").errors()).contains("expected html or markdown");
  }

  private static RafResult report(Path input, Path output, String format) {
    return RafResult.of(
        "report",
        "--input",
        input.toString(),
        "--output",
        output.toString(),
        "--format",
        format,
        "--master",
        "local[2]");
  }

  @Test
  void wrongCellIsRefusedBeforeAnyWork() {
    RafResult wrong = raf(folder.resolve("wrong"), "--set", "activation=tnah");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.errors()).contains("activation tanh on smooth", "did you mean \"tanh\"");
    assertThat(folder.resolve("wrong")).doesNotExist();
  }

  private static RafResult raf(Path output, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("compare", "--config", file.toString(), "--output", output.toString()));
    words.addAll(List.of("--json", "--master", "local[2]"));
    words.addAll(List.of(more));
    return RafResult.of(words.toArray(String[]::new));
  }

  private static JsonNode figures(RafResult result) throws IOException {
    return new ObjectMapper().readTree(result.output().lines().reduce("", (before, line) -> line));
  }

  private static List<List<Object>> duckDb(String query, Path out) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery(query.replace("OUT", out.toString()))) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          Object value = result.getObject(i);
          row.add(value instanceof java.sql.Array array ? array.toString() : value);
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
