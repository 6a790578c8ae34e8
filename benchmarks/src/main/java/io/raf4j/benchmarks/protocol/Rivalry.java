package io.raf4j.benchmarks.protocol;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.raf4j.benchmarks.peer.PeerException;
import io.raf4j.benchmarks.peer.PyTorch;
import io.raf4j.benchmarks.protocol.Protocol.Budget;
import io.raf4j.benchmarks.protocol.Protocol.Rival;
import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageReader;
import io.raf4j.spark.cli.Raf;
import io.raf4j.spark.conf.GivenSettings;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.run.EncodingPlan;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.training.NetworkWork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Lets rivals fit signals, each in a process of its own.
 *
 * @param protocol what is fitted
 * @param home the folder of this project
 * @param data the folder of the signals
 * @param output the folder of the session, in which runs stay
 * @param threads of each process
 */
record Rivalry(Protocol protocol, Path home, Path data, Path output, int threads) {

  private static final String SAMPLES = "samples.bin";

  /** More than there is time for: the seconds end training. */
  private static final int MORE_STEPS = 100_000_000;

  /** Levels of grids among which the size is looked for; the shipped eight are in the middle. */
  private static final int[] LEVELS = {8, 7, 9, 10, 6};

  private static final int MOST_LOG2_ENTRIES = 20;

  /**
   * Fits a signal.
   *
   * @param python nothing has to be there for RAF4J
   * @param budget parameters that a peer has at most
   */
  Fit fit(Attempt attempt, PyTorch python, long budget) throws IOException {
    Path source = protocol.file(attempt.subject(), data);
    long began = System.nanoTime();
    Path samples = output.resolve(SAMPLES);
    long values = SampleFile.write(protocol.kind(), source, samples);
    try {
      if (attempt.rival().isPeer()) {
        began = System.nanoTime();
        return peer(attempt, python, budget, samples, values, began);
      }
    } finally {
      Files.deleteIfExists(samples);
    }
    return ours(attempt, source, values, System.nanoTime());
  }

  private Fit peer(
      Attempt attempt, PyTorch python, long budget, Path samples, long values, long began)
      throws IOException {
    String model = attempt.rival() == Rival.GRID ? "grid" : "siren";
    List<String> command =
        List.of(
            python.interpreter(),
            "-B",
            home.resolve("benchmarks/peers/signal_fit.py").toString(),
            samples.toString(),
            model,
            protocol.budget().argument(),
            Integer.toString(threads),
            Long.toString(budget));
    List<Config> lines = run(attempt, command);
    Config last = lines.get(lines.size() - 1);
    if (!last.getBoolean("ended")) {
      throw new PeerException(attempt.words() + " ended before its last line");
    }
    return new Fit(
        attempt,
        last.getLong("parameters"),
        values,
        last.getDouble("seconds"),
        (System.nanoTime() - began) / 1e9,
        last.getDouble("quality"),
        lines.stream()
            .map(line -> new Fit.Point(line.getDouble("seconds"), line.getDouble("quality")))
            .toList());
  }

