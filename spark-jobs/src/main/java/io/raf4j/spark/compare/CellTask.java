package io.raf4j.spark.compare;

import io.raf4j.spark.compare.Experiment.Cell;
import io.raf4j.spark.files.Build;
import io.raf4j.spark.files.Explanation;
import io.raf4j.spark.files.Json;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.RunOutcome;
import io.raf4j.spark.training.Interruption;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/**
 * One cell that is to be run, wherever that may be: what it is and where its outcome goes.
 *
 * @param runId the comparison
 * @param index of the cell within it
 * @param experiment name of the experiment
 * @param size of the experiment
 * @param kind of job
 * @param cell the cell
 * @param file its outcome
 */
record CellTask(
    String runId, long index, String experiment, String size, Kind kind, Cell cell, String file)
    implements Serializable {

  static CellTask of(String runId, int index, Experiment experiment, Path file) {
    return new CellTask(
        runId,
        index,
        experiment.name(),
        experiment.size(),
        experiment.kind(),
        experiment.cells().get(index),
        file.toString());
  }

  /**
   * Runs the cell and keeps its outcome. One that throws has failed, and the others go on; a task
   * that Spark has given up, or a signal has ended, keeps nothing.
   *
   * @param work gives figures and rounds
   * @param hadoop configuration that names the file systems
   */
  CellOutcome run(Callable<RunOutcome> work, Configuration hadoop) {
    CellOutcome outcome;
    try {
      RunOutcome done = work.call();
      outcome = new CellOutcome(row(CellRow.Status.DONE, "", done.figures()), done.metrics());
    } catch (Exception | OutOfMemoryError | StackOverflowError | LinkageError e) {
      requireAlive();
      requireUninterrupted(e);
      outcome =
          new CellOutcome(row(CellRow.Status.FAILED, Explanation.of(e), Fields.NONE), List.of());
    }
    try {
      outcome.write(new Path(file), hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return outcome;
  }

  private static void requireAlive() {
    TaskContext task = TaskContext.get();
    if (task != null && task.isInterrupted()) {
      throw new TaskKilledException();
    }
  }

  private static void requireUninterrupted(Throwable error) {
    if (error instanceof RuntimeException interrupted
        && Interruption.ofProcess().isCauseOf(interrupted)) {
      throw interrupted;
    }
  }

  private CellRow row(CellRow.Status status, String error, Fields figures) {
    return new CellRow(
        runId,
        index,
        experiment,
        size,
        kind.name(),
        cell.subject(),
        cell.activation(),
        cell.seed(),
        status,
        error,
        figures.values(),
        settings(),
        Build.current().commit());
  }

  /** Returns all settings of the cell as JSON, the same text for the same settings. */
  String settings() {
    return Json.line(new TreeMap<>(cell.settings().asMap()));
  }
}
