package io.raf4j.benchmarks.protocol;

import io.raf4j.benchmarks.peer.PyTorch;
import io.raf4j.benchmarks.protocol.Protocol.Budget;
import io.raf4j.benchmarks.protocol.Protocol.Rival;
import io.raf4j.benchmarks.work.Json;
import io.raf4j.spark.cli.Raf;
import io.raf4j.spark.run.FileKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code raf benchmark fit}: signals by a protocol, RAF4J beside PyTorch at equal seconds.
 *
 * <p>Exit codes: 0 done, 1 the run failed, 2 the arguments or the input are wrong.
 */
@Command(
    name = "fit",
    aliases = {"kodak", "film", "sound", "finer"},
    description = {
      "Fits the signals of a protocol for equal seconds on the same cores, by RAF4J with its defaults and in PyTorch by"
          + " SIREN and by a hash encoding of as many parameters, one after the other.",
      "Protocols: kodak (24 photographs), film (bikes.mp4), sound (gt_bach.wav), and finer (all pictures of a folder, with"
          + " as many passes over their pixels for all: RAF4J with its defaults, its network of coordinates without grids,"
          + " and SIREN). raf benchmark kodak is short for raf benchmark fit kodak. What is done stays in --output, and the"
          + " same command goes on where a sitting ended."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ProtocolCommand implements Callable<Integer> {

  private static final String DATA = "RAF4J_DATA";

  /** Parameters of a peer's grid where RAF4J has not fitted the signal. */
  private static final long DEFAULT_BUDGET = 1L << 22;

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROTOCOL",
      description = "kodak, film, sound or finer; not needed where the command is called by it.")
  private String name;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Folder of the protocol's files (default: that of RAF4J_DATA).")
  private Path data;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      required = true,
      description = "Folder of fits.jsonl, report.html and RAF4J's runs.")
  private Path output;

  @Option(
      names = "--files",
      paramLabel = "NAME",
      split = ",",
      description = "Other files of the folder, of the same kind, such as kodim05.png.")
  private List<String> files = List.of();

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      description = "Parameters of grids, such as 200000,340000,530000; kodak only.")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--rivals",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only these: raf4j, raf4j-network (finer), pytorch-grid (kodak, film), pytorch-siren.")
  private List<String> rivals = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "X",
      description = "Seconds of training (default: kodak 120, film 300, sound 60).")
  private Double seconds;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over all samples (default: finer 5000).")
  private Integer epochs;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of every process (default: all processors).")
  private Integer threads;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      description =
          "The Python that has PyTorch (default: the first of python3 and /usr/bin/python3 that has it).",
      defaultValue = "")
  private String python;

  @Option(
      names = "--json",
      description = "End standard output with one JSON object of the final figures.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Path home = Path.of(System.getProperty("raf.home", ".")).toAbsolutePath().normalize();
    Protocol protocol = checked();
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    PrintWriter errors = command.commandLine().getErr();
    boolean needsPeer = protocol.rivals().stream().anyMatch(Rival::isPeer);
    Optional<PyTorch> found = needsPeer ? PyTorch.find(python, home) : Optional.empty();
    if (needsPeer && found.isEmpty()) {
      throw wrong(
          "no Python here has PyTorch: "
              + PyTorch.REMEDY
              + ", or leave it out by --rivals "
              + Rival.RAF4J.label());
    }
    FitLog log = opened(protocol, count);
    Rivalry rivalry = new Rivalry(protocol, home, data, output, count);
    fitAll(rivalry, log, found, errors);
    ProtocolTable table = new ProtocolTable(protocol, log.fits());
    org.apache.hadoop.fs.Path page =
        new org.apache.hadoop.fs.Path(output.resolve("report.html").toAbsolutePath().toUri());
    table.page().write(page, new Configuration());
    PrintWriter out = command.commandLine().getOut();
    out.print(table.text());
    if (json) {
      out.println(Json.line(table.figures()));
    }
    out.flush();
    return 0;
  }

  private Protocol checked() {
    String called = name == null ? calledBy() : name;
    Protocol protocol;
    List<Rival> chosen;
    try {
      protocol = Protocol.named(called);
      chosen = rivals.stream().map(Rival::named).toList();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    Budget budget = budget(protocol);
    require(
        threads == null || (threads >= 1 && threads <= 10_000),
        "--threads is " + threads + "; expected 1 to 10000");
    require(
        sizes.isEmpty() || protocol.name().equals("kodak"),
        "--sizes are for kodak; expected none for " + protocol.name());
    require(
        sizes.stream().allMatch(size -> size > 0),
        "--sizes are " + sizes + "; expected numbers above 0");
    require(
        protocol.rivals().containsAll(chosen),
        "--rivals are "
            + rivals
            + "; expected only "
            + protocol.rivals().stream().map(Rival::label).toList()
            + " for "
            + protocol.name());
    if (data == null && System.getenv(DATA) != null) {
      data = Path.of(System.getenv(DATA));
    }
    require(data != null, "--data is missing: name the folder of the files");
    List<String> named = files.isEmpty() && protocol.files().isEmpty() ? found(protocol) : files;
    Protocol all = protocol.with(named, sizes, budget, chosen);
    for (String file : all.files()) {
      require(
          Files.isReadable(data.resolve(file)),
          "--data: cannot read " + data.resolve(file) + "; give its folder, or other --files");
    }
    return all;
  }

  private Budget budget(Protocol protocol) {
    if (protocol.budget() instanceof Budget.Epochs) {
      require(seconds == null, "--seconds are for protocols of seconds; expected --epochs");
      require(
          epochs == null || (epochs >= 1 && epochs <= 1_000_000),
          "--epochs is " + epochs + "; expected 1 to 1000000");
      return epochs == null ? protocol.budget() : new Budget.Epochs(epochs);
    }
    require(epochs == null, "--epochs are for finer; expected --seconds");
    require(
        seconds == null || (seconds > 0 && seconds <= 1e6),
        "--seconds is " + seconds + "; expected above 0 and at most 1e6");
    return seconds == null ? protocol.budget() : new Budget.Seconds(seconds);
  }

  /** Returns the files of the protocol's kind in the folder, in the order of their names. */
  private List<String> found(Protocol protocol) {
    Set<String> endings = ((FileKind) Raf.KINDS.named(protocol.kind())).endings();
    try (Stream<Path> all = Files.list(data)) {
      List<String> names =
          all.filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(file -> endings.contains(ending(file)))
              .sorted()
              .toList();
      require(
          !names.isEmpty(), "--data: " + data + " has no files that end with one of " + endings);
      return names;
    } catch (IOException e) {
      throw wrong("--data: cannot read the folder " + data);
    }
  }

  private static String ending(String file) {
    return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** The word by which the command was called, where it is an alias. */
  private String calledBy() {
    List<String> words = command.commandLine().getParent().getParseResult().originalArgs();
    return words.stream().findFirst().filter(Protocol.names()::contains).orElse("");
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw wrong(message);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private FitLog opened(Protocol protocol, int count) throws IOException {
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("protocol", protocol.name());
    conditions.putAll(protocol.budget().condition());
    conditions.put("threads", count);
    try {
      return FitLog.open(output, conditions);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private void fitAll(Rivalry rivalry, FitLog log, Optional<PyTorch> found, PrintWriter errors)
      throws IOException {
    List<Attempt> left =
        rivalry.protocol().attempts().stream().filter(attempt -> !log.has(attempt)).toList();
    for (int i = 0; i < left.size(); i++) {
      Attempt attempt = left.get(i);
      errors.printf(
          Locale.ROOT,
          "%s: %d of %d%s%n",
          attempt.words(),
          i + 1,
          left.size(),
          remaining(rivalry.protocol().budget(), left.size() - i));
      errors.flush();
      Fit fit = rivalry.fit(attempt, found.orElse(null), budget(attempt, log));
      log.add(fit);
      errors.printf(
          Locale.ROOT,
          "  %.2f dB, %,d parameters, %.1f s of training, %.1f s in all%n",
          fit.quality(),
          fit.parameters(),
          fit.seconds(),
          fit.wpureSeconds());
      errors.flush();
    }
  }

  private static String remaining(Budget budget, int fits) {
    return budget instanceof Budget.Seconds limit
        ? ", about " + Math.round(fits * limit.seconds() * 1.1 / 60) + " min left"
        : "";
  }

  /** A peer's grid has as many parameters as ours on the same signal, or those asked for. */
  private static long budget(Attempt attempt, FitLog log) {
    return log.fits().stream()
        .filter(
            fit ->
                fit.attempt().equals(new Attempt(attempt.subject(), attempt.size(), Rival.RAF4J)))
        .mapToLong(Fit::parameters)
        .findFirst()
        .orElse(attempt.size() == 0 ? DEFAULT_BUDGET : attempt.size());
  }
}
