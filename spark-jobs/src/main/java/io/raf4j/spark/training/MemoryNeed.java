package io.raf4j.spark.training;

/**
 * Estimates what driver and executors need, in bytes, with s tasks side by side on an executor, w
 * workers and B bytes of state:
 *
 * <pre>
 *   executor   heap     base + B (blocks) + 3 s B       (a result's Kryo buffer, which doubles)
 *              outside  s (task(b) + v) + B (broadcast) + s B (copies for results)
 *   driver     heap     base + B (blocks) + 3 min(w, 4) B   (Spark reads four results at a time)
 *              outside  w B (results) + 3 B (network, start of the round, sum) + v
 * </pre>
 *
 * <p>v is what evaluating the network takes, of coordinates: {@link NetworkWork#evaluationBytes}.
 *
 * <p>Base is {@link #BASE}, for Java and Spark themselves: an assumption. In a local process driver
 * and executor are one, and what they need adds up.
 *
 * @param executorHeap of an executor
 * @param executorOutside of an executor, tensors
 * @param driverHeap of the driver
 * @param driverOutside of the driver, tensors
 */
public record MemoryNeed(
    long executorHeap, long executorOutside, long driverHeap, long driverOutside) {

  /** Bytes of heap that a process takes before any work. */
  public static final long BASE = 512L << 20;

  private static final int RESULTS_AT_A_TIME = 4;

  /** Estimates the needs of a round. */
  public static MemoryNeed of(NetworkWork network, Cluster cluster, Round round) {
    long state = network.stateBytes();
    long tasks = cluster.sideBySide(round.workers());
    long evaluation = evaluation(network);
    long task = network.taskBytes(round.batch(), cluster.taskCpus()) + evaluation;
    long read = Math.min(round.workers(), RESULTS_AT_A_TIME);
    return new MemoryNeed(
        BASE + state + 3 * tasks * state,
        tasks * (task + state) + state,
        BASE + state + 3 * read * state,
        (round.workers() + 3L) * state + evaluation);
  }

  /**
   * Returns what tensors take where one thread is driver and worker, as of a cell beside others.
   *
   * @param threads that compute for it
   */
  public static long ofThread(NetworkWork network, int threads, Round round) {
    long state = network.stateBytes();
    return network.taskBytes(round.batch(), threads)
        + evaluation(network)
        + (round.workers() + 3L) * state;
  }

  /** Equations are evaluated by small blocks. */
  private static long evaluation(NetworkWork network) {
    return network.rows() == 1 ? network.evaluationBytes() : 0;
  }

  /** Returns what tensors take in the process that trains: with the driver's where it is one. */
  public long trainingOutside(boolean isLocal) {
    return isLocal ? executorOutside + driverOutside : executorOutside;
  }

  /** Returns all that an executor's machine must give it. */
  public long executor() {
    return executorHeap + executorOutside;
  }

  /** Returns all that the driver's machine must give it. */
  public long driver() {
    return driverHeap + driverOutside;
  }

  /** Returns what the fuller of the machines needs; of a local process all. */
  public long largest(boolean isLocal) {
    return isLocal ? executor() + driver() : Math.max(executor(), driver());
  }
}
