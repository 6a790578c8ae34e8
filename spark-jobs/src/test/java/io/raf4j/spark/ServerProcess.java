package io.raf4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * One server of a test cluster: a Java process with a log of its own, which may be killed and
 * started again. Not thread-safe.
 */
final class ServerProcess {

  /** Where all servers listen. */
  static final String HOST = "127.0.0.1";

  private static final int MILLISECONDS_BETWEEN_LOOKS = 100;

  private final ProcessBuilder builder;
  private final Path log;
  private Process process;

  private ServerProcess(ProcessBuilder builder, Path log) {
    this.builder = builder;
    this.log = log;
    start();
  }

  /**
   * Starts a server.
   *
   * @param name of the log, {@code NAME.log}
   * @param folder where it works and its log lies
   * @param classPath of Java
   * @param command the main class and its arguments, with blanks between them
   */
  static ServerProcess start(
      String name, Path folder, String classPath, String command, Map<String, String> environment) {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElse("java"));
    words.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    words.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.addAll(List.of("-cp", classPath));
    words.addAll(List.of(command.split(" ")));
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return new ServerProcess(builder, log);
  }

  private void start() {
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the server whose log is " + log, e);
    }
  }

  /** Starts a server again that was killed. */
  void restart() {
    if (process.isAlive()) {
      throw new IllegalStateException("the server whose log is " + log + " still runs");
    }
    start();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the processes that it started and that live, such as a worker's executors. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Kills it and all that it started, as a lost machine would go, and waits until it is gone. */
  void kill() {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(member -> member.onExit().join());
  }

  /** Waits until a process that ends by itself has ended, and returns its exit code. */
  int await() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Fails if it has ended.
   *
   * @throws IllegalStateException with the log
   */
  void requireAlive() {
    if (!isAlive()) {
      throw new IllegalStateException("a server ended; " + log + ":\n" + log());
    }
  }

  /** Returns what it has said. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits a moment before one looks again whether a server is ready. */
  static void pause() {
    try {
      Thread.sleep(MILLISECONDS_BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for a cluster", e);
  }

  /** Returns a port that nothing listens on. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
