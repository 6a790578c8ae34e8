package io.raf4j.spark;

import java.nio.file.Path;
import java.util.List;

/**
 * One run of the launcher {@code raf}, as a user would start it.
 *
 * @param exitCode of the process
 * @param output standard output
 * @param errors standard error
 */
public record LauncherRun(int exitCode, String output, String errors) {

  /**
   * Runs the launcher and waits for it, however long a busy computer makes that: what hangs is
   * ended by whoever runs the tests.
   *
   * @param folder the working folder; output is kept there
   * @param submitOptions what {@code RAF_SUBMIT_OPTS} holds
   */
  public static LauncherRun of(Path folder, String submitOptions, String... arguments)
      throws InterruptedException {
    try (LauncherProcess process =
        LauncherProcess.start(folder, submitOptions, List.of(arguments))) {
      return process.await();
    }
  }

  /** Returns the last line of standard output, which {@code --json} makes one JSON object. */
  public String lastLine() {
    return output.lines().reduce("", (before, line) -> line);
  }
}
