package io.raf4j.spark.run;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows a person how far a long job is, on standard error: a bar in a terminal, a line every ten
 * seconds in a log.
 */
public final class Progress implements AutoCloseable {

  private static final long SECONDS_BETWEEN_LINES = 10;

  /** What a bar takes as a total that is not known. */
  private static final long UNKNOWN = -1;

  private final String task;
  private long total;
  private final PrintStream out;
  private final ProgressBar bar;
  private long lastLine = System.nanoTime();
  private long shown;

  public Progress(String task, long total) {
    this(task, total, System.err, System.console() == null ? null : bar(task, total));
  }

  private Progress(String task, long total, PrintStream out, ProgressBar bar) {
    this.task = task;
    this.total = total;
    this.out = out;
    this.bar = bar;
  }

  /** Returns a progress towards an end that is not known. */
  public static Progress unbounded(String task) {
    return new Progress(task, UNKNOWN);
  }

  /** Returns a progress that nobody sees. */
  static Progress silent(String task, long total) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Progress(task, total, nowhere, null);
  }

  private static ProgressBar bar(String task, long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .hideEta()
        .build();
  }

  /** Takes another total, where less or more is to be done than it seemed. */
  synchronized void towards(long other) {
    total = other;
    if (bar != null) {
      bar.maxHint(other);
    }
  }

  /**
   * Moves on.
   *
   * @param done of the total
   * @param message what else to say
   */
  public synchronized void at(long done, String message) {
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage(" " + message);
      return;
    }
    long now = System.nanoTime();
    boolean due = now - lastLine >= Duration.ofSeconds(SECONDS_BETWEEN_LINES).toNanos();
    if ((due || done == total) && done > shown) {
      String ofAll = total == UNKNOWN ? "" : " of " + total;
      out.printf("%s: %d%s, %s%n", task, done, ofAll, message);
      lastLine = now;
      shown = done;
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /** Returns a number of seconds as a person says it. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format("%d min %02d s", whole / 60, whole % 60)
        : String.format("%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
