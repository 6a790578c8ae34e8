package io.raf4j.benchmarks.scaling;

import io.raf4j.benchmarks.scaling.ScalingRounds.Timed;
import io.raf4j.benchmarks.timing.Spread;
import io.raf4j.spark.rows.RoundParts;
import io.raf4j.spark.training.MinibatchSource;
import io.raf4j.spark.training.TaskThreads;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Two logical workers of one thread against one process with two threads, in turn. */
final class RoundCosts {

  private static final int WORKERS = 2;
  private static final int THREADS = 2;

  /** What two workers must reach of one process, at 20 minibatches a round. */
  private static final double REQUIRED = 0.9;

  /** What a round of the smallest network may cost beyond its training, in seconds. */
  private static final double ALLOWED = 0.06;

  private RoundCosts() {}

  static void print(ScalingNetwork subject, int[] frequencies) {
    System.out.println(
        "| million parameters | batch | minibatches a round | one process, examples/s | two workers,"
            + " examples/s | of it | round s | broadcast ms | fetch ms | train ms | wait ms | average"
            + " ms | other ms | beyond training ms |");
    System.out.println("|" + "---|".repeat(14));
    List<String> verdicts = new ArrayList<>();
    try (JavaSparkContext spark = new JavaSparkContext(ScalingRounds.conf("local[2]"))) {
      MultiLayerNetwork averaged = subject.create();
      MultiLayerNetwork alone = subject.create();
      ScalingRounds.warmUp(
          spark, averaged, subject.source(subject.batch()), WORKERS, subject.batch());
      for (int frequency : frequencies) {
        row(subject, frequency, spark, averaged, alone, verdicts);
      }
    }
    System.out.println();
    verdicts.forEach(System.out::println);
  }

  private static void row(
      ScalingNetwork subject,
      int frequency,
      JavaSparkContext spark,
      MultiLayerNetwork averaged,
      MultiLayerNetwork alone,
      List<String> verdicts) {
    MinibatchSource source = subject.source(subject.batch());
    List<Double> seconds = new ArrayList<>();
    Runnable inOneProcess =
        () -> {
          // Tasks set their own number of threads when they begin.
          new TaskThreads(THREADS).limit();
          long began = System.nanoTime();
          source.minibatches(0, 0, frequency).forEachRemaining(alone::fit);
          seconds.add((System.nanoTime() - began) / 1e9);
        };
    List<Timed> rounds =
        ScalingRounds.of(
            spark,
            averaged,
            source,
            WORKERS,
            subject.batch(),
            frequency,
            repetitions(frequency),
            inOneProcess);
    double one = frequency * subject.batch() / median(seconds.subList(1, seconds.size()));
    double round = ScalingRounds.median(rounds, Timed::seconds);
    double two = (double) WORKERS * frequency * subject.batch() / round;
    double beyond = ScalingRounds.median(rounds, Timed::beyondTraining);
    System.out.printf(
        "| %s | %d | %d | %,.0f | %,.0f | %.1f %% | %.3f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |"
            + " %.1f |%n",
        subject.label(),
        subject.batch(),
        frequency,
        one,
        two,
        100 * two / one,
        round,
        1e3 * ScalingRounds.part(rounds, RoundParts::broadcast),
        1e3 * ScalingRounds.part(rounds, RoundParts::fetch),
        1e3 * ScalingRounds.part(rounds, RoundParts::train),
        1e3 * ScalingRounds.part(rounds, RoundParts::waiting),
        1e3 * ScalingRounds.part(rounds, RoundParts::average),
        1e3 * ScalingRounds.median(rounds, Timed::beyondParts),
        1e3 * beyond);
    judge(subject, frequency, two / one, beyond, verdicts);
  }

  private static void judge(
      ScalingNetwork subject, int frequency, double ratio, double beyond, List<String> verdicts) {
    if (frequency == 20) {
      verdicts.add(
          String.format(
              "C: %s million parameters, 20 minibatches a round: %.1f %% of one process; 90 %%"
                  + " required: %s",
              subject.label(), 100 * ratio, ratio >= REQUIRED ? "met" : "not met"));
    }
    if (subject.label().equals("0.2")) {
      verdicts.add(
          String.format(
              "C: a round of %d minibatches costs %.1f ms beyond its training; 60 ms allowed: %s",
              frequency, 1e3 * beyond, beyond <= ALLOWED ? "met" : "not met"));
    }
  }

  private static int repetitions(int frequency) {
    return frequency >= 100 ? 3 : frequency >= 20 ? 5 : frequency >= 5 ? 9 : 15;
  }

  static double median(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }
}
