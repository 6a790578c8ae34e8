package io.raf4j.spark.training;

import io.raf4j.spark.conf.TrainingOptions;

/**
 * Where a network is trained, as far as memory depends on it.
 *
 * @param cluster the tasks of a process and their threads
 * @param isOneThread whether all workers take turns in the thread that asks for them
 */
public record TrainingRoom(Cluster cluster, boolean isOneThread) {

  /** Returns the room of a cell beside others: one task of so many threads. */
  public static TrainingRoom ofOneTask(int threads) {
    return new TrainingRoom(Cluster.local(threads, threads), true);
  }

  /** Returns what tensors take outside the heap in the process that trains a network. */
  public long bytesOutside(NetworkWork network, TrainingOptions training) {
    Round round = new Round(training.workers(), training.batch(), 1, 0);
    return isOneThread
        ? MemoryNeed.ofThread(network, cluster.taskCpus(), round)
        : MemoryNeed.of(network, cluster, round).trainingOutside(cluster.isLocal());
  }

  /** Returns how many of so many workers are at work at a time in a process. */
  public int sideBySide(int workers) {
    return isOneThread ? 1 : cluster.sideBySide(workers);
  }
}
