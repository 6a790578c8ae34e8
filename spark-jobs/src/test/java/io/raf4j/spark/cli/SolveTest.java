package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.example.Membrane;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.run.Run;
import io.raf4j.spark.run.RunOutcome;
import io.raf4j.spark.training.TaskThreads;
import io.raf4j.spark.training.WorkerPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** From an equation to a report, as the command line does it, with networks of a few neurons. */
class SolveTest {

  private static final String SMALL =
      "--optimizer adam+levenberg-marquardt --width 8 --depth 2 --batch 64 --steps 6 --averaging-frequency 2 --points 200"
          + " --iterations 4 --test-points 300 --activation tanh --seed 3";

  @TempDir static Path folder;

  private static Path run;
  private static JsonNode figures;

  @BeforeAll
  static void solve() throws IOException {
    run = folder.resolve("run");
    figures = pde("run", "--workers 2");
  }

  @Test
  void runLeavesEverythingThatIsPromisedAndNothingElse() throws IOException {
    assertThat(names(run))
        .containsExactlyInAnyOrder(
            "run.json",
            "_owner",
            "model",
            "checkpoints",
            "metrics",
            "pictures",
            "report",
            "report.html");
    assertThat(names(run.resolve("model"))).containsExactlyInAnyOrder("model.zip", "problem.json");
    assertThat(names(run.resolve("report")))
        .containsExactlyInAnyOrder("points", "problem", "unknowns", "conditions");
    assertThat(names(run.resolve("checkpoints"))).contains("step-000000010");
    assertThat(Files.readString(run.resolve("report.html"))).contains("poisson-smooth", "<svg");
  }

  @Test
  void figuresTellOfBothPhases() throws IOException {
    assertThat(figures.get("steps").asInt()).isEqualTo(6);
    assertThat(figures.get("iterations").asInt()).isEqualTo(4);
    assertThat(figures.get("linear_solver").asText()).isEqualTo("cholesky+elimination");
    assertThat(figures.get("relative_l2").asDouble()).isPositive().isLessThan(0.4);
    // A smooth error may be smaller in H1 than in L2, and ten steps lower the residual alone.
    assertThat(figures.get("relative_h1").asDouble())
        .isBetween(0.01, 0.5)
        .isNotEqualTo(figures.get("relative_l2").asDouble());
    assertThat(figures.get("relative_l2_untrained").asDouble())
        .isPositive()
        .isNotEqualTo(figures.get("relative_l2").asDouble());
    assertThat(figures.get("max_error").asDouble()).isPositive();
    assertThat(figures.get("points_per_second").asDouble()).isPositive();
    assertThat(figures.get("stop_reason").asText()).isEqualTo("iterations");
    assertThat(figures.get("params_sha256").asText()).matches("[0-9a-f]{64}");
    JsonNode manifest = new ObjectMapper().readTree(run.resolve("run.json").toFile());
    assertThat(manifest.get("figures")).isEqualTo(figures);
    assertThat(manifest.at("/configuration/dtype").asText()).isEqualTo("double");
    assertThat(manifest.at("/input/problem").asText()).isEqualTo("pde poisson-smooth 2");
  }

  @Test
  void bitsDoNotDependOnTheCores() throws IOException {
    JsonNode one = pde("one-core", "--workers 2 --master local[1]");
    assertThat(one.get("params_sha256")).isEqualTo(figures.get("params_sha256"));
    assertThat(one.get("relative_l2")).isEqualTo(figures.get("relative_l2"));
  }

  /** Both make their passes over several workers; a network of 121 parameters and 100 residuals. */
  @ParameterizedTest
  @ValueSource(strings = {"sketch", "residual-space"})
  void bitsOfSolversWithSeveralPassesDoNotDependOnTheCores(String solver) throws IOException {
    String options =
        "--workers 3 --optimizer levenberg-marquardt --points 100 --doublings 0 --linear-solver "
            + solver;
    JsonNode two = pde(solver + "-2", options);
    JsonNode one = pde(solver + "-1", options + " --master local[1]");
    assertThat(two.get("linear_solver").asText()).isEqualTo(solver);
    assertThat(one.get("params_sha256")).isEqualTo(two.get("params_sha256"));
  }

