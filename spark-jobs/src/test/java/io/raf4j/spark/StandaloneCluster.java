package io.raf4j.spark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real Spark cluster on this computer: a master and workers, each a process of its own, on free
 * ports of 127.0.0.1.
 *
 * <p>Runs from the Spark home that Maven's phase {@code process-test-resources} makes. Starting
 * takes a few seconds; {@link #close} ends every process, executors included. Logs, the work
 * folders of executors and what they write for one another lie in the folder that is given. Not
 * thread-safe.
 */
public final class StandaloneCluster implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path folder;
  private final int port = ServerProcess.freePort();
  private final int pagePort = ServerProcess.freePort();
  private final List<ServerProcess> workers = new ArrayList<>();
  private Optional<ServerProcess> master = Optional.empty();

  private StandaloneCluster(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts a master and its workers and waits until all workers are registered.
   *
   * @param folder an existing folder for logs and work folders
   * @param workers worker processes, each with one core and 1 GiB to give to an executor
   * @throws IllegalStateException with the log if a process ends before that
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
    return "spark://" + ServerProcess.HOST + ":" + port;
  }

  /** Returns how many workers were started. */
  public int workers() {
    return workers.size();
  }

  /**
   * Kills a worker process and its executors at once, as a lost machine would go.
   *
   * @param worker from 0
   */
  public void kill(int worker) {
    workers.get(worker).kill();
  }

  /** Starts a worker again that was killed; the master hears of it within seconds. */
  public void restart(int worker) {
    workers.get(worker).restart();
  }

  /** Returns the executors that live, of all workers. */
  public List<ProcessHandle> executors() {
    return workers.stream().flatMap(worker -> worker.descendants().stream()).toList();
  }

  /** Returns the folder in which executors keep what they write for one another. */
  public Path scratch() {
    return folder.resolve("scratch");
  }

  /** Stops everything and waits until it is gone. */
  @Override
  public void close() {
    workers.forEach(ServerProcess::kill);
    master.ifPresent(ServerProcess::kill);
  }

  private void launch(int count) {
    String ports = " --port " + port + " --webui-port " + pagePort;
    master = Optional.of(run("master", "master.Master --host " + ServerProcess.HOST + ports));
    await(1, "\"status\" : \"ALIVE\"");
    for (int i = 0; i < count; i++) {
      String name = "worker-" + i;
      String size = " --cores 1 --memory 1g --work-dir " + name;
      String place = " --host " + ServerProcess.HOST + " --webui-port " + ServerProcess.freePort();
      workers.add(run(name, "worker.Worker" + size + place + " " + master()));
    }
    await(count, "\"state\" : \"ALIVE\"");
  }

  private ServerProcess run(String name, String command) {
    Path home = sparkHome();
    // Without the Scala version Spark takes the home for a source tree and looks for its builds.
    return ServerProcess.start(
        name,
        folder,
        home + "/conf:" + home + "/jars/*",
        "org.apache.spark.deploy." + command,
        Map.of(
            "SPARK_HOME",
            home.toString(),
            "SPARK_SCALA_VERSION",
            "2.12",
            "SPARK_LOCAL_IP",
            ServerProcess.HOST,
            "SPARK_LOCAL_DIRS",
            scratch().toAbsolutePath().toString()));
  }

  /** Waits until the master's page shows a text often enough. */
  private void await(int times, String text) {
    while (page().split(text, -1).length - 1 < times) {
      master.ifPresent(ServerProcess::requireAlive);
      workers.forEach(ServerProcess::requireAlive);
      ServerProcess.pause();
    }
  }

  private String page() {
    URI address = URI.create("http://" + ServerProcess.HOST + ":" + pagePort + "/json/");
    try {
      return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      // The master is not listening yet.
      return "";
    } catch (InterruptedException e) {
      throw ServerProcess.interrupted(e);
    }
  }
}
