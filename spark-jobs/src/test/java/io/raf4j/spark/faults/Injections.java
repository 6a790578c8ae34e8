package io.raf4j.spark.faults;

import io.raf4j.spark.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The injections of faults. */
final class Injections {

  private static final double MOST_SECONDS_STOPPED = 6;
  private static final int MILLISECONDS_BETWEEN_LOOKS = 5;

  private Injections() {}

  /** Kills the driver with SIGKILL. */
  static Runnable killDriver(Trial trial, Random random) {
    trial.process().signal("KILL");
    return Injection.NOTHING;
  }

  /** Kills an executor with SIGKILL. */
  static Runnable killExecutor(Trial trial, Random random) throws FaultException {
    Signals.send("KILL", executor(trial, random));
    return Injection.NOTHING;
  }

  /** Kills a worker and its executors with SIGKILL. */
  static Runnable killWorker(Trial trial, Random random) {
    int worker = random.nextInt(trial.cluster().workers());
    trial.cluster().kill(worker);
    return () -> trial.cluster().restart(worker);
  }

  /** Kills a datanode with SIGKILL. */
  static Runnable killDatanode(Trial trial, Random random) {
    int datanode = random.nextInt(trial.hdfs().datanodes());
    trial.hdfs().kill(datanode);
    return () -> trial.hdfs().restart(datanode);
  }

  /** Lets nothing be written on HDFS. */
  static Runnable enterSafeMode(Trial trial, Random random) {
    trial.hdfs().setSafeMode(true);
    return () -> trial.hdfs().setSafeMode(false);
  }

  /** Leaves the output folder without room for another block. */
  static Runnable fillDisk(Trial trial, Random random) {
    String output = trial.folder().root().toUri().getPath();
    trial.hdfs().setFull(output, true);
    return () -> trial.hdfs().setFull(output, false);
  }

  /** Stops an executor for some seconds, as one is that swaps. */
  static Runnable stopExecutorForAWhile(Trial trial, Random random)
      throws FaultException, InterruptedException {
    ProcessHandle executor = executor(trial, random);
    Signals.send("STOP", executor);
    try {
      trial.sleep(1 + random.nextDouble() * (MOST_SECONDS_STOPPED - 1));
    } finally {
      Signals.send("CONT", executor);
    }
    return Injection.NOTHING;
  }

  /** Fills an executor's heap from within. */
  static Runnable fillHeap(Trial trial, Random random) throws FaultException {
    HeapFiller.fill(executor(trial, random));
    return Injection.NOTHING;
  }

  /** Deletes a file that a task has written for another one, as soon as there is one. */
  static Runnable deleteShuffleFile(Trial trial, Random random)
      throws FaultException, InterruptedException {
    while (trial.process().isAlive() && trial.newestCheckpoint().isEmpty()) {
      List<Path> found = shuffleFiles(trial.cluster().scratch());
      if (!found.isEmpty()) {
        delete(found.get(random.nextInt(found.size())));
        return Injection.NOTHING;
      }
      Thread.sleep(MILLISECONDS_BETWEEN_LOOKS);
    }
    throw new FaultException(Verdict.MISSED, "no shuffle file was seen");
  }

  private static List<Path> shuffleFiles(Path scratch) {
    try (Stream<Path> files = Files.walk(scratch)) {
      return files
          .filter(file -> file.getFileName().toString().matches("shuffle_\\d+_\\d+_\\d+\\.data"))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      // A folder went while it was listed.
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills the driver and cuts the newest checkpoint in half. */
  static Runnable killDriverAndCutCheckpoint(Trial trial, Random random) {
    trial.process().close();
    trial.newestCheckpoint().ifPresent(checkpoint -> cut(trial, checkpoint, random));
    return Injection.NOTHING;
  }

  private static void cut(Trial trial, org.apache.hadoop.fs.Path checkpoint, Random random) {
    org.apache.hadoop.fs.Path model = new org.apache.hadoop.fs.Path(checkpoint, "model.zip");
    try {
      byte[] whole;
      try (InputStream in = trial.folder().files().open(model)) {
        whole = in.readAllBytes();
      }
      try (OutputStream out = trial.folder().files().create(model, true)) {
        out.write(whole, 0, random.nextInt(whole.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot cut " + model, e);
    }
  }

  /** Sends the driver a signal. */
  static Injection signal(String name) {
    return (trial, random) -> {
      trial.process().signal(name);
      return Injection.NOTHING;
    };
  }

  private static ProcessHandle executor(Trial trial, Random random) throws FaultException {
    List<ProcessHandle> executors = trial.cluster().executors();
    if (executors.isEmpty()) {
      throw new FaultException(Verdict.MISSED, "no executor ran");
    }
    return executors.get(random.nextInt(executors.size()));
  }
}