  @Test
  void cellWithoutFolderHasTheFiguresOfTheRun() throws IOException {
    List<String> assignments = new ArrayList<>(List.of("problem=poisson-smooth", "workers=2"));
    String[] small = SMALL.split(" ");
    for (int i = 0; i < small.length; i += 2) {
      assignments.add(small[i].substring(2) + "=" + small[i + 1]);
    }
    WorkerPool pool = WorkerPool.inThread(new TaskThreads(1));
    RunOutcome outcome =
        Run.inMemory(Jobs.kind("pde"), Jobs.of("pde", assignments, Map.of()), pool);
    Map<String, Object> expected = new LinkedHashMap<>();
    figures.fieldNames().forEachRemaining(name -> expected.put(name, figures.get(name).asText()));
    // Which kernels the executors have is asked once for a job, not for each of its cells.
    assertThat(expected.remove("kernel_provider")).isNotNull();
    assertThat(outcome.figures().values()).containsOnlyKeys(expected.keySet());
    for (String name : List.of("params_sha256", "relative_l2", "max_error", "loss", "examples")) {
      assertThat(outcome.figures().get(name)).hasToString((String) expected.get(name));
    }
  }

  @Test
  void workersChangeSecondOrderByRoundingAlone() throws IOException {
    JsonNode one = pde("one-worker", "--workers 1 --optimizer levenberg-marquardt");
    JsonNode two = pde("two-workers", "--workers 2 --optimizer levenberg-marquardt");
    assertThat(two.get("relative_l2").asDouble())
        .isEqualTo(one.get("relative_l2").asDouble(), within(1e-6));
    assertThat(two.get("loss").asDouble())
        .isEqualTo(one.get("loss").asDouble(), within(1e-6 * one.get("loss").asDouble()));
  }

  @Test
  void runOutOfTimeGoesOnToTheSameEndInBothPhases() throws IOException {
    JsonNode first = pde("cut", "--workers 2 --max-seconds 1e-6");
    assertThat(first.get("stop_reason").asText()).isEqualTo("time");
    assertThat(first.get("steps").asInt()).isEqualTo(2);
    JsonNode second = pde("cut", "--workers 2 --iterations 2 --resume");
    assertThat(second.get("iterations").asInt()).isEqualTo(2);
    JsonNode third = pde("cut", "--workers 2 --resume");
    assertThat(third.get("iterations").asInt()).isEqualTo(4);
    assertThat(third.get("params_sha256")).isEqualTo(figures.get("params_sha256"));
    assertThat(third.get("run_id")).isEqualTo(first.get("run_id"));
  }

  @Test
  void pointsChosenByResidualTrainAndResumeToTheSameBits() throws IOException {
    String options = "--workers 2 --optimizer adam --adaptive 3";
    JsonNode whole = pde("adaptive", options);
    JsonNode plain = pde("plain-adam", "--workers 2 --optimizer adam");
    assertThat(whole.get("params_sha256")).isNotEqualTo(plain.get("params_sha256"));
    pde("adaptive-cut", options + " --max-seconds 1e-6");
    JsonNode resumed = pde("adaptive-cut", options + " --resume");
    assertThat(resumed.get("params_sha256")).isEqualTo(whole.get("params_sha256"));
  }

  @Test
  void lowestEigenvalueOfAnIntervalIsFound() throws IOException {
    Path out = folder.resolve("eigen");
    JsonNode result =
        solve(
            "eigen",
            out,
            "--problem box --dim 1 --count 2 --workers 1 --iterations 12 --steps 100"
                + " --averaging-frequency 50 --learning-rate 0.01 --network plain");
    assertThat(result.get("exact").get(0).asDouble()).isEqualTo(Math.PI * Math.PI, within(1e-9));
    assertThat(result.get("eigenvalues")).hasSize(2);
    assertThat(result.get("relative_errors").get(0).asDouble()).isLessThan(1e-2);
    assertThat(result.get("standard_errors").get(0).asDouble()).isNotNegative();
    assertThat(result.get("other_sign").asDouble()).isBetween(0.0, 0.01);
    assertThat(names(out.resolve("report")))
        .containsExactlyInAnyOrder("points", "problem", "eigenvalues");
    assertThat(Files.readString(out.resolve("report.html"))).contains("box", "<svg");
  }

  @Test
  void pointsThatAreTooFewDoubleAsOftenAsAllowed() throws IOException {
    String few = "--optimizer levenberg-marquardt --workers 2 --points 20 --iterations 30";
    assertThat(points(pde("few", few + " --doublings 0"))).isEqualTo(20L * 30);
    assertThat(points(pde("doubled", few + " --doublings 2"))).isGreaterThan(20L * 30);
  }

  private static long points(JsonNode result) {
    return Math.round(
        result.get("points_per_second").asDouble() * result.get("seconds").asDouble());
  }

  @Test
  void linearIterationsSolveAnotherEquationFirst() throws IOException {
    String options = "--problem poisson-oscillatory --optimizer levenberg-marquardt --iterations 4";
    JsonNode plain = solve("pde", folder.resolve("plain"), options + " --linear-iterations 0");
    JsonNode linear = solve("pde", folder.resolve("linear"), options + " --linear-iterations 3");
    assertThat(linear.get("params_sha256")).isNotEqualTo(plain.get("params_sha256"));
  }

