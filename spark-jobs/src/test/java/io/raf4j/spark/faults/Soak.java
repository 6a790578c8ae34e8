package io.raf4j.spark.faults;

import io.raf4j.spark.conf.Profiles;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.equation.PdeKind;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Audience;
import io.raf4j.spark.run.JobRequest;
import io.raf4j.spark.run.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A small network, trained round by round in this process for a while, with rows and checkpoints,
 * and what the process held meanwhile.
 *
 * @param steps that were taken, {@value #STEPS_A_ROUND} a round
 * @param looks what the process held, in order; the first after a sixth of the time, when Java has
 *     loaded and compiled most of what there is
 */
record Soak(long steps, List<Look> looks) {

  /** What the process held when this many minutes had passed. */
  record Look(double minute, ProcessState state) {}

  private static final int LOOKS = 6;
  private static final int STEPS_A_ROUND = 5;
  private static final double MEBIBYTE = 1 << 20;

  /** How much each part may grow, of itself. */
  private static final double ALLOWED = 0.03;

  /** What one round leaves to the next comes and goes; a leak of less a round is one of hours. */
  private static final long FEW_BYTES = 1 << 20;

  private static final String SETTINGS =
      "problem=heat optimizer=adam width=16 depth=2 batch=256 workers=2 steps=1000000000"
          + " checkpoint-seconds=10 averaging-frequency="
          + STEPS_A_ROUND;

  /**
   * Trains for a while.
   *
   * @param folder an existing folder for the output
   * @param say hears what the process holds
   */
  static Soak of(Duration length, Path folder, Consumer<String> say) {
    List<String> words = new ArrayList<>(List.of(SETTINGS.split(" ")));
    words.add("max-seconds=" + length.toMillis() / 1e3);
    words.add("output=" + folder.resolve("soak"));
    PdeKind kind = new PdeKind();
    Settings settings =
        new Profiles(List.of(kind.profile())).resolve(kind.profile(), null, words, Map.of());
    JobRequest request =
        new JobRequest(settings, "raf selftest --soak", "local[2]", false, Audience.NOBODY);
    // As conf/spark-defaults.conf has it for every job.
    System.setProperty("spark.ui.enabled", "false");
    List<Look> looks = new ArrayList<>();
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    long between = length.toMillis() / LOOKS;
    long began = System.nanoTime();
    watch.scheduleAtFixedRate(
        () -> {
          Look look = new Look((System.nanoTime() - began) / 60e9, ProcessState.now());
          looks.add(look);
          say.accept(told(look));
        },
        between,
        between,
        TimeUnit.MILLISECONDS);
    Fields figures;
    try {
      figures = Run.of(kind, request);
    } finally {
      watch.shutdownNow();
    }
    return new Soak(((Number) figures.values().get("steps")).longValue(), List.copyOf(looks));
  }

  private static String told(Look look) {
    StringBuilder text =
        new StringBuilder(String.format(Locale.ROOT, "minute %.1f:", look.minute()));
    look.state().all().forEach((name, value) -> text.append(' ').append(told(name, value)));
    return text.toString();
  }

  private static String told(String name, long value) {
    return name + " " + amount(name, value) + ";";
  }

  private static boolean isCount(String name) {
    return name.equals("threads") || name.equals("open files");
  }

  private static String amount(String name, long value) {
    return isCount(name)
        ? Long.toString(value)
        : String.format(Locale.ROOT, "%.2f MiB", value / MEBIBYTE);
  }

  private Look first() {
    return looks.get(0);
  }

  private Look last() {
    return looks.get(looks.size() - 1);
  }

  /** Returns by which share of itself each part has grown. */
  private Map<String, Double> growth() {
    Map<String, Double> growth = new LinkedHashMap<>();
    Map<String, Long> before = first().state().all();
    last()
        .state()
        .all()
        .forEach(
            (name, now) -> growth.put(name, (now - before.get(name)) / (double) before.get(name)));
    return growth;
  }

  /** Returns whether no part has grown that must not. */
  boolean isSteady() {
    return last().state().steady().keySet().stream().allMatch(this::isSteady);
  }

  private boolean isSteady(String name) {
    long more = last().state().all().get(name) - first().state().all().get(name);
    return growth().get(name) < ALLOWED || !isCount(name) && more < FEW_BYTES;
  }

  /** Returns a line for each part, in Markdown. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "| part | minute %.1f | minute %.1f | growth |%n|---|---|---|---|%n",
            first().minute(),
            last().minute()));
    Map<String, Long> before = first().state().all();
    Map<String, Double> growth = growth();
    last()
        .state()
        .all()
        .forEach(
            (name, now) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %+.1f %% |%n",
                        name,
                        amount(name, before.get(name)),
                        amount(name, now),
                        100 * growth.get(name))));
    return text.append(String.format(Locale.ROOT, "%,d rounds%n", steps / STEPS_A_ROUND))
        .toString();
  }

  /** Returns the final figures, for JSON. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("rounds", steps / STEPS_A_ROUND);
    figures.put("steady", isSteady());
    figures.put("growth", growth());
    figures.put("looks", looks);
    return figures;
  }
}
