package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.raf4j.datasets.video.SampleClip;
import io.raf4j.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scheduled evaluations of five tiny models: clips in colour and grey, an equation, a spectrum. */
class BatchEvaluationTest {

  private static final String DAY = "2026-01-31";

  @TempDir static Path folder;

  private static JsonNode clipFigures;
  private static JsonNode pdeFigures;
  private static JsonNode eigenFigures;

  private Path table;

  @BeforeAll
  static void train() throws IOException {
    Files.createDirectories(folder.resolve("clips"));
    for (int seed : new int[] {7, 8}) {
      Path clip = folder.resolve("clips/clip" + seed + ".mp4");
      SampleClip.write(clip, new SampleClip.Options(3, 24, 32, seed));
    }
    Path clip = folder.resolve("clips/clip7.mp4");
    clipFigures = reconstruct(clip, "colour", "3");
    reconstruct(clip, "other-seed", "4");
    reconstruct(clip, "grey", "3", "--grey", "true");
    String small =
        "--width 5 --optimizer levenberg-marquardt --points 64 --test-points 100 --seed 3";
    pdeFigures = solve("pde poisson-smooth", small + " --iterations 3");
    eigenFigures =
        solve(
            "eigen box",
            "--dim 1 --width 5 --steps 20 --averaging-frequency 10 --batch 64 --points 64"
                + " --iterations 3 --test-points 100 --seed 3 --count 2");
  }

  private static JsonNode reconstruct(Path clip, String name, String seed, String... more)
      throws IOException {
    List<Object> words =
        new ArrayList<>(
            List.of("--input", clip, "--output", folder.resolve("runs/" + name), "--seed", seed));
    words.addAll(List.of(more));
    return RafResult.figures("reconstruct", words.toArray());
  }

  private static JsonNode solve(String kindAndProblem, String options) throws IOException {
    String[] what = kindAndProblem.split(" ");
    List<String> words = new ArrayList<>(List.of("solve", what[0], "--problem", what[1]));
    words.addAll(List.of("--json", "--master", "local[2]"));
    words.addAll(List.of("--output", folder.resolve("equations/" + what[0]).toString()));
    words.addAll(List.of(options.split(" ")));
    RafResult result = RafResult.of(words.toArray(String[]::new));
    assertThat(result.code()).as(result.errors()).isZero();
    return last(result);
  }

  private static JsonNode last(RafResult result) throws IOException {
    return new ObjectMapper().readTree(result.output().lines().reduce("", (a, line) -> line));
  }

  @BeforeEach
  void configure() throws IOException {
    table = folder.resolve("table");
    Files.writeString(
        folder.resolve("job.conf"),
        ("job = nightly, models = [\"FOLDER/runs/*/\", \"FOLDER/equations/*\"]\n"
                + "data-sets = [\"FOLDER/clips/*.mp4\", { points = 100, seed = 3 }]\n"
                + "output = \"FOLDER/table\"")
            .replace("FOLDER", folder.toString()));
  }

  @AfterEach
  void clear() throws IOException {
    delete(table);
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void everyModelIsEvaluatedOnEveryDataSetOfItsKind() throws IOException, SQLException {
    JsonNode figures = evaluate();
    assertThat(figures.get("models").asInt()).isEqualTo(5);
    assertThat(figures.get("data_sets").asInt()).isEqualTo(3);
    assertThat(figures.get("rows").asInt()).isEqualTo(3 * 2 + 2);
    assertThat(figures.get("done").asInt()).isEqualTo(8);
    assertThat(figures.get("evaluated").asInt()).isEqualTo(8);
    assertThat(
            duck("SELECT kind, count(*), count(DISTINCT data_set) FROM T GROUP BY ALL ORDER BY 1"))
        .containsExactly(
            List.of("eigen", 1L, 1L), List.of("pde", 1L, 1L), List.of("video", 6L, 2L));
    assertThat(duck("SELECT index FROM T ORDER BY model, data_set"))
        .extracting(row -> row.get(0))
        .isEqualTo(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L));
    assertThat(Files.exists(table.resolve("_staging"))).isFalse();
  }

