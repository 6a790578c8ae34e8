package io.raf4j.spark.training;

import io.raf4j.spark.files.CleanUp;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Workers that are tasks of a Spark job, one partition each.
 *
 * @param spark the application; lives on the driver and never travels
 */
record SparkWorkers(JavaSparkContext spark) implements WorkerPool {

  @Override
  public TaskThreads threads() {
    return TaskThreads.of(spark.getConf());
  }

  /** Of a local master the cores that it was given, else those of the driver's machine. */
  @Override
  public int callersThreads() {
    return spark.isLocal()
        ? spark.defaultParallelism()
        : Runtime.getRuntime().availableProcessors();
  }

  @Override
  public <S, R> List<R> run(S shared, int workers, Work<S, R> work) {
    TaskThreads threads = threads();
    Broadcast<S> sent = spark.broadcast(shared);
    // Destroying asks the executors, which may fail as well.
    try (CleanUp destroyed = sent::destroy) {
      return spark
          .parallelize(IntStream.range(0, workers).boxed().toList(), workers)
          .map(
              worker -> {
                threads.enter();
                return work.of(sent.value(), worker);
              })
          .collect();
    }
  }
}
