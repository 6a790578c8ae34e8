package io.raf4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A real Spark cluster on this computer: a master and workers, each a process of its own, on free
 * ports of 127.0.0.1.
 *
 * <p>Runs from the Spark home that Maven's phase {@code process-test-resources} makes. Starting
 * takes a few seconds; {@link #close} ends every process, executors included. Logs and the work
 * folders of executors lie in the folder that is given. Not thread-safe.
 */
public final class StandaloneCluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path folder;
  private final int port = freePort();
  private final int pagePort = freePort();
  private final List<Process> processes = new ArrayList<>();

  private StandaloneCluster(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts a master and its workers and waits until all workers are registered.
   *
   * @param folder an existing folder for logs and work folders
   * @param workers worker processes, each with one core and 1 GiB to give to an executor
   * @throws IllegalStateException with the logs if a process ends before that
   */
  public static StandaloneCluster start(Path folder, int workers) {
    StandaloneCluster cluster = new StandaloneCluster(folder);
    try {
      cluster.launch(workers);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Returns the folder with {@code jars/} and {@code conf/} that the build makes. */
  public static Path sparkHome() {
    Path home = Path.of("target", "spark").toAbsolutePath();
    if (!Files.isDirectory(home.resolve("jars"))) {
      throw new IllegalStateException(
          home + " has no jars/; run mvn process-test-resources first (and start in spark-jobs/)");
    }
    return home;
  }

  /** Returns the master's address, for {@code --master}. */
  public String master() {
    return "spark://" + HOST + ":" + port;
  }

  /**
   * Kills a worker process and its executors at once, as a lost machine would go.
   *
   * @param worker from 0
   */
  public void kill(int worker) {
    destroy(processes.get(1 + worker));
  }

  /** Stops everything and waits until it is gone. */
  @Override
  public void close() {
    processes.forEach(StandaloneCluster::destroy);
    processes.forEach(StandaloneCluster::awaitEnd);
  }

  private void launch(int workers) {
    String ports = " --port " + port + " --webui-port " + pagePort;
    processes.add(run("master", "master.Master --host " + HOST + ports));
    await(1, "\"status\" : \"ALIVE\"");
    for (int i = 0; i < workers; i++) {
      String name = "worker-" + i;
      String size = " --cores 1 --memory 1g --work-dir " + name;
      String ends = " --host " + HOST + " --webui-port " + freePort() + " " + master();
      processes.add(run(name, "worker.Worker" + size + ends));
    }
    await(workers, "\"state\" : \"ALIVE\"");
  }

  private Process run(String name, String command) {
    Path home = sparkHome();
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElse("java"));
    words.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    words.addAll(
        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", home + "/conf:" + home + "/jars/*"));
    words.addAll(List.of(("org.apache.spark.deploy." + command).split(" ")));
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(log(name).toFile());
    // Without the Scala version Spark takes the home for a source tree and looks for its builds.
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_SCALA_VERSION",
                "2.12",
                "SPARK_LOCAL_IP",
                HOST));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the master's page shows a text often enough. */
  private void await(int times, String text) {
    while (page().split(text, -1).length - 1 < times) {
      if (processes.stream().anyMatch(process -> !process.isAlive())) {
        throw new IllegalStateException("cluster: a process ended\n" + logs());
      }
      sleep();
    }
  }

  private String page() {
    URI address = URI.create("http://" + HOST + ":" + pagePort + "/json/");
    try {
      return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      // The master is not listening yet.
      return "";
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private String logs() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        text.append(file).append(":\n").append(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private static void destroy(Process process) {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private static void awaitEnd(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for the cluster", e);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
