package io.raf4j.spark.job;

import io.raf4j.spark.report.MetricRow;
import io.raf4j.spark.report.ParquetReport;
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.MetricLog;
import io.raf4j.spark.training.WorkerPool;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Where a network is trained and what that leaves behind: on Spark with a run's folder, or in
 * memory alone.
 *
 * @param runId name of the run in all its rows
 * @param pool where the logical workers are
 * @param checkpoints of the run
 * @param metrics of the run
 * @param audience who hears how far it is
 */
record TrainingSite(
    String runId, WorkerPool pool, Checkpoints checkpoints, MetricLog metrics, Audience audience) {

  /**
   * Returns the site of a run with a folder, trained on Spark.
   *
   * @param kept how many of the last checkpoints stay
   */
  static TrainingSite of(String runId, RunFolder folder, SparkSession spark, int kept) {
    return new TrainingSite(
        runId,
        WorkerPool.on(JavaSparkContext.fromSparkContext(spark.sparkContext())),
        Checkpoints.in(folder.checkpoints(), kept, folder.hadoop()),
        MetricLog.of(ParquetReport.open(spark, folder.metrics(), MetricRow.FORMAT)),
        Audience.PERSON);
  }

  /** Returns the site of a run that leaves no files and makes no noise. */
  static TrainingSite inMemory(String runId, WorkerPool pool, MetricLog.InMemory metrics) {
    return new TrainingSite(runId, pool, Checkpoints.none(), metrics, Audience.NOBODY);
  }
}
