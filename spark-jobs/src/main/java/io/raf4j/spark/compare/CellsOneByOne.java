package io.raf4j.spark.compare;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.run.JobRequest;
import io.raf4j.spark.run.Run;
import io.raf4j.spark.run.RunOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Runs cells one after the other, each as a job of its own on all executors, with a run folder that
 * an interrupted cell goes on in.
 */
final class CellsOneByOne {

  private final SparkSession spark;
  private final CellStore store;
  private final CompareRequest request;
  private final Configuration hadoop;

  CellsOneByOne(SparkSession spark, CellStore store, CompareRequest request, Configuration hadoop) {
    this.spark = spark;
    this.store = store;
    this.request = request;
    this.hadoop = hadoop;
  }

  /** Returns the outcomes in the order of the cells. */
  List<CellOutcome> run(List<CellTask> tasks) {
    List<CellOutcome> outcomes = new ArrayList<>();
    for (CellTask task : tasks) {
      request
          .audience()
          .say(
              String.format(
                  "Cell %d of %d: %s", outcomes.size() + 1, tasks.size(), task.cell().inWords()));
      outcomes.add(task.run(() -> whole(task), hadoop));
    }
    return outcomes;
  }

  private RunOutcome whole(CellTask task) {
    Path run = store.run(task);
    JobRequest job =
        new JobRequest(
            task.cell().settings().with(Key.OUTPUT, run.toString()),
            request.command(),
            request.master(),
            true,
            request.audience());
    Fields figures = Run.of(task.kind(), job);
    List<MetricRow> rounds =
        ParquetReport.open(spark, new Path(run, "metrics"), MetricRow.FORMAT).readOf(runId(run));
    return new RunOutcome(figures, rounds);
  }

  private String runId(Path run) {
    RunFolder folder = new RunFolder(run, hadoop);
    try {
      return RunManifest.read(folder.runJson(), hadoop).runId();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder.runJson(), e);
    }
  }
}