  @Test
  void listNamesEveryProblemWithItsEquation() throws IOException {
    RafResult text = RafResult.of("solve", "list");
    assertThat(text.code()).isZero();
    assertThat(text.output()).contains("poisson-smooth", "--problem box", "1 to 3", "equation");
    JsonNode array = new ObjectMapper().readTree(RafResult.of("solve", "list", "--json").output());
    assertThat(array.isArray()).isTrue();
    for (JsonNode problem : array) {
      for (String name : List.of("kind", "name", "equation", "exact", "dim_min", "dim_max")) {
        assertThat(problem.hasNonNull(name)).as(problem + " " + name).isTrue();
      }
    }
  }

  @Test
  void classOfOnesOwnIsSolvedAndItsModelGivesTheSolution() throws IOException {
    Path out = folder.resolve("own");
    JsonNode result =
        solve(
            "pde",
            out,
            "--problem-class "
                + Membrane.class.getName()
                + " --workers 1 --iterations 40"
                + " --optimizer levenberg-marquardt --activation gentle-poly-sine-gaussian --points 400");
    assertThat(result.get("problem").asText()).isEqualTo("membrane");
    assertThat(result.get("dim").asInt()).isEqualTo(2);
    assertThat(result.get("relative_l2").asDouble()).isLessThan(1e-2);
    MultiLayerNetwork u =
        ModelSerializer.restoreMultiLayerNetwork(out.resolve("model/model.zip").toFile(), false);
    double middle = u.output(Nd4j.createFromArray(new double[][] {{0.5, 0.5}})).getDouble(0);
    assertThat(middle).isEqualTo(1, within(2e-2));
  }

  @Test
  void divergenceOfAdamNamesStepAndPoint() throws IOException {
    Path out = folder.resolve("adam-diverged");
    RafResult result =
        RafResult.of(
            words(
                "pde",
                out,
                "--problem poisson-smooth --workers 2 --activation relu^3 --learning-rate 3e38"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .containsPattern(
            "diverged, with a loss of .*, at step \\d of worker \\d, at the point \\[0\\.")
        .contains("Last good checkpoint: none yet");
    assertThat(Files.readString(out.resolve("run.json"))).contains("failed", "at the point");
  }

  @Test
  void divergenceOfSecondOrderNamesIterationAndPoint() throws IOException {
    Path out = folder.resolve("second-order-diverged");
    List<String> words =
        new ArrayList<>(
            List.of(
                words(
                    "pde",
                    out,
                    "--problem poisson-smooth --workers 2 --optimizer levenberg-marquardt")));
    int activation = words.indexOf("--activation");
    words.subList(activation, activation + 2).clear();
    words.addAll(List.of("--set", "activation={name=huge, terms=[{function=\"x^8\", beta=1e38}]}"));
    RafResult result = RafResult.of(words.toArray(String[]::new));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .containsPattern("diverged, .*, at iteration 0, at the point \\[0\\.")
        .contains("Last good checkpoint: none yet");
  }

  private static JsonNode pde(String name, String options) throws IOException {
    return solve("pde", folder.resolve(name), "--problem poisson-smooth " + options);
  }

  private static JsonNode solve(String kind, Path output, String options) throws IOException {
    RafResult result = RafResult.of(words(kind, output, options));
    assertThat(result.code()).as(result.errors()).isZero();
    return new ObjectMapper().readTree(result.output().lines().reduce("", (before, line) -> line));
  }

  /** Options that are given take the place of the small run's. */
  private static String[] words(String kind, Path output, String options) {
    List<String> given = List.of(options.split(" "));
    List<String> words = new ArrayList<>(List.of("solve", kind, "--json"));
    words.addAll(List.of("--output", output.toString()));
    String[] small = (SMALL + " --master local[2]").split(" ");
    for (int i = 0; i < small.length; i += 2) {
      if (!given.contains(small[i]) && !isIdle(small[i], given)) {
        words.addAll(List.of(small[i], small[i + 1]));
      }
    }
    words.addAll(given);
    return words.toArray(String[]::new);
  }

  /** What one phase does not use is refused where the other is given alone. */
  private static boolean isIdle(String word, List<String> given) {
    Set<String> idle =
        given.contains("levenberg-marquardt")
            ? Set.of("--batch", "--steps", "--averaging-frequency")
            : given.contains("adam") ? Set.of("--points", "--iterations") : Set.of();
    return idle.contains(word);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }
}