  @Test
  void metricsAreThoseOfTheRunOnWhatItWasJudgedOn() throws IOException, SQLException {
    evaluate();
    List<Object> clip =
        duck("SELECT psnr, psnr_min, ssim, mse, samples, model_run_id, model_sha256 FROM T"
                + " WHERE model LIKE '%/colour' AND data_set LIKE '%clip7.mp4'")
            .get(0);
    String[] names = {"psnr_mean", "psnr_min", "ssim_mean", "mse"};
    for (int i = 0; i < names.length; i++) {
      assertThat((Double) clip.get(i))
          .as(names[i])
          .isEqualTo(clipFigures.get(names[i]).asDouble(), within(1e-12));
    }
    assertThat(clip.subList(4, 7))
        .containsExactly(
            3L * 24 * 32,
            clipFigures.get("run_id").asText(),
            clipFigures.get("params_sha256").asText());
    List<Object> pde =
        duck("SELECT relative_l2, max_error, relative_h1, samples FROM T WHERE kind = 'pde'")
            .get(0);
    assertThat(pde)
        .containsExactly(
            pdeFigures.get("relative_l2").asDouble(),
            pdeFigures.get("max_error").asDouble(),
            pdeFigures.get("relative_h1").asDouble(),
            100L);
    List<Object> eigen =
        duck("SELECT eigenvalue, relative_error, len(eigenvalues), psnr FROM T WHERE kind = 'eigen'")
            .get(0);
    assertThat((Double) eigen.get(0))
        .isEqualTo(eigenFigures.get("eigenvalues").get(0).asDouble(), within(1e-6));
    assertThat((Double) eigen.get(1))
        .isEqualTo(eigenFigures.get("relative_errors").get(0).asDouble(), within(1e-6));
    assertThat(eigen.subList(2, 4)).isEqualTo(Arrays.asList(2L, null));
  }

  @Test
  void slotThatIsCompleteIsLeftAlone() throws IOException {
    JsonNode first = evaluate();
    RafResult again = run();
    assertThat(again.code()).isZero();
    JsonNode second = last(again);
    assertThat(second.get("evaluated").asInt()).isZero();
    for (String name : List.of("run_id", "rows", "content_sha256", "partition")) {
      assertThat(second.get(name)).as(name).isEqualTo(first.get(name));
    }
  }

  @Test
  void slotsAreOneTableForDuckDbAndSpark() throws IOException, SQLException {
    evaluate();
    evaluate("--slot", "2026-02-01");
    evaluate("--slot", "2026-02-01", "--set", "job=weekly", "--set", "models=" + runs("grey"));
    String query = "SELECT CAST(date AS VARCHAR), job, count(*) FROM T GROUP BY ALL ORDER BY 1, 2";
    List<List<Object>> counts =
        List.of(
            List.of(DAY, "nightly", 8L),
            List.of("2026-02-01", "nightly", 8L),
            List.of("2026-02-01", "weekly", 2L));
    assertThat(duck(query)).isEqualTo(counts);
    assertThat(
            LocalSpark.session()
                .read()
                .parquet(table.toString())
                .selectExpr("CAST(date AS STRING)", "job")
                .groupBy("date", "job")
                .count()
                .orderBy("date", "job")
                .collectAsList()
                .stream()
                .map(row -> List.of(row.get(0), row.get(1), row.get(2))))
        .containsExactlyElementsOf(counts);
    LocalSpark.stop();
  }

  @Test
  void slotThatWasCutOffGoesOnToTheSameRows() throws IOException, SQLException {
    JsonNode whole = evaluate();
    delete(table);
    Path broken = folder.resolve("runs/grey/model/model.zip");
    Path aside = folder.resolve("grey.zip");
    Files.move(broken, aside);
    Files.writeString(broken, "not a network");
    try {
      RafResult half = run();
      assertThat(half.code()).as("two pairs failed").isEqualTo(1);
      assertThat(last(half).get("failed").asInt()).isEqualTo(2);
      assertThat(duck("SELECT count(*), count(error), count(psnr) FROM T WHERE status = 'failed'"))
          .containsExactly(List.of(2L, 2L, 0L));
      assertThat(run("--keep-failed").code()).isZero();
    } finally {
      Files.move(aside, broken, StandardCopyOption.REPLACE_EXISTING);
    }
    JsonNode completed = evaluate();
    assertThat(completed.get("evaluated").asInt()).isEqualTo(2);
    assertThat(completed.get("content_sha256")).isEqualTo(whole.get("content_sha256"));
  }

