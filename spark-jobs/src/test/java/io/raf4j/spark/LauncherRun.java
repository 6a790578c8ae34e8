package io.raf4j.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of("..", "raf").toRealPath().toString());
    words.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "raf", ".out");
    Path errors = Files.createTempFile(folder, "raf", ".err");
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("SPARK_") || name.startsWith("RAF_"));
    environment.put("RAF_SUBMIT_OPTS", submitOptions);
    // A driver that looks up the name of this computer depends on its network.
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    try {
      process.waitFor();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new LauncherRun(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  /** Returns the last line of standard output, which {@code --json} makes one JSON object. */
  public String lastLine() {
    return output.lines().reduce("", (before, line) -> line);
  }
}
