package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.example.CoolingBar;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.equation.SlabRow;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.rows.RowFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An equation in slabs of time, from the command line to rows and page. */
class SlabSolveTest {

  /** How each slab is trained, and by how many steps. */
  private enum Order {
    FIRST("--optimizer adam --batch 64 --steps 6 --averaging-frequency 2 --time-slabs 3", 6),
    SECOND(
        "--optimizer levenberg-marquardt --points 200 --iterations 4 --doublings 0 --time-slabs 3",
        4),
    BOTH(
        "--optimizer adam+levenberg-marquardt --batch 64 --steps 6 --averaging-frequency 2"
            + " --points 200 --iterations 4 --doublings 0 --time-slabs 3",
        10),
    FEATURES(
        "--optimizer features --depth 1 --width 30 --points 200 --iterations 3 --time-slabs 3", 3);

    private final String options;
    private final int steps;

    Order(String options, int steps) {
      this.options = options;
      this.steps = steps;
    }
  }

  private static final String SMALL =
      " --workers 2 --width 6 --depth 2 --test-points 300 --activation tanh --seed 3"
          + " --checkpoints-kept 1000 --checkpoint-seconds 1e-9";

  @TempDir static Path folder;

  private static final Map<Order, JsonNode> RUNS = new HashMap<>();

  private static Path path(Order order) {
    return folder.resolve(order.name());
  }

  private static JsonNode figures(Order order) throws IOException {
    if (!RUNS.containsKey(order)) {
      RUNS.put(order, solve(path(order), order.options));
    }
    return RUNS.get(order);
  }

  private static RafResult raf(Path output, String options) {
    List<String> words = new ArrayList<>(List.of("solve", "pde", "--json"));
    if (!options.contains("--problem")) {
      words.addAll(List.of("--problem", "burgers-smooth"));
    }
    List<String> given = List.of(options.split(" "));
    String[] small = SMALL.trim().split(" ");
    for (int i = 0; i < small.length; i += 2) {
      if (!given.contains(small[i])) {
        words.addAll(List.of(small[i], small[i + 1]));
      }
    }
    words.addAll(given);
    words.addAll(List.of("--output", output.toString()));
    if (!given.contains("--master")) {
      words.addAll(List.of("--master", "local[2]"));
    }
    return RafResult.of(words.toArray(String[]::new));
  }

  private static JsonNode solve(Path output, String options) throws IOException {
    RafResult result = raf(output, options);
    assertThat(result.code()).as(result.errors()).isZero();
    return new ObjectMapper().readTree(result.output().lines().reduce("", (before, line) -> line));
  }

  private static <T> List<T> rows(Path rows, RowFormat<T> format) {
    return ParquetReport.open(
            LocalSpark.session(), new org.apache.hadoop.fs.Path(rows.toUri().toString()), format)
        .read();
  }