  @Test
  void finishedPairsOfAnUnfinishedSlotAreNotEvaluatedAgain() throws IOException {
    JsonNode whole = evaluate();
    delete(table);
    // A file in the place of the partition stops the first try when all pairs are finished.
    Files.createDirectories(table);
    Path obstacle = Files.writeString(table.resolve("date=" + DAY), "in the way");
    RafResult stopped = run();
    assertThat(stopped.code()).as(stopped.errors()).isEqualTo(1);
    Files.delete(obstacle);
    List<Path> kept;
    try (Stream<Path> files = Files.list(table.resolve("_staging/date=" + DAY + "/job=nightly"))) {
      kept = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(kept).hasSize(8);
    for (Path piece : kept.subList(0, 5)) {
      Files.delete(piece);
    }
    JsonNode completed = evaluate();
    assertThat(completed.get("evaluated").asInt()).isEqualTo(5);
    assertThat(completed.get("content_sha256")).isEqualTo(whole.get("content_sha256"));
    assertThat(Files.exists(table.resolve("_staging"))).isFalse();
  }

  @Test
  void completeSlotRefusesOtherModelsUnlessItIsReplaced() throws IOException, SQLException {
    evaluate();
    String[] other = {"--set", "models=" + runs("grey")};
    RafResult refused = run(other);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.errors()).contains("eigen is not among them now", "--replace");
    JsonNode replaced = evaluate(other[0], other[1], "--replace");
    assertThat(replaced.get("rows").asInt()).isEqualTo(2);
    assertThat(duck("SELECT count(*) FROM T")).containsExactly(List.of(2L));
  }

  @Test
  void dataSetWithoutTheFramesAskedForIsRefused() throws IOException {
    Path clip = folder.resolve("clips/clip7.mp4");
    requireRefusal(
        "frame range is 0:9",
        "--set",
        "data-sets=[{ files = \"" + clip + "\", frames = \"0:9\" }]");
  }

  @Test
  void whatCannotBeEvaluatedIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
    Files.createDirectories(folder.resolve("empty/run"));
    requireRefusal("no folder matches", "--set", "models=" + folder.resolve("absent*"));
    requireRefusal("is no folder of a run", "--set", "models=" + folder.resolve("empty/*"));
    requireRefusal("no file matches", "--set", "data-sets=" + folder.resolve("absent.mp4"));
    requireRefusal("text.mp4", "--set", "data-sets=" + text);
    requireRefusal("did you mean \"models\"?", "--set", "modls=a");
    requireRefusal("expected a day", "--slot", "yesterday");
    requireRefusal(
        "no data set is of the kind of any model",
        "--set",
        "models=" + runs("grey"),
        "--set",
        "data-sets=[{ points = 10, seed = 1 }]");
  }

  @Test
  void unfinishedRunIsRefusedOrLeftOut() throws IOException {
    Path running = folder.resolve("unfinished/run");
    Files.createDirectories(running);
    String json = Files.readString(folder.resolve("runs/grey/run.json"));
    Files.writeString(
        running.resolve("run.json"),
        new ObjectMapper()
            .writeValueAsString(
                ((ObjectNode) new ObjectMapper().readTree(json))
                    .put("status", "running")
                    .putNull("finished")
                    .putNull("stop_reason")
                    .putNull("stop_meaning")));
    String models =
        "models=[\"" + folder + "/unfinished/*\", \"" + folder.resolve("runs/grey") + "\"]";
    requireRefusal("is running; finish it", "--set", models);
    JsonNode figures = evaluate("--set", models, "--set", "unfinished=skip");
    assertThat(figures.get("models").asInt()).isEqualTo(1);
    assertThat(figures.get("left_out").asInt()).isEqualTo(1);
  }

  @Test
  void evaluateWithoutAJobOrASubjectShowsHowItIsUsed() {
    RafResult result = RafResult.of("evaluate");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains("Missing --config", "See raf evaluate --help", "video");
  }

  /** The master does not exist: what reached Spark would exit with 1. */
  private void requireRefusal(String message, String... options) {
    List<String> words = new ArrayList<>(List.of("--master", "nowhere://no-such-master"));
    words.addAll(List.of(options));
    RafResult result = run(words.toArray(String[]::new));
    assertThat(result.code()).as(result.errors()).isEqualTo(2);
    assertThat(result.errors()).contains(message).doesNotContain("\tat ");
    assertThat(Files.exists(table)).isFalse();
  }

  private static String runs(String name) {
    return folder.resolve("runs/" + name).toString();
  }

  private JsonNode evaluate(String... options) throws IOException {
    RafResult result = run(options);
    assertThat(result.code()).as(result.errors()).isZero();
    return last(result);
  }

  private static RafResult run(String... options) {
    List<String> words = new ArrayList<>(List.of("evaluate", "--json"));
    words.addAll(List.of("--config", folder.resolve("job.conf").toString()));
    List<String> given = List.of(options);
    if (!given.contains("--master")) {
      words.addAll(List.of("--master", "local[2]"));
    }
    if (!given.contains("--slot")) {
      words.addAll(List.of("--slot", DAY));
    }
    words.addAll(given);
    return RafResult.of(words.toArray(String[]::new));
  }

  private List<List<Object>> duck(String query) throws SQLException {
    String files = "read_parquet('" + table + "/date=*/job=*/*.parquet', hive_partitioning = true)";
    List<List<Object>> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result = statement.executeQuery(query.replace("FROM T", "FROM " + files))) {
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
}
