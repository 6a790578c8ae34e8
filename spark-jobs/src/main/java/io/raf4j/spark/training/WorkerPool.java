package io.raf4j.spark.training;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Where the logical workers of a run do their work: as the tasks of a Spark job, or one after the
 * other in the calling thread, which may be a Spark task itself.
 *
 * <p>A worker's result depends on what is shared and on its number alone, and results come in the
 * order of the workers, so both give the same bits. Threads and device of the place are set before
 * the work begins.
 */
public sealed interface WorkerPool permits SparkWorkers, ThreadWorkers {

  /** Returns the threads that one worker may use. */
  TaskThreads threads();

  /** Returns the threads that the caller may use while no worker is at work. */
  default int callersThreads() {
    return threads().count();
  }

  /**
   * Lets every worker do its work.
   *
   * @param shared what all workers read and none changes; it travels once, however many they are
   * @param workers how many, from 0
   * @param work what a worker does; it travels with every worker
   * @param <S> serialisable type of what is shared
   * @param <R> serialisable type of a result
   * @return the results in the order of the workers
   * @throws RuntimeException what a worker threw: itself in a thread, as the cause of Spark's own
   *     exception on Spark, which tries a failed worker again first
   */
  <S, R> List<R> run(S shared, int workers, Work<S, R> work);

  /**
   * What a worker does.
   *
   * @param <S> type of what all workers share
   * @param <R> type of a result
   */
  @FunctionalInterface
  interface Work<S, R> extends Serializable {

    /** Returns a worker's result, the same whenever and wherever it is asked for. */
    R of(S shared, int worker);
  }

  /** Returns workers that are tasks of an application, with {@code spark.task.cpus} threads. */
  static WorkerPool on(JavaSparkContext spark) {
    return new SparkWorkers(spark);
  }

  /**
   * Returns workers that take turns in the thread that asks for them. They know no Spark, and any
   * number of such pools may be used at once, each by its own thread.
   */
  static WorkerPool inThread(TaskThreads threads) {
    return new ThreadWorkers(threads);
  }
}
