package io.raf4j.spark.faults;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** All faults: a new one is one entry here. */
final class Faults {

  private static final List<String> ANY_JOB = List.of("pde", "image", "video");
  private static final Set<Place> ANYWHERE = EnumSet.allOf(Place.class);
  private static final String SAME_BITS = "the same bits";
  private static final String RESUMED = "; --resume gives the same bits";

  private static final String SPECULATION =
      "--conf spark.speculation=true --conf spark.speculation.interval=100ms"
          + " --conf spark.speculation.quantile=0.5 --conf spark.speculation.multiplier=1.5";

  private Faults() {}

  /** Returns them, in the order of the table. */
  static List<Fault> all() {
    return List.of(
        new Disturbance(
            "driver-killed",
            "kill -9",
            "exit code 137" + RESUMED,
            ANY_JOB,
            ANYWHERE,
            "",
            Moment.ANY,
            Injections::killDriver,
            Expectation.ends(137)),
        new Disturbance(
            "executor-killed",
            "kill -9",
            SAME_BITS,
            ANY_JOB,
            Place.ON_CLUSTER,
            "",
            Moment.ANY,
            Injections::killExecutor,
            Expectation.goesOn()),
        new Disturbance(
            "worker-killed",
            "kill -9 of a worker and its executors",
            SAME_BITS,
            ANY_JOB,
            Place.ON_CLUSTER,
            "",
            Moment.ANY,
            Injections::killWorker,
            Expectation.goesOn()),
        new Disturbance(
            "executor-out-of-memory",
            "its heap filled from within",
            SAME_BITS,
            ANY_JOB,
            Place.ON_CLUSTER,
            "",
            Moment.TRAINING,
            Injections::fillHeap,
            Expectation.goesOn()),
        new Disturbance(
            "slow-task",
            "an executor stopped for 1 to 6 s, with speculation",
            SAME_BITS,
            ANY_JOB,
            Place.ON_CLUSTER,
            SPECULATION,
            Moment.TRAINING,
            Injections::stopExecutorForAWhile,
            Expectation.goesOn()),
        new Disturbance(
            "shuffle-file-lost",
            "a file deleted between the stages of sharding",
            SAME_BITS,
            List.of("video"),
            Place.ON_CLUSTER,
            "",
            Moment.START,
            Injections::deleteShuffleFile,
            Expectation.goesOn()),
        new Disturbance(
            "datanode-stopped",
            "kill -9 of one of two",
            SAME_BITS,
            ANY_JOB,
            Place.ON_HDFS,
            "",
            Moment.ANY,
            Injections::killDatanode,
            Expectation.goesOn()),
        new Disturbance(
            "namenode-in-safe-mode",
            "dfsadmin's safe mode, until the job has ended",
            "exit code 1 naming safe mode" + RESUMED,
            ANY_JOB,
            Place.ON_HDFS,
            "",
            Moment.TRAINING,
            Injections::enterSafeMode,
            Expectation.ends(1).saying("(?i)raf: .*safe ?mode")),
        new Disturbance(
            "disk-full",
            "a quota on the output folder, until the job has ended",
            "exit code 1 naming the quota" + RESUMED,
            ANY_JOB,
            Place.ON_HDFS,
            "",
            Moment.TRAINING,
            Injections::fillDisk,
            Expectation.ends(1).saying("raf: .*quota")),
        new Disturbance(
            "checkpoint-damaged",
            "kill -9 of the driver, the newest checkpoint cut",
            "exit code 137" + RESUMED,
            ANY_JOB,
            ANYWHERE,
            "",
            Moment.TRAINING,
            Injections::killDriverAndCutCheckpoint,
            Expectation.ends(137)),
        new AskedToEnd("terminated", "TERM", 143),
        new AskedToEnd("interrupted", "INT", 130),
        new TwoOwners());
  }
}
