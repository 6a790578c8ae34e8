package io.raf4j.benchmarks.peer;

import io.raf4j.benchmarks.limit.MachineLimit;
import io.raf4j.benchmarks.work.Work;
import io.raf4j.benchmarks.work.Works;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process that measures the limit of one work: answers {@code products}, {@code kernels} and
 * {@code tables} with seconds.
 *
 * <p>Arguments: the name of the work, the share of its points, threads and the folder of this
 * project.
 */
public final class LimitProcess {

  /** The request for the seconds of a step's matrix products. */
  public static final String PRODUCTS = "products";

  /** The request for the seconds of a step's activations. */
  public static final String KERNELS = "kernels";

  /** The request for the seconds of a step's traffic with tables. */
  public static final String TABLES = "tables";

  private LimitProcess() {}

  /** Answers until it is told to end. */
  public static void main(String[] arguments) throws IOException {
    Conversation conversation = new Conversation();
    Work work =
        Works.named(arguments[0], Path.of(arguments[3])).scaled(Double.parseDouble(arguments[1]));
    MachineLimit limit =
        new MachineLimit(work.cost(), work.tables(), Integer.parseInt(arguments[2]));
    conversation.hold(
        Map.of(
            PRODUCTS, () -> Double.toString(limit.productSeconds()),
            KERNELS, () -> Double.toString(limit.kernelSeconds()),
            TABLES, () -> Double.toString(limit.tableSeconds())));
    System.exit(0);
  }
}
