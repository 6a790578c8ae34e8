package io.raf4j.spark.compare;

import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.run.Progress;
import io.raf4j.spark.run.Run;
import io.raf4j.spark.training.TaskThreads;
import io.raf4j.spark.training.WorkerPool;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** Runs cells as the tasks of one Spark job, as many at a time as there is room for. */
final class CellsSideBySide {

  private final SparkSession spark;

  CellsSideBySide(SparkSession spark) {
    this.spark = spark;
  }

  /** Returns the outcomes in the order of the cells. */
  List<CellOutcome> run(List<CellTask> tasks) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    spark.sparkContext().setJobDescription("cells of a comparison");
    LongAccumulator done = spark.sparkContext().longAccumulator("cells");
    TaskThreads threads = TaskThreads.of(context.getConf());
    SerializableConfiguration files = new SerializableConfiguration(context.hadoopConfiguration());
    long started = System.nanoTime();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try (Progress progress = new Progress("comparing", tasks.size())) {
      clock.scheduleAtFixedRate(
          () -> progress.at(done.sum(), left(done.sum(), tasks.size(), started)),
          1,
          1,
          TimeUnit.SECONDS);
      return context
          .parallelize(tasks.stream().map(Sent::of).toList(), tasks.size())
          .map(sent -> run(sent, threads, files.value(), done))
          .collect();
    } finally {
      clock.shutdownNow();
    }
  }

  /**
   * A cell on its way to a task.
   *
   * @param settings with what they name, which a machine far away may not have
   */
  private record Sent(CellTask task, Settings settings) implements Serializable {
    static Sent of(CellTask task) {
      return new Sent(task, task.kind().portable(task.cell().settings()));
    }
  }

  private static CellOutcome run(
      Sent sent, TaskThreads threads, Configuration hadoop, LongAccumulator done) {
    CellTask task = sent.task();
    CellOutcome outcome =
        task.run(
            () -> Run.inMemory(task.kind(), sent.settings(), WorkerPool.inThread(threads)), hadoop);
    done.add(1);
    return outcome;
  }

  private static String left(long done, int all, long started) {
    double seconds = (System.nanoTime() - started) / 1e9;
    return done == 0
        ? "cells"
        : "cells, about " + Progress.duration(seconds * (all - done) / done) + " left";
  }
}
