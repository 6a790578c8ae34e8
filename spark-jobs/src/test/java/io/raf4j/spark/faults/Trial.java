package io.raf4j.spark.faults;

import io.raf4j.spark.HdfsCluster;
import io.raf4j.spark.LauncherProcess;
import io.raf4j.spark.LauncherRun;
import io.raf4j.spark.StandaloneCluster;
import io.raf4j.spark.record.RunFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * One job with an output of its own that something is done to. Whatever of it still runs is killed
 * in the end. Not thread-safe.
 */
final class Trial implements AutoCloseable {

  private static final String CHECKPOINT = "step-";
  private static final int MILLISECONDS_BETWEEN_LOOKS = 20;

  /** A job counts as hanging this long after it should have ended. */
  private static final double PATIENCE_SECONDS = 60;

  /** Several times what a job takes undisturbed: tasks are retried, and computers are busy. */
  private static final double SLACK = 4;

  private final TestBed bed;
  private final SmallJob job;
  private final Place place;
  private final RunFolder folder;
  private final List<LauncherProcess> started = new ArrayList<>();

  Trial(TestBed bed, SmallJob job, Place place, RunFolder folder) {
    this.bed = bed;
    this.job = job;
    this.place = place;
    this.folder = folder;
  }

  /** Starts the job, or goes on with it. */
  LauncherProcess start(String submitOptions, String... further) {
    List<String> words = new ArrayList<>(job.words());
    words.addAll(List.of("--master", bed.master(place), "--output", folder.root().toString()));
    words.addAll(List.of(further));
    LauncherProcess process = bed.launch(place, submitOptions, words);
    started.add(process);
    return process;
  }

  /** Returns the process that was started last. */
  LauncherProcess process() {
    return started.get(started.size() - 1);
  }

  /** Returns what the job does when nothing is done to it. */
  Undisturbed undisturbed() {
    return bed.undisturbed(job, place);
  }

  RunFolder folder() {
    return folder;
  }

  StandaloneCluster cluster() {
    return bed.cluster();
  }

  HdfsCluster hdfs() {
    return bed.hdfs();
  }

  String where() {
    return job.name() + ", " + place;
  }

  /**
   * Waits until a checkpoint of a step or a later one is there.
   *
   * @return whether the process still runs then
   */
  boolean awaitCheckpoint(int step) throws InterruptedException {
    return await(() -> newestStep() >= step);
  }

  /**
   * Waits until something is so.
   *
   * @return whether the process still runs then
   */
  boolean await(BooleanSupplier isSo) throws InterruptedException {
    while (process().isAlive()) {
      if (isSo.getAsBoolean()) {
        return true;
      }
      Thread.sleep(MILLISECONDS_BETWEEN_LOOKS);
    }
    return false;
  }

  /** Returns the step of the newest checkpoint, or 0. */
  int newestStep() {
    return newestCheckpoint()
        .map(checkpoint -> Integer.parseInt(checkpoint.getName().substring(CHECKPOINT.length())))
        .orElse(0);
  }

  /**
   * Waits.
   *
   * @return whether the process still runs then
   */
  boolean sleep(double seconds) throws InterruptedException {
    return process().await(Duration.ofMillis(Math.round(1e3 * seconds))).isEmpty();
  }

  /** Returns the newest of the checkpoints. */
  Optional<Path> newestCheckpoint() {
    try {
      return Arrays.stream(folder.files().listStatus(folder.checkpoints()))
          .map(FileStatus::getPath)
          .filter(path -> path.getName().startsWith(CHECKPOINT))
          .max(Path::compareTo);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder.checkpoints(), e);
    }
  }

  /**
   * Waits for the end of a process.
   *
   * @throws FaultException if it hangs
   */
  LauncherRun await(LauncherProcess process) throws FaultException, InterruptedException {
    double most = PATIENCE_SECONDS + SLACK * undisturbed().seconds();
    return process
        .await(Duration.ofMillis(Math.round(1e3 * most)))
        .orElseThrow(
            () ->
                new FaultException(
                    Verdict.HUNG, "neither on nor over after %.0f s".formatted(most)));
  }

  /**
   * Goes on with the job until it is done.
   *
   * @throws FaultException if that cannot be
   */
  LauncherRun resume() throws FaultException, InterruptedException {
    LauncherRun end = await(start("", "--resume"));
    if (end.exitCode() != 0) {
      throw new FaultException(
          Verdict.LOST, "--resume ended with " + end.exitCode() + ": " + lastWords(end));
    }
    return end;
  }

  /**
   * Compares what the job has left with what it leaves undisturbed.
   *
   * @throws FaultException if they differ
   */
  void requireSame() throws FaultException {
    Remains left;
    try {
      left = Remains.of(folder);
    } catch (IOException e) {
      throw new FaultException(Verdict.LOST, "cannot read what is left: " + e);
    }
    String difference = undisturbed().remains().difference(left);
    if (!difference.isEmpty()) {
      throw new FaultException(Verdict.WRONG, difference);
    }
  }

  /** Returns the sentence with which a job ended. */
  static String lastWords(LauncherRun end) {
    return end.errors()
        .lines()
        .filter(line -> line.startsWith("raf: "))
        .reduce((before, line) -> line)
        .orElseGet(() -> end.errors().lines().reduce("", (before, line) -> line));
  }

  /** Kills whatever still runs and deletes the output. */
  @Override
  public void close() {
    started.forEach(LauncherProcess::close);
    folder.delete(folder.root());
  }
}
