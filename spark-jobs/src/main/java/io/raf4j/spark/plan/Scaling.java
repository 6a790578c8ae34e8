package io.raf4j.spark.plan;

import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.Round;
import java.util.OptionalInt;

/**
 * Where averaging stops paying, as executors are added that each bring as many workers as they have
 * slots, with the same batch and frequency.
 *
 * <p>Let R(e) be the examples a second on e executors and r those that the workers of one executor
 * would train alone, without rounds. A round costs a constant, a multiple of the number of workers,
 * and a logarithm of the executors beyond its training, so R(e) rises towards a limit and never
 * falls:
 *
 * <pre>
 *   pays up to   the largest e up to which every executor brought r / 10 or more
 *   efficiency   R(e) / (e r)
 *   half at      the smallest e whose efficiency is below one half
 *   limit        R(infinity) = b f / (l1 + (c1 + 1 / W + a1) B)
 * </pre>
 *
 * @param paysUpTo executors
 * @param halfAt executors, or nothing where the efficiency is a half or more up to {@link #MOST}
 * @param limit examples a second
 */
record Scaling(int paysUpTo, OptionalInt halfAt, double limit) {

  /** Executors up to which the model is asked. */
  public static final int MOST = 1024;

  /** What the last executor must bring, of what its workers train alone. */
  private static final double WORTH = 0.1;

  private static final double HALF = 0.5;

  /**
   * Asks a model.
   *
   * @param cluster an executor's size and the links; its number of executors does not matter
   * @param round of which the number of workers does not matter
   */
  public static Scaling of(CostModel model, NetworkWork network, Cluster cluster, Round round) {
    double own = alone(model, network, cluster, round);
    int pays = 0;
    OptionalInt half = OptionalInt.empty();
    double last = 0;
    int most = cluster.isLocal() ? 1 : MOST;
    for (int e = 1; e <= most && (pays == e - 1 || half.isEmpty()); e++) {
      double rate = rate(model, network, cluster, round, e);
      if (pays == e - 1 && rate - last >= WORTH * own) {
        pays = e;
      }
      if (half.isEmpty() && rate < HALF * e * own) {
        half = OptionalInt.of(e);
      }
      last = rate;
    }
    double limit = (double) round.batch() * round.frequency() / model.perWorker(network, cluster);
    return new Scaling(pays, half, limit);
  }

  /** Returns the examples a second on so many executors, all of whose slots have a worker. */
  public static double rate(
      CostModel model, NetworkWork network, Cluster cluster, Round round, int executors) {
    Cluster of = cluster.with(executors);
    return model.round(network, of, round.with(of.slots())).examplesPerSecond();
  }

  /** Returns r: the examples a second of one executor's workers without rounds. */
  public static double alone(CostModel model, NetworkWork network, Cluster cluster, Round round) {
    Cluster one = cluster.with(1);
    RoundCost cost = model.round(network, one, round.with(one.slots()));
    return cost.examples() / cost.train();
  }

  /** Returns R(e) / (e r), for any number of workers. */
  public static double efficiency(
      CostModel model, NetworkWork network, Cluster cluster, Round round) {
    RoundCost cost = model.round(network, cluster, round);
    double share = (double) Math.min(round.workers(), cluster.slots()) / cluster.slotsOfExecutor();
    return cost.examplesPerSecond() / (share * alone(model, network, cluster, round));
  }
}
