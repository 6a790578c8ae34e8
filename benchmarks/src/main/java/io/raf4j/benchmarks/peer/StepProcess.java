package io.raf4j.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that does one thing whenever it is asked to: a request is a line on its standard input,
 * the answer one on its standard output, the first of which is {@code ready}.
 *
 * <p>To {@code check} and {@code step} it answers {@code SECONDS RESIDENT_KIB PEAK_KIB LOSS}. Used
 * by one thread at a time.
 */
public final class StepProcess implements AutoCloseable {

  private static final int LOG_LINES = 15;
  private static final int CLOSING_SECONDS = 5;

  private final String name;
  private final Process process;
  private final Path log;
  private final PrintWriter requests;
  private final BufferedReader answers;

  /**
   * A step's answer.
   *
   * @param seconds that the step took by the process's own clock
   * @param residentKib what the process held before it
   * @param peakKib the most that the process has held so far
   * @param loss before the step's update
   */
  public record Step(double seconds, long residentKib, long peakKib, double loss) {

    /**
     * Reads an answer.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Step parse(String answer) {
      String[] fields = answer.trim().split("\\s+");
      try {
        if (fields.length == 4) {
          return new Step(
              Double.parseDouble(fields[0]),
              Long.parseLong(fields[1]),
              Long.parseLong(fields[2]),
              number(fields[3]));
        }
      } catch (NumberFormatException e) {
        throw unreadable(answer, e);
      }
      throw unreadable(answer, null);
    }

    /** Python writes nan and inf where Java reads NaN and Infinity. */
    private static double number(String text) {
      return switch (text) {
        case "nan" -> Double.NaN;
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    }

    private static IllegalArgumentException unreadable(String answer, Throwable cause) {
      return new IllegalArgumentException(
          "answer is \"" + answer + "\"; expected SECONDS RESIDENT_KIB PEAK_KIB LOSS", cause);
    }
  }

  /**
   * Starts a process and waits until it is ready.
   *
   * @param name what messages call it
   * @param command the program and its arguments
   * @param environment on top of this process's own; an empty value takes a variable away
   * @param log receives its standard error
   * @throws PeerException if it does not start
   */
  public StepProcess(String name, List<String> command, Map<String, String> environment, Path log) {
    this.name = name;
    this.log = log;
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    environment.forEach(
        (variable, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(variable);
          } else {
            builder.environment().put(variable, value);
          }
        });
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new PeerException("cannot start " + name + ": " + String.join(" ", command), e);
    }
    requests =
        new PrintWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = answer();
    if (!first.equals("ready")) {
      close();
      throw new PeerException(name + " began with \"" + first + "\"; expected \"ready\"");
    }
  }

  /**
   * Sends a line and returns the line that comes back.
   *
   * @throws PeerException if the process has ended
   */
  public String ask(String request) {
    requests.println(request);
    return answer();
  }

  /** Runs a step on the points of the exchange file. */
  public Step check() {
    return Step.parse(ask("check"));
  }

  /** Runs a step on the step's own points. */
  public Step step() {
    return Step.parse(ask("step"));
  }

  private String answer() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new PeerException(name + " ended before it answered. " + lastOfLog());
      }
      return line;
    } catch (IOException e) {
      throw new PeerException("cannot read from " + name, e);
    }
  }

  private String lastOfLog() {
    try {
      // The last lines are written while the process ends.
      process.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS);
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      int from = Math.max(0, lines.size() - LOG_LINES);
      String code = process.isAlive() ? "still running" : "exit code " + process.exitValue();
      return "It ended with "
          + code
          + (lines.isEmpty()
              ? " and said nothing."
              : " and said last:\n  " + String.join("\n  ", lines.subList(from, lines.size())));
    } catch (IOException e) {
      return "Its log " + log + " cannot be read: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "Its log is " + log + ".";
    }
  }

  /** Returns the process, for its processor time. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Ends the process, by force if it does not end by itself. */
  @Override
  public void close() {
    requests.println("end");
    requests.close();
    try {
      if (!process.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
