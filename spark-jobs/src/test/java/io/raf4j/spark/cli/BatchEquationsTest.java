package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scheduled evaluations that solve equations in files first, for several constants each. */
class BatchEquationsTest {

  private static final String DAY = "2026-01-31";

  private static final String SMALL =
      "settings { optimizer = levenberg-marquardt, width = 5, points = 64, iterations = 3,"
          + " test-points = 100 }";

  @TempDir private Path folder;

  private Path rod;

  @BeforeEach
  void write() throws IOException {
    rod =
        Files.writeString(
            Files.createDirectories(folder.resolve("equations")).resolve("rod.conf"),
            """
            problem rod
            space x in [0, 1]
            constant k = 1, load = 2
            equation -k*lap(u) = load
            factor u = x*(1 - x)
            exact u = load/k*x*(1 - x)/2
            """);
    job(
        "{ files = \"FOLDER/equations/*.conf\", constants { k = [1, 0.5, \"2*pi\"] }, "
            + SMALL
            + " }");
  }

  private void job(String equations) throws IOException {
    Files.writeString(
        folder.resolve("job.conf"),
        ("job = nightly, equations = ["
                + equations
                + "]\n"
                + "data-sets = { points = 200, seed = 3 }\n"
                + "output = \"FOLDER/table\"")
            .replace("FOLDER", folder.toString()));
  }

  private RafResult run(String... options) {
    List<String> words = new ArrayList<>(List.of("evaluate", "--json"));
    words.addAll(List.of("--config", folder.resolve("job.conf").toString()));
    List<String> given = List.of(options);
    if (!given.contains("--master")) {
      words.addAll(List.of("--master", "local[2]"));
    }
    words.addAll(List.of("--slot", DAY));
    words.addAll(given);
    return RafResult.of(words.toArray(String[]::new));
  }

  private static JsonNode figures(RafResult result) throws IOException {
    return new ObjectMapper().readTree(result.output().lines().reduce("", (a, line) -> line));
  }

  private JsonNode evaluate(String... options) throws IOException {
    RafResult result = run(options);
    assertThat(result.code()).as(result.errors()).isZero();
    return figures(result);
  }

  private List<Path> runs() throws IOException {
    try (Stream<Path> all =
        Files.list(folder.resolve("table/_solved/date=" + DAY + "/job=nightly"))) {
      return all.sorted(Comparator.comparing(Path::toString)).toList();
    }
  }

