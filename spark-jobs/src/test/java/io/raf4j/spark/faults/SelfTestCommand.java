package io.raf4j.spark.faults;

import io.raf4j.spark.files.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code raf selftest}: faults done to real jobs, and a soak.
 *
 * <p>Exit codes: 0 all was right, 1 something was lost, wrong or hung, 2 the arguments are wrong.
 */
@Command(
    name = "raf selftest",
    description = {
      "Lets things go wrong while small jobs run, on a Spark cluster and an HDFS that it starts on this machine, and compares what"
          + " they leave with what undisturbed ones do.",
      "Kills, signals, lost machines, a full disk, memory that runs out, two owners: docs/SELFTEST.md has them all. A fault"
          + " takes ten seconds to a minute, by what else the machine does."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing was lost, wrong or hung",
      "1:something was, or the test itself failed",
      "2:the arguments are wrong"
    })
public final class SelfTestCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final double MILLISECONDS = 60_000;

  @Spec private CommandSpec command;

  @Option(
      names = "--faults",
      paramLabel = "N",
      description = "How many faults, of all kinds in turn (default: ${DEFAULT-VALUE}).",
      defaultValue = "39")
  private int wanted;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of moments, jobs and places (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "No fault is begun after that (default: ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private double minutes;

  @Option(names = "--fault", paramLabel = "NAME", split = ",", description = "Only these faults.")
  private List<String> names = List.of();

  @Option(
      names = "--soak",
      paramLabel = "MINUTES",
      description =
          "Instead of faults, train a small network for so long in one process, and say what"
              + " memory, threads and files have grown.")
  private Double soakMinutes;

  @Option(
      names = "--json",
      description = "End standard output with one JSON object of the final figures.")
  private boolean json;

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    // Whoever ends the test with a signal ends servers and jobs too.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new SelfTestCommand())
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(SelfTestCommand::report);
  }

  private static int report(Exception error, CommandLine line, CommandLine.ParseResult arguments) {
    line.getErr().println("raf selftest: the test itself failed: " + error.getMessage());
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      line.getErr().println("  because of " + cause);
    }
    return FAILED;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    require(wanted >= 1, "--faults is " + wanted + "; expected at least 1");
    require(minutes > 0, "--minutes is " + minutes + "; expected above 0");
    require(
        soakMinutes == null || soakMinutes > 0,
        "--soak is " + soakMinutes + "; expected minutes above 0");
    List<Fault> faults = chosen();
    Path folder = Files.createTempDirectory("raf-selftest");
    try {
      return soakMinutes == null ? faults(faults, folder) : soak(folder);
    } finally {
      delete(folder);
    }
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), message);
    }
  }

  private List<Fault> chosen() {
    List<Fault> all = Faults.all();
    List<String> known = all.stream().map(Fault::name).toList();
    for (String name : names) {
      require(
          known.contains(name),
          "--fault is " + name + "; expected one of " + String.join(", ", known));
    }
    return names.isEmpty()
        ? all
        : all.stream().filter(fault -> names.contains(fault.name())).toList();
  }

  private int faults(List<Fault> faults, Path folder) throws InterruptedException {
    List<Tally> tallies;
    try (TestBed bed = new TestBed(folder)) {
      tallies =
          new SelfTest(bed, faults, this::say)
              .run(wanted, seed, Duration.ofMillis(Math.round(minutes * MILLISECONDS)));
    }
    int times = tallies.stream().mapToInt(Tally::times).sum();
    // A test in which nothing happened has shown nothing.
    boolean isGood = times > 0 && tallies.stream().allMatch(Tally::isGood);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("seed", seed);
    figures.put("times", times);
    figures.put("good", isGood);
    figures.put("faults", tallies);
    return conclude(FaultTable.of(tallies), figures, isGood);
  }

  private int soak(Path folder) {
    Duration length = Duration.ofMillis(Math.round(soakMinutes * MILLISECONDS));
    Soak soak = Soak.of(length, folder, this::say);
    return conclude(soak.table(), soak.figures(), soak.isSteady());
  }

  private int conclude(String table, Map<String, Object> figures, boolean isGood) {
    PrintWriter out = command.commandLine().getOut();
    out.print(table);
    if (json) {
      out.println(Json.line(figures));
    }
    out.flush();
    return isGood ? 0 : FAILED;
  }

  private void say(String line) {
    PrintWriter errors = command.commandLine().getErr();
    errors.println(line);
    errors.flush();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
