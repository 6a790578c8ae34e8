package io.raf4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The launcher {@code raf} while it runs, as a user would start it: its process becomes the Spark
 * driver, so that whatever is done to it is done to the driver. Linux only. Not thread-safe.
 */
public final class LauncherProcess implements AutoCloseable {

  private final Process process;
  private final Path output;
  private final Path errors;

  private LauncherProcess(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /**
   * Starts the launcher.
   *
   * @param folder the working folder; output is kept there
   * @param submitOptions what {@code RAF_SUBMIT_OPTS} holds
   */
  public static LauncherProcess start(Path folder, String submitOptions, List<String> arguments) {
    try {
      // Whoever starts the tests in the background has SIGINT ignored in all that they start.
      List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
      words.add(Path.of("..", "raf").toRealPath().toString());
      words.addAll(arguments);
      Path output = Files.createTempFile(folder, "raf", ".out");
      Path errors = Files.createTempFile(folder, "raf", ".err");
      ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
      builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("SPARK_") || name.startsWith("RAF_"));
      environment.put("RAF_SUBMIT_OPTS", submitOptions);
      // A driver that looks up the name of this computer depends on its network.
      environment.put("SPARK_LOCAL_IP", ServerProcess.HOST);
      // What killed drivers leave goes with the folder.
      environment.put("SPARK_LOCAL_DIRS", folder.resolve("scratch").toAbsolutePath().toString());
      return new LauncherProcess(builder.start(), output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the launcher", e);
    }
  }

  /** Returns the number of the process, which stays when it becomes the driver. */
  public long pid() {
    return process.pid();
  }

  /** Returns whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Sends a signal.
   *
   * @param name such as {@code TERM}
   */
  public void signal(String name) {
    Signals.send(name, process.toHandle());
  }

  /**
   * Waits for the end.
   *
   * @param atMost after which it counts as hanging
   * @return nothing if it still runs then
   */
  public Optional<LauncherRun> await(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(ended())
        : Optional.empty();
  }

  /** Waits for the end, however long a busy computer makes that. */
  LauncherRun await() throws InterruptedException {
    process.waitFor();
    return ended();
  }

  private LauncherRun ended() {
    return new LauncherRun(process.exitValue(), said(output), said(errors));
  }

  /** Returns what it has said on standard error so far. */
  public String errors() {
    return said(errors);
  }

  private static String said(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it and all that it started, where they still run, and waits until they are gone. */
  @Override
  public void close() {
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    family.add(process.toHandle());
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(member -> member.onExit().join());
  }
}
