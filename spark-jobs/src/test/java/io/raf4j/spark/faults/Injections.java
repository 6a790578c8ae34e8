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
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The injections of faults. */
final class Injections {

  private static final double MOST_SECONDS_STOPPED = 6;
  private static final int MILLISECONDS_BETWEEN_LOOKS = 5;

  private Injections() {}

  /** Kills the driver with SIGKILL. */
  static Optional<Runnable> killDriver(Trial trial, Random random) {
    trial.process().signal("KILL");
    return Injection.DONE;
  }

  /** Kills an executor with SIGKILL. */
  static Optional<Runnable> killExecutor(Trial trial, Random random) {
    return toExecutor(trial, random, executor -> Signals.send("KILL", executor));
  }

  /** Kills a worker and its executors with SIGKILL. */
  static Optional<Runnable> killWorker(Trial trial, Random random) {
    int worker = random.nextInt(trial.cluster().workers());
    trial.cluster().kill(worker);
    return Optional.of(() -> trial.cluster().restart(worker));
  }

  /** Kills a datanode with SIGKILL. */
  static Optional<Runnable> killDatanode(Trial trial, Random random) {
    int datanode = random.nextInt(trial.hdfs().datanodes());
    trial.hdfs().kill(datanode);
    return Optional.of(() -> trial.hdfs().restart(datanode));
  }

  /** Lets nothing be written on HDFS. */
  static Optional<Runnable> enterSafeMode(Trial trial, Random random) {
    trial.hdfs().setSafeMode(true);
    return Optional.of(() -> trial.hdfs().setSafeMode(false));
  }

  /** Leaves the output folder without room for another block. */
  static Optional<Runnable> fillDisk(Trial trial, Random random) {
    String output = trial.folder().root().toUri().getPath();
    trial.hdfs().setFull(output, true);
    return Optional.of(() -> trial.hdfs().setFull(output, false));
  }

  /** Stops an executor for some seconds, as one is that swaps. */
  static Optional<Runnable> stopExecutorForAWhile(Trial trial, Random random)
      throws InterruptedException {
    Optional<ProcessHandle> executor = executor(trial, random);
    if (executor.isEmpty()) {
      return Injection.TOO_LATE;
    }
    Signals.send("STOP", executor.get());
    try {
      trial.sleep(1 + random.nextDouble() * (MOST_SECONDS_STOPPED - 1));
    } finally {
      Signals.send("CONT", executor.get());
    }
    return Injection.DONE;
  }

  /** Fills an executor's heap from within. */
  static Optional<Runnable> fillHeap(Trial trial, Random random) {
    return toExecutor(trial, random, HeapFiller::fill);
  }

  /** Deletes a file that a task has written for another one, as soon as there is one. */
  static Optional<Runnable> deleteShuffleFile(Trial trial, Random random)
      throws InterruptedException {
    while (trial.process().isAlive() && trial.newestCheckpoint().isEmpty()) {
      List<Path> found = shuffleFiles(trial.cluster().scratch());
      if (!found.isEmpty()) {
        delete(found.get(random.nextInt(found.size())));
        return Injection.DONE;
      }
      Thread.sleep(MILLISECONDS_BETWEEN_LOOKS);
    }
    return Injection.TOO_LATE;
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
  static Optional<Runnable> killDriverAndCutCheckpoint(Trial trial, Random random) {
    trial.process().close();
    trial.newestCheckpoint().ifPresent(checkpoint -> cut(trial, checkpoint, random));
    return Injection.DONE;
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

  private static Optional<Runnable> toExecutor(
      Trial trial, Random random, Consumer<ProcessHandle> action) {
    Optional<ProcessHandle> executor = executor(trial, random);
    executor.ifPresent(action);
    return executor.isPresent() ? Injection.DONE : Injection.TOO_LATE;
  }

  private static Optional<ProcessHandle> executor(Trial trial, Random random) {
    List<ProcessHandle> executors = trial.cluster().executors();
    return executors.isEmpty()
        ? Optional.empty()
        : Optional.of(executors.get(random.nextInt(executors.size())));
  }
}