  private Fit ours(Attempt attempt, Path source, long values, long began) throws IOException {
    Path run = output.resolve("runs").resolve(attempt.words());
    // A run that was cut off would go on on a warm machine, or count twice.
    delete(run);
    Files.createDirectories(run.getParent());
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("raf").toString(),
                "reconstruct",
                protocol.kind(),
                "--input",
                source.toAbsolutePath().toString(),
                "--output",
                run.toAbsolutePath().toString(),
                "--master",
                "local[" + threads + "]",
                "--json"));
    List<String> settings = new ArrayList<>(settings(attempt, source));
    settings.addAll(limits(settings, source));
    settings.forEach(each -> command.addAll(List.of("--set", each)));
    List<Config> lines = run(attempt, command);
    Config figures = lines.get(lines.size() - 1);
    double wall = (System.nanoTime() - began) / 1e9;
    boolean isSound = protocol.kind().equals("audio");
    double psnr = figures.getDouble(figures.hasPath("psnr_mean") ? "psnr_mean" : "psnr");
    double quality = isSound ? figures.getDouble("snr") : psnr;
    return new Fit(
        attempt,
        figures.getLong("parameters"),
        values,
        figures.getDouble("seconds"),
        wall,
        quality,
        curve(run, quality - psnr, new Fit.Point(figures.getDouble("seconds"), quality)));
  }

  /** Settings that end a training when it has had its budget. */
  private List<String> limits(List<String> settings, Path source) {
    if (protocol.budget() instanceof Budget.Seconds limit) {
      return List.of("max-seconds=" + limit.seconds(), "steps=" + MORE_STEPS);
    }
    int epochs = ((Budget.Epochs) protocol.budget()).epochs();
    return List.of("steps=" + steps(epochs, settings, ImageReader.read(source).value()));
  }

  /** Returns the steps in which a run on a picture passes so often over all of its pixels. */
  static int steps(int epochs, List<String> settings, Image image) {
    CoordinateGrid grid = CoordinateGrid.of(1, image.height(), image.width());
    Profile profile = Raf.KINDS.named("image").profile();
    Settings given = Settings.of(profile, GivenSettings.of(null, settings, Map.of()));
    String batch = EncodingPlan.decided(given, grid, image.channels()).text(Key.BATCH);
    double samples = (double) epochs * grid.size();
    return (int) Math.ceil(samples / (batch.isBlank() ? grid.size() : Integer.parseInt(batch)));
  }

  /** Settings of an attempt, beside which all are as they are shipped. */
  private List<String> settings(Attempt attempt, Path source) {
    if (attempt.rival() == Rival.NETWORK) {
      return List.of("encoding=none", "width=256", "depth=4");
    }
    int size = attempt.size();
    if (size == 0) {
      return List.of();
    }
    Image image = ImageReader.read(source).value();
    CoordinateGrid grid = CoordinateGrid.of(1, image.height(), image.width());
    List<String> best = List.of();
    long most = 0;
    // A table holds a line of the finest grid, which has a vertex a pixel.
    int longest = Math.max(image.height(), image.width());
    int least = Integer.SIZE - Integer.numberOfLeadingZeros(longest);
    for (int levels : LEVELS) {
      for (int k = least; k <= MOST_LOG2_ENTRIES; k++) {
        List<String> settings = List.of("grid-levels=" + levels, "grid-log2-entries=" + k);
        long parameters = parameters(settings, grid, image.channels());
        if (parameters <= size && parameters > most) {
          most = parameters;
          best = settings;
        }
      }
    }
    if (most == 0) {
      throw new IllegalArgumentException(
          "--sizes has " + size + ", which is too few for any grid; expected tens of thousands");
    }
    List<String> all = new ArrayList<>(best);
    all.add("encoding=grid");
    return all;
  }

  private static long parameters(List<String> settings, CoordinateGrid grid, int channels) {
    List<String> all = new ArrayList<>(settings);
    all.add("encoding=grid");
    Settings decided = EncodingPlan.decided(Settings.resolve(null, all, Map.of()), grid, channels);
    NetworkWork work = NetworkPlan.of(decided, TrainingOptions.of(decided), grid, channels).work();
    return work.parameters() + work.tables();
  }

  /** Returns what the run's own metrics say of its samples, and the end of all of them. */
  private static List<Fit.Point> curve(Path run, double shift, Fit.Point end) {
    List<Fit.Point> curve = new ArrayList<>();
    org.apache.hadoop.fs.Path metrics =
        new org.apache.hadoop.fs.Path(run.resolve("metrics").toUri());
    ParquetReport.open(new Configuration(), metrics, MetricRow.FORMAT).read().stream()
        .filter(row -> Double.isFinite(row.samplePsnr()) && row.seconds() < end.seconds())
        .forEach(row -> curve.add(new Fit.Point(row.seconds(), row.samplePsnr() + shift)));
    curve.add(end);
    return curve;
  }

  /**
   * Runs a command and returns the objects that it has said; what it complains of stays in a log.
   */
  private List<Config> run(Attempt attempt, List<String> command) throws IOException {
    Path log = output.resolve(attempt.words() + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    // benchmarks/run names the build's own for executors; raf takes that by itself, and only that.
    builder.environment().remove("SPARK_HOME", home.resolve("spark-jobs/target/spark").toString());
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      List<Config> lines =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith("{"))
              .map(ConfigFactory::parseString)
              .toList();
      int code = process.waitFor();
      if (code != 0 || lines.isEmpty()) {
        throw new PeerException(attempt.words() + " ended with exit code " + code + "; see " + log);
      }
      return lines;
    } catch (ConfigException e) {
      throw new PeerException(attempt.words() + " said what is no JSON; see " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerException(attempt.words() + " was interrupted", e);
    } finally {
      process.destroy();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
