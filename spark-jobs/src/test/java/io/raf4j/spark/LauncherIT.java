package io.raf4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.example.Membrane;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.datasets.video.SampleClip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the launcher, the one jar and the Spark home do together. */
class LauncherIT {

  private static final String SMALL_EXECUTORS =
      "--conf spark.executor.memory=768m --conf spark.executor.cores=1";

  @TempDir private Path folder;

  @Test
  void helpIsAllThatHelpPrints() throws IOException, InterruptedException {
    LauncherRun help = LauncherRun.of(folder, "", "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.output()).startsWith("Usage: raf");
    assertThat(help.errors()).isEmpty();
  }

  @Test
  void exitCodeOfTheApplicationIsThatOfTheLauncher() throws IOException, InterruptedException {
    LauncherRun wrong = LauncherRun.of(folder, "", "reconstruct", "video", "--no-such-option");

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.output()).isEmpty();
    assertThat(wrong.errors()).contains("--no-such-option");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(2, "", "reconstruct image --input x --output y --master nowhere"),
        arguments(2, "--conf none", "reconstruct image --input x --output y"),
        arguments(2, "--no-such-option x", "reconstruct image --input x --output y"),
        arguments(2, "--deploy-mode cluster", "reconstruct image --input x --output y"),
        arguments(2, "--conf \"a=b", "reconstruct image --input x --output y"),
        arguments(2, "", "reconstruct image --input absent.png --output y"),
        arguments(2, "", "--verbosse"),
        arguments(
            1,
            "--conf spark.eventLog.enabled=true --conf spark.eventLog.dir=/no/such/folder",
            "solve pde --problem heat --output y --master local[1] --iterations 1 --width 4 --depth 1"));
  }

  @ParameterizedTest(name = "{1} {2}")
  @MethodSource("wrong")
  void whatIsWrongIsOneSentence(int code, String submitOptions, String command)
      throws IOException, InterruptedException {
    LauncherRun wrong = LauncherRun.of(folder, submitOptions, command.split(" "));

    assertThat(wrong.exitCode()).as(wrong.errors()).isEqualTo(code);
    assertThat(wrong.errors().lines().filter(line -> line.startsWith("raf: ")))
        .as(wrong.errors())
        .hasSize(1);
    assertThat(wrong.errors()).doesNotContainPattern("(?m)^\\s+at .*\\(.*\\)$|Exception in thread");
    assertThat(wrong.output()).isEmpty();
  }

  @Test
  void traceIsShownWhereItIsAskedFor() throws IOException, InterruptedException {
    String command = "reconstruct image --input absent.png --output y";
    for (String words : List.of("--verbose " + command, command + " --verbose")) {
      LauncherRun verbose = LauncherRun.of(folder, "", words.split(" "));

      assertThat(verbose.exitCode()).isEqualTo(2);
      assertThat(verbose.errors()).containsPattern("(?m)^\\s+at io\\.raf4j\\..*\\(.*\\)$");
    }
  }

  @Test
  void javaOptionsOfOnesOwnLeaveTheFastKernelsAndNamesAreTakenAsTheyAre()
      throws IOException, InterruptedException {
    SampleClip.write(folder.resolve("VID 12:30.mp4"), new SampleClip.Options(2, 16, 16, 7));
    String own =
        "--conf \"spark.driver.extraJavaOptions=-Xss2m -Dkey=value\""
            + " --conf spark.executor.extraJavaOptions=-Xss2m";
    String command = "reconstruct video --json --master local[1] --steps 1 --width 4 --depth 1";
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--input", "VID 12:30.mp4", "--output", "run* ü"));
    LauncherRun run = LauncherRun.of(folder, own, words.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(new ObjectMapper().readTree(run.lastLine()).get("kernel_provider").asText())
        .startsWith("vector");
    assertThat(folder.resolve("run* ü/report.html")).exists();
  }

  @Test
  void twoWorkerProcessesTrainTheSameNetworkAsOneLocalOne()
      throws IOException, InterruptedException {
    Path clip = folder.resolve("clip.mp4");
    SampleClip.write(clip, new SampleClip.Options(4, 32, 48, 7));

    JsonNode local = train(clip, "local[1]", "");
    JsonNode parallel = train(clip, "local[2]", "");
    JsonNode distributed;
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, 2)) {
      distributed = train(clip, cluster.master(), SMALL_EXECUTORS);
    }

    assertThat(local.get("params_sha256").asText()).matches("[0-9a-f]{64}");
    for (String name : List.of("params_sha256", "psnr_mean", "ssim_mean", "mse")) {
      assertThat(parallel.get(name)).as(name).isEqualTo(local.get(name));
      assertThat(distributed.get(name)).as(name).isEqualTo(local.get(name));
    }
  }

  @Test
  void classOfOnesOwnInAJarIsSolvedAlikeOnTwoWorkerProcesses()
      throws IOException, InterruptedException {
    String jars = "--jars " + jarOfMembrane();

    JsonNode local = solve("local[1]", jars);
    JsonNode distributed;
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, 2)) {
      distributed = solve(cluster.master(), SMALL_EXECUTORS + " " + jars);
    }

    assertThat(local.get("relative_l2").asDouble()).isLessThan(5e-2);
    for (String name : List.of("params_sha256", "relative_l2", "max_error", "loss")) {
      assertThat(distributed.get(name)).as(name).isEqualTo(local.get(name));
    }
  }

  /**
   * The grammar's run time is Spark's own there, and the file lies on the driver's machine alone.
   */
  @Test
  void problemInAFileIsSolvedAlikeOnTwoWorkerProcesses() throws IOException, InterruptedException {
    Path file = Path.of("..", "conf", "pde", "problems", "cooling-bar.conf").toAbsolutePath();
    List<String> problem = List.of("--problem", file.normalize().toString());
    JsonNode local = solve("local[1]", "", problem);
    JsonNode distributed;
    try (StandaloneCluster cluster = StandaloneCluster.start(folder, 2)) {
      distributed = solve(cluster.master(), SMALL_EXECUTORS, problem);
    }

    for (String name : List.of("params_sha256", "loss", "coefficients")) {
      assertThat(distributed.get(name)).as(name).isEqualTo(local.get(name));
    }
  }

  /** Packs the class alone, out of what the tests were compiled to. */
  private Path jarOfMembrane() throws IOException {
    Path jar = folder.resolve("membrane.jar");
    String entry = Membrane.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = Membrane.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
    }
    return jar;
  }

  /** Takes a few steps of first and of second order with two logical workers. */
  private JsonNode solve(String master, String submitOptions)
      throws IOException, InterruptedException {
    return solve(master, submitOptions, List.of("--problem-class", Membrane.class.getName()));
  }

  private JsonNode solve(String master, String submitOptions, List<String> problem)
      throws IOException, InterruptedException {
    Path output = folder.resolve("solve-" + master.replaceAll("[^a-z0-9]", ""));
    List<String> arguments = new ArrayList<>(List.of("solve", "pde", "--json"));
    arguments.addAll(problem);
    arguments.addAll(List.of("--workers", "2"));
    arguments.addAll(List.of("--optimizer", "adam+levenberg-marquardt", "--width", "8"));
    arguments.addAll(List.of("--steps", "4", "--averaging-frequency", "2", "--batch", "64"));
    arguments.addAll(List.of("--points", "256", "--iterations", "12", "--master", master));
    arguments.addAll(List.of("--output", output.toString()));
    LauncherRun run = LauncherRun.of(folder, submitOptions, arguments.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.errors()).isZero();
    return new ObjectMapper().readTree(run.lastLine());
  }

  /** Trains two logical workers for two rounds and returns the figures of the run. */
  private JsonNode train(Path clip, String master, String submitOptions)
      throws IOException, InterruptedException {
    Path output = folder.resolve("run-" + master.replaceAll("[^a-z0-9]", ""));
    List<String> arguments = new ArrayList<>(List.of("reconstruct", "video", "--json"));
    arguments.addAll(List.of("--input", clip.toString(), "--output", output.toString()));
    arguments.addAll(List.of("--master", master, "--workers", "2", "--averaging-frequency", "2"));
    arguments.addAll(List.of("--steps", "4", "--batch", "512", "--width", "16", "--depth", "2"));
    arguments.addAll(List.of("--seed", "3"));
    LauncherRun run = LauncherRun.of(folder, submitOptions, arguments.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.errors()).isZero();
    return new ObjectMapper().readTree(run.lastLine());
  }
}
