package io.raf4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;
import org.apache.hadoop.hdfs.server.namenode.NameNode;

/**
 * A real HDFS on this computer: a namenode and datanodes, each a process of its own, on free ports
 * of 127.0.0.1. Every block has as many copies as there are datanodes, two at most.
 *
 * <p>Starting takes about ten seconds; {@link #close} ends every process. Files and logs lie in the
 * folder that is given. Not thread-safe.
 */
public final class HdfsCluster implements AutoCloseable {

  private static final String ANY_PORT = ServerProcess.HOST + ":0";
  private static final String PACKAGE = "org.apache.hadoop.hdfs.server.";

  private final Path folder;
  private final URI address =
      URI.create("hdfs://" + ServerProcess.HOST + ":" + ServerProcess.freePort());
  private final List<ServerProcess> datanodes = new ArrayList<>();
  private final int replication;
  private Optional<ServerProcess> namenode = Optional.empty();

  private HdfsCluster(Path folder, int datanodes) {
    this.folder = folder;
    this.replication = Math.min(2, datanodes);
  }

  /**
   * Starts a namenode and its datanodes and waits until files can be written.
   *
   * @param folder an existing folder for logs and files
   * @throws IllegalStateException with the log if a process ends before that
   */
  public static HdfsCluster start(Path folder, int datanodes) {
    HdfsCluster cluster = new HdfsCluster(folder, datanodes);
    try {
      cluster.launch(datanodes);
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw new UncheckedIOException("cannot start HDFS in " + folder, e);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Returns the address of a path, for {@code --output}. */
  public String address(String path) {
    return address + path;
  }

  /** Returns what a job has to be told besides addresses, for {@code RAF_SUBMIT_OPTS}. */
  public String submitOptions() {
    return "--conf spark.hadoop.dfs.replication=" + replication;
  }

  /** Returns the configuration of a client. */
  public Configuration hadoop() {
    Configuration hadoop = new Configuration();
    hadoop.setInt("dfs.replication", replication);
    return hadoop;
  }

  /** Returns a client. */
  public DistributedFileSystem files() {
    try {
      return (DistributedFileSystem) FileSystem.get(address, hadoop());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + address, e);
    }
  }

  /** Returns how many datanodes were started. */
  public int datanodes() {
    return datanodes.size();
  }

  /**
   * Kills a datanode, as a lost machine would go.
   *
   * @param datanode from 0
   */
  public void kill(int datanode) {
    datanodes.get(datanode).kill();
  }

  /** Starts a datanode again that was killed, with its blocks, and waits until HDFS has it back. */
  public void restart(int datanode) {
    datanodes.get(datanode).restart();
    awaitDatanodes();
  }

  /** Lets nothing be written from now on, or again. */
  public void setSafeMode(boolean isOn) {
    try {
      files().setSafeMode(isOn ? SafeModeAction.SAFEMODE_ENTER : SafeModeAction.SAFEMODE_LEAVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot change the safe mode of " + address, e);
    }
  }

  /**
   * Leaves a folder without room for another block, or lets it grow again.
   *
   * @param path of the folder
   */
  public void setFull(String path, boolean isFull) {
    try {
      files()
          .setQuota(
              new org.apache.hadoop.fs.Path(path),
              HdfsConstants.QUOTA_DONT_SET,
              isFull ? 1 : HdfsConstants.QUOTA_RESET);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set the quota of " + path, e);
    }
  }

  /** Stops everything and waits until it is gone. */
  @Override
  public void close() {
    datanodes.forEach(ServerProcess::kill);
    namenode.ifPresent(ServerProcess::kill);
  }

  private void launch(int count) throws IOException {
    Path home = folder.resolve("namenode");
    configure(home, Map.of());
    ServerProcess format = run("format", home, "namenode.NameNode -format -nonInteractive");
    if (format.await() != 0) {
      throw new IllegalStateException("cannot format HDFS:\n" + format.log());
    }
    namenode = Optional.of(run("namenode", home, "namenode.NameNode"));
    for (int i = 0; i < count; i++) {
      Path place = folder.resolve("datanode-" + i);
      configure(place, Map.of("dfs.datanode.data.dir", place.resolve("blocks").toUri().toString()));
      datanodes.add(run("datanode-" + i, place, "datanode.DataNode"));
    }
    awaitDatanodes();
  }

  private void configure(Path home, Map<String, String> further) throws IOException {
    Files.createDirectories(home);
    Map<String, String> settings = new TreeMap<>();
    settings.put("fs.defaultFS", address.toString());
    settings.put("dfs.namenode.name.dir", folder.resolve("names").toUri().toString());
    settings.put("dfs.namenode.http-address", ANY_PORT);
    settings.put("dfs.datanode.address", ANY_PORT);
    settings.put("dfs.datanode.http.address", ANY_PORT);
    settings.put("dfs.datanode.ipc.address", ANY_PORT);
    settings.put("dfs.replication", Integer.toString(replication));
    // A lost datanode is noticed after ten seconds instead of ten minutes.
    settings.put("dfs.heartbeat.interval", "1");
    settings.put("dfs.namenode.heartbeat.recheck-interval", "1000");
    settings.put("dfs.namenode.safemode.extension", "0");
    settings.putAll(further);
    String properties =
        settings.entrySet().stream()
            .map(
                entry ->
                    "<property><name>%s</name><value>%s</value></property>"
                        .formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("\n", "<configuration>\n", "\n</configuration>\n"));
    Files.writeString(home.resolve("core-site.xml"), properties);
    Files.writeString(home.resolve("hdfs-site.xml"), properties);
  }

  private ServerProcess run(String name, Path home, String command) {
    CodeSource servers = NameNode.class.getProtectionDomain().getCodeSource();
    Path jar = Path.of(URI.create(servers.getLocation().toString()));
    String classPath = home + ":" + jar + ":" + StandaloneCluster.sparkHome() + "/jars/*";
    return ServerProcess.start(name, folder, classPath, PACKAGE + command, Map.of());
  }

  /** Waits until all datanodes that live are registered and files can be written. */
  private void awaitDatanodes() {
    List<ServerProcess> live = datanodes.stream().filter(ServerProcess::isAlive).toList();
    while (!isReady(live.size())) {
      namenode.ifPresent(ServerProcess::requireAlive);
      live.forEach(ServerProcess::requireAlive);
      ServerProcess.pause();
    }
  }

  private boolean isReady(int live) {
    try {
      DistributedFileSystem files = files();
      return !files.isInSafeMode()
          && files.getDataNodeStats(HdfsConstants.DatanodeReportType.LIVE).length >= live;
    } catch (IOException | UncheckedIOException e) {
      // The namenode is not listening yet.
      return false;
    }
  }
}
