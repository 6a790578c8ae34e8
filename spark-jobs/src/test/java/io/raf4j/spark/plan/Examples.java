package io.raf4j.spark.plan;

import io.raf4j.spark.plan.CostConstants.Name;
import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.LayerWork;
import io.raf4j.spark.training.NetworkWork;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Networks and constants whose costs can be worked out by hand. */
public final class Examples {

  private Examples() {}

  /** Four layers of a width, 2 terms a neuron, two numbers a parameter in Adam. */
  static NetworkWork network(int width) {
    List<LayerWork> layers =
        List.of(
            new LayerWork(3, width, 2),
            new LayerWork(width, width, 2),
            new LayerWork(width, width, 2),
            new LayerWork(width, 3, 1));
    return new NetworkWork(layers, 2L * width * width + 10L * width, 2, 4, 1, true);
  }

  /** Constants of the order of a desktop machine's, made up. */
  public static CostConstants constants() {
    Map<Name, Double> values = new EnumMap<>(Name.class);
    values.put(Name.STEP_SECONDS, 1e-3);
    values.put(Name.SECONDS_PER_PARAMETER, 4e-9);
    values.put(Name.SECONDS_PER_FLOP, 2e-11);
    values.put(Name.SECONDS_PER_TERM, 1e-9);
    values.put(Name.THREAD_GAIN, 0.8);
    values.put(Name.TASK_GAIN, 0.9);
    values.put(Name.BROADCAST_SECONDS, 2e-3);
    values.put(Name.BROADCAST_SECONDS_PER_BYTE, 3e-9);
    values.put(Name.FETCH_SECONDS, 1e-3);
    values.put(Name.FETCH_SECONDS_PER_BYTE, 2e-9);
    values.put(Name.ROUND_SECONDS, 8e-3);
    values.put(Name.WORKER_SECONDS, 3e-3);
    values.put(Name.RESULT_SECONDS_PER_BYTE, 4e-9);
    values.put(Name.COLLECT_SECONDS_PER_BYTE, 5e-9);
    values.put(Name.AVERAGE_SECONDS_PER_BYTE, 5e-10);
    values.put(Name.HEADER_BYTES, 6e3);
    values.put(Name.TASK_BYTES, 9e3);
    values.put(Name.RESULT_HEADER_BYTES, 1e3);
    return CostConstants.of("nowhere", values);
  }

  static CostModel model() {
    return new CostModel(constants());
  }

  static Cluster cluster(int executors, int cores) {
    return new Cluster(executors, cores, 1, 1e9, false);
  }
}
