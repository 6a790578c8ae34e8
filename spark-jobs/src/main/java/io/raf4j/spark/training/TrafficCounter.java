package io.raf4j.spark.training;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.BlockUpdatedInfo;

/**
 * Counts what the rounds of a training send about, out of Spark's own events: tasks, bytes of the
 * blocks of broadcasts on the driver and on executors, and bytes of results.
 *
 * <p>Spark gives its events to listeners late and in a thread of its own; {@link #settled} waits
 * for that. Thread-safe.
 */
public final class TrafficCounter extends SparkListener {

  private static final long QUIET_NANOS = 300_000_000L;

  private long lastEvent = System.nanoTime();
  private Counts counts = Counts.NONE;

  /**
   * What was counted.
   *
   * @param tasks that ended well
   * @param written bytes of broadcasts' blocks on the driver
   * @param largest bytes of the driver's largest broadcast
   * @param fetched bytes of broadcasts' blocks on executors in processes of their own
   * @param results bytes of tasks' results
   * @param resultSeconds that tasks took to write their results, all together
   */
  public record Counts(
      long tasks, long written, long largest, long fetched, long results, double resultSeconds) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
  }

  private long largestBroadcast = -1;
  private long bytesOfBroadcast;

  /** Creates a counter and lets an application tell it of its events. */
  public static TrafficCounter of(SparkContext spark) {
    TrafficCounter counter = new TrafficCounter();
    spark.addSparkListener(counter);
    return counter;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    lastEvent = System.nanoTime();
    if (end.taskInfo().successful() && end.taskMetrics() != null) {
      counts =
          new Counts(
              counts.tasks + 1,
              counts.written,
              counts.largest,
              counts.fetched,
              counts.results + end.taskMetrics().resultSize(),
              counts.resultSeconds + end.taskMetrics().resultSerializationTime() / 1e3);
    }
  }

  @Override
  public synchronized void onBlockUpdated(SparkListenerBlockUpdated updated) {
    BlockUpdatedInfo block = updated.blockUpdatedInfo();
    String name = block.blockId().name();
    long bytes = block.memSize() + block.diskSize();
    // Spark tells of a block's removal with its size, and with a level that stores nothing.
    boolean isStored = block.storageLevel().isValid() && bytes > 0;
    if (!isStored || !name.startsWith("broadcast_") || !name.contains("piece")) {
      return;
    }
    lastEvent = System.nanoTime();
    boolean isDriver = block.blockManagerId().isDriver();
    if (isDriver) {
      measureLargest(Long.parseLong(name.split("_")[1]), bytes);
    }
    counts =
        new Counts(
            counts.tasks,
            counts.written + (isDriver ? bytes : 0),
            Math.max(counts.largest, bytesOfBroadcast),
            counts.fetched + (isDriver ? 0 : bytes),
            counts.results,
            counts.resultSeconds);
  }

  /** The pieces of a broadcast come one after another. */
  private void measureLargest(long broadcast, long bytes) {
    bytesOfBroadcast = broadcast == largestBroadcast ? bytesOfBroadcast + bytes : bytes;
    largestBroadcast = broadcast;
  }

  /** Waits until nothing has happened for a while, returns what was counted and begins anew. */
  public Counts settled() throws InterruptedException {
    while (true) {
      synchronized (this) {
        if (System.nanoTime() - lastEvent > QUIET_NANOS) {
          Counts result = counts;
          counts = Counts.NONE;
          bytesOfBroadcast = 0;
          return result;
        }
      }
      Thread.sleep(20);
    }
  }
}
