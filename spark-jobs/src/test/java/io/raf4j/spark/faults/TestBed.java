package io.raf4j.spark.faults;

import io.raf4j.spark.HdfsCluster;
import io.raf4j.spark.LauncherProcess;
import io.raf4j.spark.LauncherRun;
import io.raf4j.spark.StandaloneCluster;
import io.raf4j.spark.record.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The clusters that jobs run on, each started when it is first needed, and what undisturbed jobs
 * leave. Not thread-safe.
 */
final class TestBed implements AutoCloseable {

  private static final int WORKERS = 2;
  private static final int DATANODES = 2;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Most of a small job is the start of Java, which this shortens. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final String SUBMIT_OPTIONS =
      "--conf spark.driver.memory=1g --conf spark.executor.memory=768m --conf spark.executor.cores=1"
          + (" --conf \"spark.driver.extraJavaOptions=" + QUICK_START + " -Xms64m\"")
          + (" --conf \"spark.executor.extraJavaOptions=" + QUICK_START + "\"");

  private record Ground(String job, Place place) {}

  private final Path folder;
  private final List<SmallJob> jobs;
  private final Map<Ground, Undisturbed> undisturbed = new HashMap<>();
  private Optional<StandaloneCluster> cluster = Optional.empty();
  private Optional<HdfsCluster> hdfs = Optional.empty();
  private int outputs;

  /**
   * Makes the inputs of the jobs.
   *
   * @param folder an existing folder for all that is written
   */
  TestBed(Path folder) {
    this.folder = folder;
    this.jobs = SmallJob.all(folder);
  }

  /** Returns a job of each kind. */
  List<SmallJob> jobs() {
    return jobs;
  }

  /** Returns the job of a kind. */
  SmallJob job(String name) {
    return jobs.stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns the standalone cluster. */
  StandaloneCluster cluster() {
    if (cluster.isEmpty()) {
      cluster = Optional.of(StandaloneCluster.start(made("standalone"), WORKERS));
    }
    return cluster.get();
  }

  /** Returns the HDFS. */
  HdfsCluster hdfs() {
    if (hdfs.isEmpty()) {
      hdfs = Optional.of(HdfsCluster.start(made("hdfs"), DATANODES));
    }
    return hdfs.get();
  }

  private Path made(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the master of jobs in a place. */
  String master(Place place) {
    return place.isOnCluster() ? cluster().master() : "local[2]";
  }

  /** Starts the launcher. */
  LauncherProcess launch(Place place, String submitOptions, List<String> words) {
    String hadoop = place.isOnHdfs() ? hdfs().submitOptions() : "";
    String options = String.join(" ", SUBMIT_OPTIONS, hadoop, submitOptions);
    return LauncherProcess.start(folder, options, words);
  }

  /** Returns an empty log of Spark's events. */
  EventLog eventLog() {
    return EventLog.in(folder.resolve("events-" + ++outputs));
  }

  /** Returns a job with an output that is not there yet. */
  Trial trial(SmallJob job, Place place) {
    String name = "/" + job.name() + "-" + ++outputs;
    Configuration hadoop = place.isOnHdfs() ? hdfs().hadoop() : new Configuration();
    String output = place.isOnHdfs() ? hdfs().address(name) : folder.toUri() + name.substring(1);
    return new Trial(this, job, place, RunFolder.of("output", output, hadoop));
  }

  /**
   * Returns what a job does when nothing is done to it: run once in each place, and compared with
   * the first.
   *
   * @throws IllegalStateException if it fails, or leaves other bits than elsewhere
   */
  Undisturbed undisturbed(SmallJob job, Place place) {
    Ground ground = new Ground(job.name(), place);
    Undisturbed known = undisturbed.get(ground);
    if (known == null) {
      known = run(job, place);
      requireSameEverywhere(ground, known);
      undisturbed.put(ground, known);
    }
    return known;
  }

  private Undisturbed run(SmallJob job, Place place) {
    try (Trial trial = trial(job, place)) {
      master(place);
      long began = System.nanoTime();
      LauncherRun end = trial.start("").await(LONGEST).orElseThrow();
      double seconds = (System.nanoTime() - began) / 1e9;
      if (end.exitCode() != 0) {
        throw new IllegalStateException(trial.where() + " failed undisturbed: " + end.errors());
      }
      Remains remains = Remains.of(trial.folder());
      return new Undisturbed(remains, seconds);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what is left of " + job.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + job.name() + " ran", e);
    }
  }

  private void requireSameEverywhere(Ground ground, Undisturbed found) {
    undisturbed.forEach(
        (other, known) -> {
          String difference =
              other.job().equals(ground.job()) ? known.remains().difference(found.remains()) : "";
          if (!difference.isEmpty()) {
            throw new IllegalStateException(
                "%s, undisturbed, %s beside %s: %s"
                    .formatted(ground.job(), ground.place(), other.place(), difference));
          }
        });
  }

  /** Ends the clusters. */
  @Override
  public void close() {
    cluster.ifPresent(StandaloneCluster::close);
    hdfs.ifPresent(HdfsCluster::close);
  }
}
