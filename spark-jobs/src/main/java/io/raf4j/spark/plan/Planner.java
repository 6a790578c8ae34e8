package io.raf4j.spark.plan;

import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.MemoryNeed;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.Round;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Chooses workers, batch and averaging frequency for a network and a cluster.
 *
 * <p>For every number of executors and every number of threads of a task that divides an executor's
 * cores:
 *
 * <ul>
 *   <li>one worker a slot, since a worker more would train in a second turn and one less leaves a
 *       core idle;
 *   <li>the smallest power of two as batch for which a step spends nine tenths of its time on
 *       examples, not more than a worker's share of the data, and less where memory says so;
 *   <li>the smallest frequency for which a round spends nine tenths of its time on training, not
 *       more than {@link #MOST_STEPS_OF_A_ROUND} or a tenth of all steps: averages should be
 *       frequent, for what workers learn apart is worth less.
 * </ul>
 *
 * <p>Of all these, the one with the fewest executors, and then workers, that reaches nine tenths of
 * the largest number of examples a second. What is given is not chosen.
 *
 * @param model of the cost
 * @param job what is trained
 */
record Planner(CostModel model, Job job) {

  /** Steps of the longest round that is suggested. */
  public static final int MOST_STEPS_OF_A_ROUND = 100;

  private static final double GOOD = 0.9;
  private static final int SMALLEST_BATCH = 64;
  private static final int LARGEST_BATCH = 1 << 16;

  /**
   * What is trained.
   *
   * @param network by its size
   * @param data examples that there are, or nothing where they are drawn without end
   * @param examples that all workers are to see together
   * @param measured examples on which the network is measured after a round
   * @param workers that are given
   * @param batch that is given
   * @param frequency that is given
   */
  public record Job(
      NetworkWork network,
      OptionalLong data,
      double examples,
      int measured,
      OptionalInt workers,
      OptionalInt batch,
      OptionalInt frequency) {}

  /**
   * What is suggested.
   *
   * @param cluster the part of the cluster that is used
   * @param round its workers, batch and frequency
   * @param steps of a worker until all examples have been seen
   */
  public record Choice(Cluster cluster, Round round, int steps) {}

  /**
   * Chooses.
   *
   * @param cluster all that there is
   * @param memory bytes of a machine, or nothing to leave it out
   * @return nothing where no choice fits into the memory
   */
  public Optional<Choice> choose(Cluster cluster, OptionalLong memory) {
    List<Choice> choices = new ArrayList<>();
    for (int executors = 1; executors <= cluster.executors(); executors++) {
      for (int threads = 1; threads <= cluster.cores(); threads++) {
        if (cluster.cores() % threads == 0) {
          Cluster part =
              new Cluster(
                  executors, cluster.cores(), threads, cluster.bandwidth(), cluster.isLocal());
          choice(part, memory).ifPresent(choices::add);
        }
      }
    }
    double best = choices.stream().mapToDouble(this::rate).max().orElse(0);
    return choices.stream()
        .filter(choice -> rate(choice) >= GOOD * best)
        .min(
            Comparator.comparingInt((Choice choice) -> choice.cluster().executors())
                .thenComparingInt(choice -> choice.round().workers())
                .thenComparingDouble(choice -> -rate(choice)));
  }

  private double rate(Choice choice) {
    return model.round(job.network(), choice.cluster(), choice.round()).examplesPerSecond();
  }

  private Optional<Choice> choice(Cluster cluster, OptionalLong memory) {
    int workers = job.workers().orElse(cluster.slots());
    int batch = job.batch().orElseGet(() -> batch(cluster.taskCpus(), workers));
    boolean isFixed = job.batch().isPresent();
    while (!fits(cluster, workers, batch, memory)) {
      if (isFixed || batch == 1) {
        return Optional.empty();
      }
      batch = (batch + 1) / 2;
    }
    int steps = steps(workers, batch);
    int frequency = job.frequency().orElse(0);
    if (frequency == 0) {
      int most = Math.max(1, Math.min(MOST_STEPS_OF_A_ROUND, steps / 10));
      frequency = Math.min(most, frequency(cluster, workers, batch));
    }
    return Optional.of(
        new Choice(cluster, new Round(workers, batch, frequency, job.measured()), steps));
  }

  private boolean fits(Cluster cluster, int workers, int batch, OptionalLong memory) {
    Round round = new Round(workers, batch, 1, 0);
    return memory.isEmpty()
        || MemoryNeed.of(job.network(), cluster, round).largest(cluster.isLocal())
            <= memory.getAsLong();
  }

  private int batch(int threads, int workers) {
    double beyond = model.stepBeyondExamples(job.network(), threads);
    double wanted = GOOD / (1 - GOOD) * beyond / model.example(job.network(), threads);
    int batch = SMALLEST_BATCH;
    while (batch < wanted && batch < LARGEST_BATCH) {
      batch *= 2;
    }
    long share = Math.max(1, job.data().orElse(Long.MAX_VALUE) / workers);
    return (int) Math.min(batch, share);
  }

  private int frequency(Cluster cluster, int workers, int batch) {
    RoundCost once =
        model.round(job.network(), cluster, new Round(workers, batch, 1, job.measured()));
    double beyond = once.seconds() - once.train();
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil(GOOD / (1 - GOOD) * beyond / once.train()));
  }

  private int steps(int workers, int batch) {
    double steps = Math.ceil(job.examples() / ((double) workers * batch));
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, steps));
  }
}
