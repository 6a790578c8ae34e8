package io.raf4j.benchmarks.yardstick;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a machine of a kind reached once, in ratios: seconds differ from machine to machine and from
 * day to day, the ratios of one session much less.
 *
 * <p>A ratio is worse when it leaves its kept value by more than the tolerance, as a factor: a time
 * or memory ratio above {@code kept (1 + tolerance)}, a fraction of the limit below {@code kept /
 * (1 + tolerance)}.
 *
 * @param processor its kind
 * @param threads of every process
 * @param works by name
 */
record Baseline(String processor, int threads, Map<String, Ratios> works) {

  private static final String HEAD =
      """
      # What a session of the yardstick reached: ratios, never seconds. Written by
      #   ./raf benchmark --save-baseline FILE
      # and compared with by
      #   ./raf benchmark --against FILE
      # time-ratio and memory-ratio are RAF4J / PyTorch, fraction-of-limit is that of what the machine can do.
      """;

  /** The ratios of a work; those with PyTorch are missing where it was. */
  record Ratios(
      int points,
      Optional<Double> timeRatio,
      double fractionOfLimit,
      Optional<Double> memoryRatio) {

    static Ratios of(WorkResult result) {
      return new Ratios(
          result.points(), result.timeRatio(), result.fractionOfLimit(), result.memoryRatio());
    }
  }

  /** What a comparison found. */
  record Verdict(List<String> worse, List<String> notes) {}

  static Baseline of(Report report) {
    Map<String, Ratios> works = new LinkedHashMap<>();
    report.results().forEach(result -> works.put(result.name(), Ratios.of(result)));
    return new Baseline(report.machine().processor(), report.threads(), works);
  }

  /**
   * Reads a baseline.
   *
   * @throws IllegalArgumentException if the file is not there or is no baseline
   */
  static Baseline read(Path file) {
    try {
      Config config =
          ConfigFactory.parseFile(
              file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
      Config entries = config.getConfig("works");
      Map<String, Ratios> works = new LinkedHashMap<>();
      for (String name : entries.root().keySet()) {
        Config entry = entries.getConfig(name);
        works.put(
            name,
            new Ratios(
                entry.getInt("points"),
                optional(entry, "time-ratio"),
                entry.getDouble("fraction-of-limit"),
                optional(entry, "memory-ratio")));
      }
      return new Baseline(config.getString("processor"), config.getInt("threads"), works);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          file
              + " is no baseline: "
              + e.getMessage()
              + "; expected a file that --save-baseline wrote",
          e);
    }
  }

  private static Optional<Double> optional(Config entry, String key) {
    return entry.hasPath(key) ? Optional.of(entry.getDouble(key)) : Optional.empty();
  }

  /** Writes the baseline. */
  void write(Path file) throws IOException {
    Map<String, Object> entries = new LinkedHashMap<>();
    works.forEach((name, ratios) -> entries.put(name, entry(ratios)));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("processor", processor);
    all.put("threads", threads);
    all.put("works", entries);
    ConfigRenderOptions options =
        ConfigRenderOptions.defaults().setOriginComments(false).setJson(false);
    Files.writeString(file, HEAD + ConfigValueFactory.fromMap(all).render(options));
  }

  private static Map<String, Object> entry(Ratios ratios) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("points", ratios.points());
    ratios.timeRatio().ifPresent(ratio -> entry.put("time-ratio", rounded(ratio)));
    entry.put("fraction-of-limit", rounded(ratios.fractionOfLimit()));
    ratios.memoryRatio().ifPresent(ratio -> entry.put("memory-ratio", rounded(ratio)));
    return entry;
  }

  /** More digits would say more than a session does. */
  private static double rounded(double ratio) {
    return Math.round(ratio * 1000) / 1000d;
  }

  /**
   * Compares a session with this baseline.
   *
   * @param tolerance as a share, such as 0.15
   */
  Verdict judge(Report report, double tolerance) {
    Verdict verdict = new Verdict(new ArrayList<>(), new ArrayList<>());
    if (!processor.equals(report.machine().processor())) {
      verdict.notes.add(
          "the baseline is of another processor ("
              + processor
              + "); this one is "
              + report.machine().processor());
    }
    if (threads != report.threads()) {
      verdict.notes.add(
          "the baseline is of " + threads + " threads; these are " + report.threads());
    }
    if (!report.wasIdle()) {
      verdict.notes.add(
          "the machine was not idle: PyTorch suffers more from that than RAF4J, so that a ratio"
              + " that is no worse proves nothing");
    }
    report.results().forEach(result -> judge(result, tolerance, verdict));
    return verdict;
  }

  private void judge(WorkResult result, double tolerance, Verdict verdict) {
    Ratios kept = works.get(result.name());
    if (kept == null) {
      verdict.notes.add(result.name() + " is not in the baseline");
      return;
    }
    if (kept.points() != result.points()) {
      verdict.notes.add(
          result.name()
              + " has "
              + result.points()
              + " points here and "
              + kept.points()
              + " in the baseline: not compared");
      return;
    }
    Ratios now = Ratios.of(result);
    rising(
        "time RAF4J / PyTorch",
        result.name(),
        now.timeRatio(),
        kept.timeRatio(),
        tolerance,
        verdict);
    rising(
        "memory RAF4J / PyTorch",
        result.name(),
        now.memoryRatio(),
        kept.memoryRatio(),
        tolerance,
        verdict);
    if (now.fractionOfLimit() * (1 + tolerance) < kept.fractionOfLimit()) {
      verdict.worse.add(
          worse(
              "fraction of the limit",
              result.name(),
              now.fractionOfLimit(),
              kept.fractionOfLimit(),
              tolerance));
    }
  }

  private static void rising(
      String what,
      String work,
      Optional<Double> now,
      Optional<Double> kept,
      double tolerance,
      Verdict verdict) {
    if (kept.isPresent() && now.isEmpty()) {
      verdict.notes.add(work + ": " + what + " was not measured here: not compared");
    }
    if (kept.isPresent() && now.isPresent() && now.get() > kept.get() * (1 + tolerance)) {
      verdict.worse.add(worse(what, work, now.get(), kept.get(), tolerance));
    }
  }

  private static String worse(String what, String work, double now, double kept, double tolerance) {
    return String.format(
        Locale.ROOT,
        "%s: %s is %.3f; the baseline has %.3f, and more than %.0f %% worse is too much",
        work,
        what,
        now,
        kept,
        100 * tolerance);
  }
}
