package io.raf4j.spark.training;

/**
 * Where logical workers train.
 *
 * @param executors processes, one a machine
 * @param cores of an executor
 * @param taskCpus threads of a task, {@code spark.task.cpus}
 * @param bandwidth of a machine's link in bytes a second
 * @param isLocal whether driver and executor are one process, so that nothing travels
 */
public record Cluster(int executors, int cores, int taskCpus, double bandwidth, boolean isLocal) {

  /** Checks the numbers. */
  public Cluster {
    if (executors < 1 || cores < 1 || taskCpus < 1 || taskCpus > cores) {
      throw new IllegalArgumentException(
          String.format(
              "a cluster has %d executors of %d cores and tasks of %d threads; expected 1 or more,"
                  + " and no task of more threads than cores",
              executors, cores, taskCpus));
    }
    if (!(bandwidth > 0)) {
      throw new IllegalArgumentException(
          "bandwidth is " + bandwidth + " bytes a second; expected a positive number");
    }
    if (isLocal && executors > 1) {
      throw new IllegalArgumentException(
          "a local master has one process; expected 1 executor, not " + executors);
    }
  }

  /** Returns one process of this machine. */
  public static Cluster local(int cores, int taskCpus) {
    return new Cluster(1, cores, taskCpus, Double.POSITIVE_INFINITY, true);
  }

  /** Returns the tasks that an executor runs side by side. */
  public int slotsOfExecutor() {
    return cores / taskCpus;
  }

  /** Returns the tasks that run side by side. */
  public int slots() {
    return executors * slotsOfExecutor();
  }

  /** Returns the turns that so many tasks take. */
  public int waves(int workers) {
    return (workers + slots() - 1) / slots();
  }

  /** Returns the tasks that share an executor at a time, where so many are spread evenly. */
  public int sideBySide(int workers) {
    return Math.min(slotsOfExecutor(), (workers + executors - 1) / executors);
  }

  /** Returns this cluster with another number of executors. */
  public Cluster with(int otherExecutors) {
    return new Cluster(otherExecutors, cores, taskCpus, bandwidth, isLocal);
  }
}
