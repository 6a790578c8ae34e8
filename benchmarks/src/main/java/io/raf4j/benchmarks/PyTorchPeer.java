package io.raf4j.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A Python process that runs one training step whenever it is asked to. */
final class PyTorchPeer implements AutoCloseable {

  private final Process process;
  private final PrintWriter requests;
  private final BufferedReader answers;
  private long firstResident = -1;
  private long peak;

  /**
   * Starts the peer and waits until it has loaded its libraries.
   *
   * @param command the interpreter, the script and its arguments
   */
  PyTorchPeer(List<String> command) {
    try {
      process =
          new ProcessBuilder(new ArrayList<>(command))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
    }
    requests =
        new PrintWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    answer();
  }

  /** Runs one step. */
  void step() {
    requests.println("step");
    String[] fields = answer().split(" ");
    if (firstResident < 0) {
      firstResident = Long.parseLong(fields[1]);
    }
    peak = Long.parseLong(fields[2]);
  }

  private String answer() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException(
            "the peer ended; python3 needs torch (Debian: python3-torch), see its message above");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read from the peer", e);
    }
  }

  /** Returns the process's highest resident memory in KiB. */
  long peakKib() {
    return peak;
  }

  /** Returns what steps added to the resident memory in KiB. */
  long addedKib() {
    return peak - firstResident;
  }

  @Override
  public void close() {
    requests.println("end");
    requests.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
