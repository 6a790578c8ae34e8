package io.raf4j.spark.training;

import io.raf4j.host.ComputeThreads;
import java.io.Serializable;
import org.apache.spark.SparkConf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The threads that one task may use: {@code spark.task.cpus}, in every part of the stack that has
 * threads of its own. Two tasks on two cores never run four BLAS threads.
 *
 * @param count threads of a task
 */
public record TaskThreads(int count) implements Serializable {

  /** Reads the setting of a Spark application. */
  public static TaskThreads of(SparkConf conf) {
    return new TaskThreads(conf.getInt("spark.task.cpus", 1));
  }

  /**
   * Limits this process. BLAS gets one thread: layers run their row blocks side by side instead, so
   * that no product's bits depend on how many threads there are.
   */
  public void limit() {
    BlasKernels.requireRunnable();
    ComputeThreads.setCount(count);
    Nd4j.factory().blas().setMaxThreads(1);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(count);
  }

  /** Makes this thread ready for a task's work: {@link #limit}, and on the GPU Spark gave it. */
  void enter() {
    limit();
    TaskDevice.claim();
  }
}
