package io.raf4j.benchmarks.yardstick;

import io.raf4j.benchmarks.peer.JavaLauncher;
import io.raf4j.benchmarks.peer.PyTorch;
import io.raf4j.benchmarks.peer.WorkProcesses;
import io.raf4j.benchmarks.protocol.ProtocolCommand;
import io.raf4j.benchmarks.timing.Alternation;
import io.raf4j.benchmarks.timing.OtherLoad;
import io.raf4j.benchmarks.work.Json;
import io.raf4j.benchmarks.work.Work;
import io.raf4j.benchmarks.work.Works;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code raf benchmark}: the yardstick.
 *
 * <p>Exit codes: 0 done, 1 the run failed or a ratio is worse than the baseline's, 2 the arguments
 * are wrong.
 */
@Command(
    name = "raf benchmark",
    description = {
      "Measures training steps of RAF4J, beside the same steps in PyTorch and what this machine can do.",
      "Each work runs in turn in RAF4J, in PyTorch at the settings at which it is fastest, as matrix products alone and as"
          + " activations alone, every one in a process of its own. All works take about half an hour on two cores. Run it on an"
          + " idle machine. Without PyTorch the rest is measured."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = ProtocolCommand.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the run failed, or a ratio is worse than the baseline's",
      "2:the arguments are wrong"
    })
