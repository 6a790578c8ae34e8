package io.raf4j.spark.training;

import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The GPU that Spark gave a task: with {@code spark.task.resource.gpu.amount} set to 1, each task
 * computes on the device of its own address and on no other.
 */
public final class TaskDevice {

  private static final String GPU = "gpu";

  private TaskDevice() {}

  /**
   * Pins the thread of the running task to its GPU; does nothing where Spark gave none.
   *
   * @throws IllegalStateException if the address is not a device number, as the discovery script
   *     prints them
   */
  public static void claim() {
    TaskContext task = TaskContext.get();
    ResourceInformation gpu = task == null ? null : task.resourcesJMap().get(GPU);
    if (gpu == null || gpu.addresses().length == 0) {
      return;
    }
    String address = gpu.addresses()[0];
    try {
      Nd4j.getAffinityManager().unsafeSetDevice(Integer.parseInt(address));
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "Spark gave the task the GPU \""
              + address
              + "\"; expected a device number from"
              + " spark.executor.resource.gpu.discoveryScript",
          e);
    }
  }
}
