package io.raf4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends signals to processes, by the {@code kill} of POSIX. */
public final class Signals {

  private Signals() {}

  /**
   * Sends a signal; nothing happens where the process has ended meanwhile.
   *
   * @param name such as {@code STOP}
   */
  public static void send(String name, ProcessHandle process) {
    ProcessBuilder kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()));
    kill.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      int code = kill.start().waitFor();
      if (code != 0 && process.isAlive()) {
        throw new IllegalStateException(
            "kill -" + name + " " + process.pid() + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send a signal: kill is needed", e);
    } catch (InterruptedException e) {
      throw ServerProcess.interrupted(e);
    }
  }
}