public final class BenchmarkCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final double QUICK_SHARE = 1 / 32d;
  private static final int QUICK_REPETITIONS = 2;

  @Spec private CommandSpec command;

  @Option(
      names = "--works",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only these works: image, audio, video, poisson-smooth, poisson-oscillatory, poisson-low-regularity, encoded-image,"
              + " encoded-video.")
  private List<String> works = List.of();

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description = "Rounds that count, after ten seconds of warm-up (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int repetitions;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of every process (default: all processors).")
  private Integer threads;

  @Option(
      names = "--points-scale",
      paramLabel = "SHARE",
      description = "Share of the published points, for a try (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private double pointsScale;

  @Option(
      names = "--quick",
      description =
          "A try: a thirty-second of the points, two repetitions, no warm-up. Its figures say little.")
  private boolean quick;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      description =
          "The Python that has PyTorch (default: the first of python3 and /usr/bin/python3 that has it).",
      defaultValue = "")
  private String python;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the session as a page, such as docs/PERFORMANCE.md.")
  private Path markdown;

  @Option(
      names = "--save-baseline",
      paramLabel = "FILE",
      description = "Write the session's ratios, to compare later sessions with.")
  private Path saved;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "Compare with a baseline; exit code 1 if a ratio is worse by more than the tolerance.")
  private Path against;

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      description =
          "How much worse a ratio may be than the baseline's (default: ${DEFAULT-VALUE}).",
      defaultValue = "0.15")
  private double tolerance;

  @Option(
      names = "--json",
      description = "End standard output with one JSON object of the final figures.")
  private boolean json;

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchmarkCommand())
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(BenchmarkCommand::report);
  }

  private static int report(Exception error, CommandLine line, CommandLine.ParseResult arguments) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    line.getErr().println("raf benchmark: the run failed: " + message);
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      line.getErr().println("  because of " + cause);
    }
    return FAILED;
  }

  @Override
  public Integer call() throws IOException {
    Path home = home();
    if (quick) {
      pointsScale = QUICK_SHARE;
      repetitions = QUICK_REPETITIONS;
    }
    List<Work> chosen = checked(home);
    Optional<Baseline> baseline = Optional.ofNullable(against).map(this::baseline);
    PrintWriter errors = command.commandLine().getErr();
    Optional<PyTorch> found = PyTorch.find(python, home);
    if (found.isEmpty()) {
      shout(errors, noPyTorch());
    }
    double load = OtherLoad.duringOneSecond();
    if (load > OtherLoad.LIMIT) {
      shout(errors, busy(load, "have"));
    }
    Report report = measure(home, chosen, found, load, errors);
    if (load <= OtherLoad.LIMIT && !report.wasIdle()) {
      double worst =
          report.results().stream().mapToDouble(WorkResult::otherLoad).max().orElseThrow();
      shout(errors, busy(worst, "had"));
    }
    return conclude(report, baseline, errors);
  }

  /** The launcher says where the project is, since the working directory is the caller's. */
  private static Path home() {
    return Path.of(System.getProperty("raf.home", ".")).toAbsolutePath().normalize();
  }

  private List<Work> checked(Path home) {
    require(
        repetitions >= 1 && repetitions <= 1000,
        "--repetitions is " + repetitions + "; expected 1 to 1000");
    require(
        pointsScale > 0 && pointsScale <= 1,
        "--points-scale is " + pointsScale + "; expected above 0 and at most 1");
    require(
        tolerance > 0 && tolerance <= 100,
        "--tolerance is " + tolerance + "; expected above 0 and at most 100");
    require(
        threads == null || (threads >= 1 && threads <= 10_000),
        "--threads is " + threads + "; expected 1 to 10000");
    for (Path file : Stream.of(markdown, saved).filter(path -> path != null).toList()) {
      Path folder = file.toAbsolutePath().getParent();
      require(
          Files.isDirectory(folder) && !Files.isDirectory(file),
          "cannot write " + file + ": expected a file in a folder that exists");
    }
    try {
      List<Work> chosen = new ArrayList<>();
      for (String name : works.isEmpty() ? Works.names() : works) {
        chosen.add(Works.named(name, home).scaled(pointsScale));
      }
      return chosen;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--works: " + e.getMessage(), e);
    }
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), message);
    }
  }

  private Baseline baseline(Path file) {
    try {
      return Baseline.read(file);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--against: " + e.getMessage(), e);
    }
  }

  private String noPyTorch() {
    return (python.isEmpty() ? "no Python here has PyTorch" : python + " has no PyTorch")
        + ": its columns stay empty. To compare with it, "
        + PyTorch.REMEDY
        + ".";
  }

  private static String busy(double load, String verb) {
    return "THIS MACHINE IS NOT IDLE: others "
        + verb
        + " "
        + Table.percent(load)
        + " of its processors. PyTorch's times collapse under load, so that the ratios flatter"
        + " RAF4J. End what else runs and repeat.";
  }

  private static void shout(PrintWriter errors, String message) {
    String frame = "=".repeat(100);
    errors.println(frame + System.lineSeparator() + message + System.lineSeparator() + frame);
    errors.flush();
  }

  private Report measure(
      Path home, List<Work> chosen, Optional<PyTorch> found, double load, PrintWriter errors)
      throws IOException {
    Machine machine = Machine.here(home);
    int count = threads == null ? machine.processors() : threads;
    double all = chosen.stream().mapToDouble(work -> Yardstick.share(work, repetitions)).sum();
    Progress progress = new Progress(errors, all, System::nanoTime);
    Yardstick yardstick =
        new Yardstick(found, machine.hasAvx512(), warmUpSeconds(), repetitions, progress);
    JavaLauncher java = new JavaLauncher(home);
    Path scratch = Files.createTempDirectory("raf-benchmark");
    List<WorkResult> results = new ArrayList<>();
    try {
      for (Work work : chosen) {
        results.add(
            yardstick.measure(new WorkProcesses(work, pointsScale, count, home, scratch, java)));
      }
    } finally {
      delete(scratch);
    }
    return new Report(
        LocalDate.now(Clock.systemUTC()).toString(),
        machine,
        found.map(PyTorch::describe).orElse(""),
        count,
        repetitions,
        pointsScale,
        load,
        results);
  }

  private int warmUpSeconds() {
    return quick ? 0 : Alternation.WARM_UP_SECONDS;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private int conclude(Report report, Optional<Baseline> baseline, PrintWriter errors)
      throws IOException {
    PrintWriter out = command.commandLine().getOut();
    out.println(Table.ofResults(report.results()).text());
    out.println(Table.ofLimits(report.results()).text());
    out.println(Table.ofWorks(report.results()).text());
    if (markdown != null) {
      Files.writeString(markdown, PerformancePage.of(report));
    }
    if (saved != null) {
      Baseline.of(report).write(saved);
    }
    Optional<Baseline.Verdict> verdict = baseline.map(kept -> kept.judge(report, tolerance));
    verdict.ifPresent(found -> print(found, errors));
    if (json) {
      Map<String, Object> figures = new LinkedHashMap<>(report.figures());
      verdict.ifPresent(found -> figures.put("worse", found.worse()));
      out.println(Json.line(figures));
    }
    out.flush();
    return verdict.map(Baseline.Verdict::worse).filter(worse -> !worse.isEmpty()).isPresent()
        ? FAILED
        : 0;
  }

  private void print(Baseline.Verdict verdict, PrintWriter errors) {
    verdict.notes().forEach(note -> errors.println("note: " + note));
    verdict.worse().forEach(line -> errors.println("WORSE: " + line));
    if (verdict.worse().isEmpty()) {
      errors.println("no ratio is worse than in " + against);
    }
    errors.flush();
  }
}