  private List<List<Object>> duck(String columns) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT "
                    + columns
                    + " FROM read_parquet('"
                    + folder
                    + "/table/date=*/job=*/*.parquet') ORDER BY index")) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  @Test
  void everyCombinationOfConstantsIsSolvedAndJudged() throws IOException, SQLException {
    JsonNode first = evaluate();
    assertThat(first.get("equations").asInt()).isEqualTo(3);
    assertThat(first.get("solved").asInt()).isEqualTo(3);
    assertThat(first.get("done").asInt()).isEqualTo(3);
    assertThat(duck("model, kind, status, samples"))
        .containsExactly(
            List.of("file:" + rod + " with k=0.5", "pde", "done", 200L),
            List.of("file:" + rod + " with k=1", "pde", "done", 200L),
            List.of("file:" + rod + " with k=2*pi", "pde", "done", 200L));
    // Equal but for their size, which a network finds as easily: each error is of its own solution.
    assertThat(duck("relative_l2")).allMatch(row -> (double) row.get(0) < 0.2);
    assertThat(duck("DISTINCT model_sha256, index")).hasSize(3);

    // The same call again, then the next one after a kill between solving and evaluating.
    List<List<Object>> rows = duck("model, model_sha256, relative_l2");
    JsonNode again = evaluate();
    assertThat(again.get("solved").asInt()).isZero();
    assertThat(again.get("evaluated").asInt()).isZero();
    assertThat(again.get("content_sha256")).isEqualTo(first.get("content_sha256"));
    List<FileTime> written = new ArrayList<>();
    for (Path run : runs()) {
      written.add(Files.getLastModifiedTime(run.resolve("run.json")));
    }
    Path slot = folder.resolve("table/date=" + DAY);
    try (Stream<Path> files = Files.walk(slot)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Files.delete(runs().get(1).resolve("run.json"));
    Files.move(runs().get(1), folder.resolve("aside"));
    Files.delete(runs().get(1).resolve("model/model.zip"));
    JsonNode completed = evaluate();
    assertThat(completed.get("solved").asInt()).isEqualTo(2);
    assertThat(Files.getLastModifiedTime(runs().get(0).resolve("run.json")))
        .isEqualTo(written.get(0));
    // The one that was solved anew has the same parameters: all of the table is the same but its
    // run.
    assertThat(duck("model, model_sha256, relative_l2")).isEqualTo(rows);
    assertThat(completed.get("done").asInt()).isEqualTo(3);
  }

  @Test
  void filesAndConstantsOfOneTextAreEquationsOfTheirOwn() throws IOException, SQLException {
    Files.copy(rod, Files.createDirectories(folder.resolve("copy")).resolve("rod.conf"));
    job(
        "{ files = \"FOLDER/*/rod.conf\", "
            + SMALL
            + " }, { files = \"FOLDER/copy/rod.conf\", constants { k = 1 }, "
            + SMALL
            + " }");
    JsonNode figures = evaluate();
    assertThat(figures.get("solved").asInt()).isEqualTo(3);
    assertThat(figures.get("failed").asInt()).isZero();
    assertThat(duck("DISTINCT model, index")).hasSize(3);
  }

  @Test
  void anotherEquationInACompleteSlotIsRefusedUnlessItIsReplaced() throws IOException {
    evaluate();
    Files.writeString(rod, Files.readString(rod).replace("load = 2", "load = 3"));
    RafResult changed = run();
    assertThat(changed.code()).isEqualTo(2);
    assertThat(changed.errors())
        .contains("with other equations", "rod.conf with k=", "has changed");
    JsonNode replaced = evaluate("--replace");
    assertThat(replaced.get("solved").asInt()).isEqualTo(3);
    job("{ files = \"FOLDER/equations/*.conf\", constants { k = 1 }, " + SMALL + " }");
    RafResult fewer = run();
    assertThat(fewer.code()).isEqualTo(2);
    assertThat(fewer.errors()).contains("is not among them now");
  }

  @Test
  void anEquationThatFailsLeavesItsRowAndTheOthersAlone() throws IOException, SQLException {
    // A folder that cannot be made: the key of the run is a file there.
    evaluate();
    List<Path> runs = runs();
    String blocked = runs.get(0).getFileName().toString();
    Path table = folder.resolve("table");
    try (Stream<Path> files = Files.walk(table)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Path obstacle = table.resolve("_solved/date=" + DAY + "/job=nightly").resolve(blocked);
    Files.createDirectories(obstacle.getParent());
    Files.writeString(obstacle, "in the way");
    RafResult failed = run();
    assertThat(failed.code()).as(failed.errors()).isEqualTo(1);
    assertThat(figures(failed).get("failed").asInt()).isEqualTo(1);
    assertThat(figures(failed).get("done").asInt()).isEqualTo(2);
    assertThat(duck("status, error"))
        .filteredOn(row -> row.get(0).equals("failed"))
        .hasSize(1)
        .allMatch(row -> row.get(1).toString().contains(blocked));
    Files.delete(obstacle);
    JsonNode completed = evaluate();
    assertThat(completed.get("solved").asInt()).isEqualTo(1);
    assertThat(completed.get("evaluated").asInt()).isEqualTo(1);
    assertThat(completed.get("failed").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"FOLDER/none*.conf\"' | equations: no file matches",
        "'{ files = \"FOLDER/equations/rod.conf\", constants { q = 1 } }' | rod.conf with q=1: --constants:1:1: unknown constant \"q\"",
        "'{ files = \"FOLDER/equations/rod.conf\", constants { k = [] } }' | constants: k is empty",
        "'{ files = \"FOLDER/equations/rod.conf\", constants { k = [[1]] } }' | constants: a value is [1]; expected a number",
        "'{ files = \"FOLDER/equations/rod.conf\", constants { k = 0 } }' | rod.conf with k=0: ",
        "'{ files = \"FOLDER/equations/rod.conf\", settings { widht = 3 } }' | did you mean \"width\"?",
        "'{ files = \"FOLDER/equations/rod.conf\", settings { output = x } }' | settings has output",
        "'{ files = \"FOLDER/equations/rod.conf\", settings { width = 0 } }' | rod.conf: ",
        "'{ files = \"FOLDER/equations/rod.conf\", settings { shards = 3 } }' | settings has shards; expected settings of raf solve pde",
        "'{ files = \"FOLDER/equations/rod.conf\", constants { k = \"1, load = 3\" } }' | expected one formula",
        "'\"FOLDER/equations/rod.conf\", { files = \"FOLDER/equations/*.conf\", settings { width = 5 } }' | is there twice, with other settings",
        "'{ file = a }' | did you mean \"files\"?",
        "'{ constants { k = 1 } }' | lacks files",
        "3 | an entry is 3; expected a text",
      })
  void whatIsWrongIsToldBeforeTheWork(String equations, String message) throws IOException {
    job(equations);
    RafResult result = run("--master", "nowhere://no-such-master");
    assertThat(result.code()).as(result.errors()).isEqualTo(2);
    assertThat(result.errors()).contains(message).doesNotContain("\tat ");
    assertThat(folder.resolve("table")).doesNotExist();
  }

  private Path image() throws IOException {
    Path file = folder.resolve("grey.png");
    ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    return file;
  }

  @Test
  void equationsNeedPointsToBeJudgedOn() throws IOException {
    Files.writeString(
        folder.resolve("job.conf"),
        Files.readString(folder.resolve("job.conf"))
            .replace("{ points = 200, seed = 3 }", "\"" + image() + "\""));
    RafResult result = run("--master", "nowhere://no-such-master");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains("has no points to judge equations on");
  }
}
