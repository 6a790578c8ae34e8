package io.raf4j.spark.plan;

import java.util.OptionalInt;

/**
 * Where averaging stops paying, as executors are added that each bring as many workers as they have
 * slots, with the same batch and frequency.
 *
 * <p>Let R(e) be the examples a second on e executors and r those that the workers of one executor
 * would train alone, without rounds.
 *
 * <pre>
 *   pays up to   the largest e whose last executor still brought r / 10 or more
 *   falls after  the e of the largest R(e): every further executor makes training slower
 *   efficiency   R(e) / (e r)
 * </pre>
 *
 * @param paysUpTo executors
 * @param fallsAfter executors, or nothing where more are faster up to {@link #MOST}
 */
public record Scaling(int paysUpTo, OptionalInt fallsAfter) {

  /** Executors up to which the model is asked. */
  public static final int MOST = 1024;

  /** What the last executor must bring, of what its workers train alone. */
  private static final double WORTH = 0.1;

  /**
   * Asks a model.
   *
   * @param cluster an executor's size and the links; its number of executors does not matter
   * @param round of which the number of workers does not matter
   */
  public static Scaling of(CostModel model, NetworkWork network, Cluster cluster, Round round) {
    double own = alone(model, network, cluster, round);
    int pays = 1;
    int best = 1;
    double bestRate = rate(model, network, cluster, round, 1);
    double last = bestRate;
    boolean stillPays = true;
    int most = cluster.isLocal() ? 1 : MOST;
    for (int e = 2; e <= most; e++) {
      double rate = rate(model, network, cluster, round, e);
      stillPays = stillPays && rate - last >= WORTH * own;
      pays = stillPays ? e : pays;
      if (rate > bestRate) {
        bestRate = rate;
        best = e;
      }
      last = rate;
    }
    return new Scaling(pays, best < most ? OptionalInt.of(best) : OptionalInt.empty());
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
