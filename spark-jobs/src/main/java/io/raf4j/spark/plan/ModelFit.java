package io.raf4j.spark.plan;

import io.raf4j.spark.plan.CostConstants.Name;
import io.raf4j.spark.training.NetworkWork;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Finds the constants of {@link CostModel} by least squares of relative errors, one part after
 * another: every part is linear in its own constants. See {@link LeastSquares}.
 */
public final class ModelFit {

  private ModelFit() {}

  /**
   * A measured step of a worker on one thread that had the machine to itself.
   *
   * @param network that was trained
   * @param batch examples
   * @param seconds of the step
   */
  public record Step(NetworkWork network, int batch, double seconds) {}

  /**
   * The measured parts of a round in one process whose tasks all ran side by side, in seconds.
   *
   * @param network that was trained
   * @param workers tasks
   * @param broadcast writing it
   * @param fetch reading it, of one task
   * @param waiting the tasks' time beyond fetch and train: launch and results
   * @param average adding up and dividing
   * @param beyond the round's time beyond all of its parts: rows, messages
   */
  public record Parts(
      NetworkWork network,
      int workers,
      double broadcast,
      double fetch,
      double waiting,
      double average,
      double beyond) {

    private double state() {
      return network.stateBytes();
    }
  }

  /**
   * Counted bytes of a round in one process.
   *
   * @param network that was trained
   * @param workers tasks
   * @param start bytes of the largest broadcast, of parameters and updater state
   * @param code bytes of all others
   * @param results bytes of all results
   */
  public record Bytes(NetworkWork network, int workers, double start, double code, double results) {

    private double state() {
      return network.stateBytes();
    }
  }

  /**
   * Fits {@code seconds = s0 + s1 p + b (s2 flops + s3 terms)}.
   *
   * @param steps four or more, of several batches and sizes of network
   */
  public static Map<Name, Double> ofSteps(List<Step> steps) {
    List<double[]> rows =
        steps.stream()
            .map(
                s ->
                    new double[] {
                      1,
                      s.network().parameters(),
                      s.batch() * s.network().flops(),
                      s.batch() * s.network().terms()
                    })
            .toList();
    double[] found = LeastSquares.fit(rows, steps.stream().mapToDouble(Step::seconds).toArray());
    return named(
        found,
        Name.STEP_SECONDS,
        Name.SECONDS_PER_PARAMETER,
        Name.SECONDS_PER_FLOP,
        Name.SECONDS_PER_TERM);
  }

  /**
   * Fits the parts of rounds: {@code broadcast = b0 + b1 B}, {@code fetch = f0 + f1 B}, {@code
   * waiting + beyond = l0 + l1 w + r1 B + c1 w B}, {@code average = a1 w B}.
   *
   * @param rounds four or more, of several numbers of workers and sizes of network
   */
  public static Map<Name, Double> ofRounds(List<Parts> rounds) {
    Map<Name, Double> all = new EnumMap<>(Name.class);
    all.putAll(
        named(
            fit(rounds, Parts::broadcast, r -> new double[] {1, r.state()}),
            Name.BROADCAST_SECONDS,
            Name.BROADCAST_SECONDS_PER_BYTE));
    all.putAll(
        named(
            fit(rounds, Parts::fetch, r -> new double[] {1, r.state()}),
            Name.FETCH_SECONDS,
            Name.FETCH_SECONDS_PER_BYTE));
    all.putAll(
        named(
            fit(
                rounds,
                r -> r.waiting() + r.beyond(),
                r -> new double[] {1, r.workers(), r.state(), r.workers() * r.state()}),
            Name.ROUND_SECONDS,
            Name.WORKER_SECONDS,
            Name.RESULT_SECONDS_PER_BYTE,
            Name.COLLECT_SECONDS_PER_BYTE));
    all.putAll(
        named(
            fit(rounds, Parts::average, r -> new double[] {r.workers() * r.state()}),
            Name.AVERAGE_SECONDS_PER_BYTE));
    return all;
  }

  /** Takes the means of what counted bytes have beyond the numbers themselves. */
  public static Map<Name, Double> ofBytes(List<Bytes> counted) {
    Map<Name, Double> all = new EnumMap<>(Name.class);
    all.put(Name.HEADER_BYTES, mean(counted, c -> c.start() - c.state()));
    all.put(Name.TASK_BYTES, mean(counted, Bytes::code));
    all.put(
        Name.RESULT_HEADER_BYTES,
        mean(counted, c -> c.results() / c.workers() - CostModel.RESULT_BLOCKS * c.state()));
    return all;
  }

  /**
   * Returns the gain g of n units over one: {@code time of one unit's work by n = alone / (1 + (n -
   * 1) g)}, held to 0 to 1.
   *
   * @param units n, 2 or more
   * @param speedup work a second of n over that of one
   */
  public static double gain(int units, double speedup) {
    return Math.min(1, Math.max(0, (speedup - 1) / (units - 1)));
  }

  private static double[] fit(
      List<Parts> rounds, ToDoubleFunction<Parts> part, Function<Parts, double[]> columns) {
    return LeastSquares.fit(
        rounds.stream().map(columns).toList(), rounds.stream().mapToDouble(part).toArray());
  }

  private static double mean(List<Bytes> counted, ToDoubleFunction<Bytes> excess) {
    return Math.max(0, counted.stream().mapToDouble(excess).average().orElse(0));
  }

  private static Map<Name, Double> named(double[] values, Name... names) {
    Map<Name, Double> map = new EnumMap<>(Name.class);
    for (int i = 0; i < names.length; i++) {
      map.put(names[i], values[i]);
    }
    return map;
  }
}
