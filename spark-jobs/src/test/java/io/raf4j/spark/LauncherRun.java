package io.raf4j.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of the launcher {@code raf}, as a user would start it.
 *
 * @param exitCode of the process
 * @param output standard output
 * @param errors standard error
 */
public record LauncherRun(int exitCode, String output, String errors) {

  private static final Duration LIMIT = Duration.ofSeconds(240);

  /**
   * Runs the launcher and waits for it.
   *
   * @param folder the working folder; output is kept there
   * @param submitOptions what {@code RAF_SUBMIT_OPTS} holds
   * @throws IllegalStateException if it does not end in time; it is killed then
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
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IllegalStateException(
          words + " runs longer than " + LIMIT + "\n" + Files.readString(errors));
    }
    return new LauncherRun(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  /** Returns the last line of standard output, which {@code --json} makes one JSON object. */
  public String lastLine() {
    return output.lines().reduce("", (before, line) -> line);
  }
}
