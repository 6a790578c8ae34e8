package io.raf4j.spark.plan;

import io.raf4j.linalg.NewtonSchulz;
import io.raf4j.spark.plan.CostConstants.Name;
import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.LayerWork;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.Round;

/**
 * The time of a round of parameter averaging, as a sum of parts.
 *
 * <p>With p parameters, B bytes of parameters and updater state ({@link NetworkWork#stateBytes}), w
 * workers with batches of b and f steps each, on e executors of s tasks side by side, v = ceil(w /
 * (e s)) turns, tasks of t threads, and links of W bytes a second (infinite in a local process):
 *
 * <pre>
 *   step       s0 + s1 p + muon + b (s2 flops + s3 terms) / (1 + (t - 1) g)
 *   muon       sum over its matrices of s2 {@link NewtonSchulz#flops} / (1 + (n - 1) g)    n threads at a time
 *   broadcast  b0 + b1 B + (m - 1 + log2(e + 1)) / m B / W      m = ceil(B / 4 MiB) blocks
 *   launch     l0 + l1 w
 *   fetch      v (f0 + f1 B)
 *   train      v f step n / (1 + (n - 1) h)                     n tasks at a time on a machine
 *   result     v r1 B + w (c1 B + B / W)
 *   average    a1 w B
 *   measure    m (s2 flops / 3 + s3 terms / 2) / (1 + (t - 1) g)    m examples measured
 * </pre>
 *
 * <p>Everything is in seconds and bytes; the constants are those of {@link CostConstants.Name}. The
 * broadcast is Spark's torrent: blocks of 4 MiB, which executors pass on to one another, as a
 * pipeline along a binary tree (the lower bound of log2(e + 1) steps plus a block after another).
 * Results go into the driver's one link, so their cost grows with w, which is what makes averaging
 * stop paying. All machines are alike and nothing fails. What averaging does to the learning itself
 * is not in the model: f local steps on batches of b are taken to be worth what the caller thinks.
 *
 * @param constants measured
 */
public record CostModel(CostConstants constants) {

  /** Spark writes results by Java's serialisation, in blocks of 1,024 bytes with five of header. */
  static final double RESULT_BLOCKS = 1029 / 1024d;

  /** Spark's {@code spark.broadcast.blockSize}. */
  private static final double BLOCK = 4 << 20;

  private double c(Name name) {
    return constants.get(name);
  }

  /**
   * Returns the seconds of one optimiser step of a worker that has the machine to itself.
   *
   * @param batch examples
   * @param threads of the task
   */
  public double step(NetworkWork network, int batch, int threads) {
    return stepBeyondExamples(network, threads) + batch * example(network, threads);
  }

  /** Returns the seconds of a step that do not depend on the batch. */
  public double stepBeyondExamples(NetworkWork network, int threads) {
    return adam(network) + muon(network, threads);
  }

  /** Returns the seconds of a step beyond examples and Muon. */
  double adam(NetworkWork network) {
    return c(Name.STEP_SECONDS) + c(Name.SECONDS_PER_PARAMETER) * network.parameters();
  }

  /** Returns the seconds in which Muon orthogonalises a step, 0 where there is no Muon. */
  double muon(NetworkWork network, int threads) {
    double seconds = 0;
    for (LayerWork matrix : network.byMuon()) {
      double flops = NewtonSchulz.flops(matrix.in(), matrix.out());
      int sharing = Math.min(threads, NewtonSchulz.threads(matrix.in(), matrix.out()));
      seconds += c(Name.SECONDS_PER_FLOP) * flops / gain(sharing);
    }
    return seconds;
  }

  /** Returns how many times the work of one thread so many do. */
  private double gain(int threads) {
    return 1 + (threads - 1) * c(Name.THREAD_GAIN);
  }

  /** Returns the seconds that an example adds to a step. */
  public double example(NetworkWork network, int threads) {
    double alone =
        c(Name.SECONDS_PER_FLOP) * network.flops() + c(Name.SECONDS_PER_TERM) * network.terms();
    return alone / gain(threads);
  }

  /** Returns the cost of a round. */
  public RoundCost round(NetworkWork network, Cluster cluster, Round round) {
    double state = network.stateBytes();
    double travel = cluster.isLocal() ? 0 : state / cluster.bandwidth();
    int workers = round.workers();
    int waves = cluster.waves(workers);
    int tasks = cluster.sideBySide(workers);
    double step = step(network, round.batch(), cluster.taskCpus());
    double slower = tasks / (1 + (tasks - 1) * c(Name.TASK_GAIN));
    return new RoundCost(
        round.examples(),
        c(Name.BROADCAST_SECONDS)
            + c(Name.BROADCAST_SECONDS_PER_BYTE) * state
            + travel * passes(state, Math.min(workers, cluster.executors())),
        c(Name.ROUND_SECONDS) + c(Name.WORKER_SECONDS) * workers,
        waves * (c(Name.FETCH_SECONDS) + c(Name.FETCH_SECONDS_PER_BYTE) * state),
        waves * round.frequency() * step * slower,
        waves * c(Name.RESULT_SECONDS_PER_BYTE) * state
            + workers * (c(Name.COLLECT_SECONDS_PER_BYTE) * state + travel),
        c(Name.AVERAGE_SECONDS_PER_BYTE) * workers * state,
        round.measured() * forward(network, cluster.taskCpus()));
  }

  /** Returns the seconds that each worker adds to a round beyond its training. */
  double perWorker(NetworkWork network, Cluster cluster) {
    double state = network.stateBytes();
    double travel = cluster.isLocal() ? 0 : state / cluster.bandwidth();
    return c(Name.WORKER_SECONDS)
        + (c(Name.COLLECT_SECONDS_PER_BYTE) + c(Name.AVERAGE_SECONDS_PER_BYTE)) * state
        + travel;
  }

  /** Returns how often a broadcast's bytes take up a link before the last executor has them. */
  private static double passes(double bytes, int executors) {
    double blocks = Math.max(1, Math.ceil(bytes / BLOCK));
    return (blocks - 1 + Math.log(executors + 1) / Math.log(2)) / blocks;
  }

  private double forward(NetworkWork network, int threads) {
    double alone =
        c(Name.SECONDS_PER_FLOP) * network.flops() / 3
            + c(Name.SECONDS_PER_TERM) * network.terms() / 2;
    return alone / gain(threads);
  }

  /** Returns examples a second of one worker alone, without rounds. */
  public double alone(NetworkWork network, int batch, int threads) {
    return batch / step(network, batch, threads);
  }

  /** Returns what a round sends about. */
  public RoundTraffic traffic(NetworkWork network, Cluster cluster, int workers) {
    double written = network.stateBytes() + c(Name.HEADER_BYTES) + c(Name.TASK_BYTES);
    int fetching = cluster.isLocal() ? 0 : Math.min(workers, cluster.executors());
    double result = RESULT_BLOCKS * network.stateBytes() + c(Name.RESULT_HEADER_BYTES);
    return new RoundTraffic(workers, written, fetching * written, workers * result);
  }
}
