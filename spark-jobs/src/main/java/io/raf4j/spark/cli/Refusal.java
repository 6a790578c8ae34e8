package io.raf4j.spark.cli;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.Explanation;
import io.raf4j.spark.record.UnrecordedException;
import io.raf4j.spark.session.OrderlyStop;
import io.raf4j.spark.training.DivergedException;
import io.raf4j.spark.training.Interruption;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.SparkException;

/**
 * What a command that does not end well leaves: one sentence that begins with {@code raf:}, below
 * it what to try, and an exit code. Stack traces are for {@code --verbose} alone.
 *
 * @param exitCode of the process
 * @param sentence without {@code raf:}
 * @param advice what to try, or empty
 */
record Refusal(int exitCode, String sentence, String advice) {

  /** Exit code of a run that failed. */
  static final int FAILED = 1;

  /** Exit code of arguments, settings or input that are wrong. */
  static final int WRONG = 2;

  /**
   * Returns what is to be said of an error.
   *
   * @param canResume whether the command has {@code --resume}
   */
  static Refusal of(Throwable error, boolean canResume) {
    Throwable thrown = ofTask(error);
    if (thrown instanceof SettingsException) {
      return new Refusal(WRONG, Explanation.oneLine(thrown.getMessage()), "");
    }
    Interruption interruption = Interruption.ofProcess();
    if (interruption.isCauseOf(error)) {
      return interrupted(interruption.signal().orElseThrow(), canResume, unrecorded(error));
    }
    String sentence = "the run failed: " + Explanation.of(error) + unrecorded(error);
    if (error instanceof DivergedException) {
      return new Refusal(FAILED, sentence, "");
    }
    String resume = canResume ? "; --resume goes on from the last checkpoint" : "";
    return new Refusal(FAILED, sentence, "--verbose shows where it failed" + resume + ".");
  }

  /** Input is looked at in tasks too, and Spark wraps what these throw. */
  private static Throwable ofTask(Throwable error) {
    Throwable thrown = error;
    while (thrown instanceof SparkException && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    return thrown;
  }

  private static Refusal interrupted(String signal, boolean canResume, String unrecorded) {
    String further =
        canResume
            ? "; the same command with --resume goes on from where it is"
            : "; the same command does it anew";
    return new Refusal(
        OrderlyStop.exitCode(signal), "interrupted by " + signal + further + unrecorded, "");
  }

  private static String unrecorded(Throwable error) {
    return Arrays.stream(error.getSuppressed())
        .filter(UnrecordedException.class::isInstance)
        .map(suppressed -> "; " + suppressed.getMessage())
        .collect(Collectors.joining());
  }

  /** Prints sentence and advice, and before them the stack trace where that is wanted. */
  void print(PrintWriter out, Throwable error, boolean isVerbose) {
    if (isVerbose) {
      error.printStackTrace(out);
    }
    out.println("raf: " + sentence);
    if (!advice.isEmpty()) {
      out.println(advice);
    }
    out.flush();
  }
}