  @Test
  void rowsFiguresAndPageTellOfEverySlab() throws IOException {
    JsonNode figures = figures(Order.SECOND);
    Path run = path(Order.SECOND);
    assertThat(figures.get("iterations").asInt()).isEqualTo(12);
    // Three networks of 6 x 6 neurons: 3 * 6 + 7 * 6 + 7 each.
    assertThat(figures.get("parameters").asInt()).isEqualTo(201);
    List<SlabRow> slabs = rows(run.resolve("report").resolve(SlabRow.FOLDER), SlabRow.FORMAT);
    assertThat(slabs).extracting(SlabRow::slab).containsExactly(1, 2, 3);
    assertThat(slabs.get(1).start()).isEqualTo(slabs.get(0).end()).isEqualTo(1 / 3.0);
    assertThat(slabs.stream().mapToLong(SlabRow::points).sum()).isEqualTo(300);
    for (SlabRow row : slabs) {
      assertThat(row.residual()).isPositive();
      assertThat(row.relativeL2()).isPositive();
      assertThat(figures.at("/relative_l2_by_slab/" + row.slab()).asDouble())
          .isEqualTo(row.relativeL2());
    }
    assertThat(slabs.stream().mapToDouble(SlabRow::maxError).max().orElseThrow())
        .isEqualTo(figures.get("max_error").asDouble());
    assertThat(Files.readString(run.resolve("report.html"))).contains("<h2>Slabs of time</h2>");
    JsonNode manifest = new ObjectMapper().readTree(run.resolve("run.json").toFile());
    assertThat(manifest.get("figures")).isEqualTo(figures);
    assertThat(manifest.at("/configuration/time-slabs").asInt()).isEqualTo(3);
    assertThat(manifest.at("/input/problem").asText()).isEqualTo("pde burgers-smooth 1");
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void roundsGoOnFromSlabToSlab(Order order) throws IOException {
    JsonNode figures = figures(order);
    List<MetricRow> rounds = rows(path(order).resolve("metrics"), MetricRow.FORMAT);
    assertThat(rounds).extracting(MetricRow::round).doesNotHaveDuplicates();
    for (int i = 1; i < rounds.size(); i++) {
      assertThat(rounds.get(i).step()).isGreaterThan(rounds.get(i - 1).step());
      assertThat(rounds.get(i).examples()).isGreaterThan(rounds.get(i - 1).examples());
      assertThat(rounds.get(i).seconds()).isGreaterThan(rounds.get(i - 1).seconds());
    }
    assertThat(rounds.get(0).optimizer()).endsWith(", slab 1 of 3");
    MetricRow last = rounds.get(rounds.size() - 1);
    assertThat(last.optimizer()).endsWith(", slab 3 of 3");
    assertThat(last.step())
        .isEqualTo(figures.get("steps").asLong() + figures.get("iterations").asLong());
    // Drawn features may have converged before.
    assertThat(last.step()).isLessThanOrEqualTo(3L * order.steps);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void bitsDoNotDependOnTheCores(Order order) throws IOException {
    JsonNode one = solve(folder.resolve(order + "-one-core"), order.options + " --master local[1]");
    for (String name : List.of("params_sha256", "relative_l2_by_slab", "condition_residuals")) {
      assertThat(one.get(name)).isEqualTo(figures(order).get(name));
    }
  }

  /** Takes a run back to where it was after some steps, as if it had been killed there. */
  private static void killAfter(int steps, Path run) throws IOException {
    List<Path> checkpoints;
    try (Stream<Path> all = Files.list(run.resolve("checkpoints"))) {
      checkpoints = all.filter(Files::isDirectory).toList();
    }
    String last = String.format("step-%09d", steps);
    assertThat(checkpoints).extracting(path -> path.getFileName().toString()).contains(last);
    for (Path checkpoint : checkpoints) {
      if (checkpoint.getFileName().toString().compareTo(last) > 0) {
        remove(checkpoint);
      }
    }
    remove(run.resolve("model"));
  }

  private static void remove(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  /** At the end of the first slab, within the second, within the last. */
  @ParameterizedTest
  @CsvSource({"SECOND, 4", "SECOND, 11", "FIRST, 8", "BOTH, 14", "FEATURES, 4"})
  void runThatWasKilledGoesOnToTheSameEnd(Order order, int steps) throws IOException {
    JsonNode figures = figures(order);
    Path cut = folder.resolve(order + "-killed-" + steps);
    solve(cut, order.options);
    killAfter(steps, cut);
    JsonNode resumed = solve(cut, order.options + " --resume");
    for (String name :
        List.of("params_sha256", "relative_l2_by_slab", "steps", "iterations", "examples")) {
      assertThat(resumed.get(name)).as(name).isEqualTo(figures.get(name));
    }
    assertThat(rows(cut.resolve("metrics"), MetricRow.FORMAT))
        .extracting(MetricRow::round, MetricRow::loss)
        .containsExactlyElementsOf(
            rows(path(order).resolve("metrics"), MetricRow.FORMAT).stream()
                .map(row -> org.assertj.core.groups.Tuple.tuple(row.round(), row.loss()))
                .toList());
  }

  @Test
  void theSecondsAreThoseOfAllSlabs() throws IOException {
    JsonNode figures =
        solve(
            folder.resolve("seconds"),
            "--optimizer levenberg-marquardt --points 500 --max-seconds 3 --time-slabs 3"
                + " --iterations 100000");
    assertThat(figures.get("stop_reason").asText()).isEqualTo("time");
    assertThat(figures.get("seconds").asDouble()).isGreaterThan(2.5);
    assertThat(rows(folder.resolve("seconds").resolve("metrics"), MetricRow.FORMAT))
        .extracting(MetricRow::optimizer)
        .contains(
            "levenberg-marquardt, slab 1 of 3",
            "levenberg-marquardt, slab 2 of 3",
            "levenberg-marquardt, slab 3 of 3");
  }

  @Test
  void endsMayBeGivenAndTheModelAnswersAtAllTimes() throws Exception {
    Path run = folder.resolve("ends");
    solve(
        run,
        "--optimizer levenberg-marquardt --points 200 --iterations 3 --slab-ends 0.2,1"
            + " --test-points 200");
    List<SlabRow> slabs = rows(run.resolve("report").resolve(SlabRow.FOLDER), SlabRow.FORMAT);
    assertThat(slabs).extracting(SlabRow::end).containsExactly(0.2, 1.0);
    MultiLayerNetwork network =
        ModelSerializer.restoreMultiLayerNetwork(run.resolve("model/model.zip").toFile());
    INDArray x = Nd4j.createFromArray(new double[][] {{0, 0.5}, {0.2, 0.5}, {0.2 + 1e-9, 0.5}});
    INDArray u = network.output(x);
    assertThat(u.getDouble(0)).isCloseTo(-1, within(1e-14));
    assertThat(u.getDouble(2)).isCloseTo(u.getDouble(1), within(1e-7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--problem poisson-smooth --time-slabs 2 | none of which is time",
        "--time-slabs 0 | --time-slabs is 0",
        "--time-slabs 300 | --time-slabs is 300",
        "--time-slabs two | --time-slabs",
        "--slab-ends 0.5,2 | from t = 0.0 to 1.0",
        "--slab-ends 0.5,0.5,1 | each after the one before",
        "--slab-ends half,1 | --slab-ends is half,1",
        "--slab-ends 0.5,1 --time-slabs 2 | both given",
        "--time-slabs 2 --starts 3 --iterations 100 | --starts is 3; expected 1",
        "--problem inverse-diffusion --time-slabs 2 | has unknown numbers",
      })
  void whatCannotBeIsRefusedInASentence(String options, String words) {
    RafResult result = raf(folder.resolve("refused"), options);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains(words);
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  /** Nobody asked for the four slabs of one length that the problem comes with. */
  @Test
  void shippedSlabsGiveWayToEndsOfOnesOwn() throws IOException {
    JsonNode figures =
        solve(
            folder.resolve("own-ends"),
            "--problem korteweg-de-vries --slab-ends 0.3,1 --iterations 1 --points 64");
    assertThat(figures.get("relative_l2_by_slab")).hasSize(2);
  }

  @Test
  void aClassOfOnesOwnWithUnknownNumbersIsRefused() {
    RafResult result =
        raf(
            folder.resolve("own"),
            "--problem-class " + CoolingBar.class.getName() + " --time-slabs 2");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains("cooling-bar has unknown numbers");
  }
}
