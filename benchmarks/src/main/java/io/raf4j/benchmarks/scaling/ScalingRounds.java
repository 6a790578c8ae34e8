package io.raf4j.benchmarks.scaling;

import io.raf4j.benchmarks.timing.Alternation;
import io.raf4j.benchmarks.timing.Spread;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RoundParts;
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.Interruption;
import io.raf4j.spark.training.MetricLog;
import io.raf4j.spark.training.MinibatchSource;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.Trainer;
import io.raf4j.spark.training.TrainingState;
import io.raf4j.spark.training.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Trains rounds of parameter averaging on Spark, with something else between them. */
final class ScalingRounds {

  private ScalingRounds() {}

  /**
   * What one round took.
   *
   * @param seconds of the round, from the end of what came before it
   * @param parts as the round's row has them
   */
  record Timed(double seconds, RoundParts parts) {

    double beyondParts() {
      return Math.max(0, seconds - parts.sum());
    }

    /** The time of a round that is not training. */
    double beyondTraining() {
      return seconds - parts.train();
    }
  }

  static SparkConf conf(String master) {
    return new SparkConf()
        .setMaster(master)
        .setAppName("scaling")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .set("spark.kryo.registrator", "io.raf4j.spark.training.RafRegistrator")
        .set("spark.broadcast.compress", "false")
        .set("spark.task.maxDirectResultSize", "16m")
        .set("spark.kryoserializer.buffer.max", "1g")
        .set("spark.driver.maxResultSize", "0");
  }

  /**
   * Trains rounds.
   *
   * @param afterRound is run after each, out of the clock
   * @return what each took, without the first, in which executors build their networks
   */
  static List<Timed> of(
      JavaSparkContext spark,
      MultiLayerNetwork network,
      MinibatchSource source,
      int workers,
      int batch,
      int frequency,
      int rounds,
      Runnable afterRound) {
    List<Timed> timed = new ArrayList<>();
    long[] began = {System.nanoTime()};
    train(
        spark,
        network,
        source,
        options(workers, batch, frequency, "steps=" + (rounds + 1) * frequency),
        row -> {
          timed.add(new Timed((System.nanoTime() - began[0]) / 1e9, row.parts()));
          afterRound.run();
          began[0] = System.nanoTime();
        });
    return timed.subList(1, timed.size());
  }

  /**
   * Trains rounds of one minibatch for ten seconds, in which Java compiles what a round does: the
   * first ones take three times as long as those of a training that lasts.
   */
  static void warmUp(
      JavaSparkContext spark,
      MultiLayerNetwork network,
      MinibatchSource source,
      int workers,
      int batch) {
    String limit = "max-seconds=" + Alternation.WARM_UP_SECONDS;
    train(spark, network, source, options(workers, batch, 1, "steps=1000000000", limit), row -> {});
  }

  private static TrainingOptions options(int workers, int batch, int frequency, String... others) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "workers=" + workers,
                "batch=" + batch,
                "averaging-frequency=" + frequency,
                "checkpoint-seconds=1e9"));
    settings.addAll(List.of(others));
    return TrainingOptions.of(Settings.resolve(null, settings, Map.of()));
  }

  private static void train(
      JavaSparkContext spark,
      MultiLayerNetwork network,
      MinibatchSource source,
      TrainingOptions options,
      Consumer<MetricRow> afterRound) {
    new Trainer(
            WorkerPool.on(spark),
            options,
            "scaling",
            Checkpoints.none(),
            MetricLog.inMemory(),
            RoundMeasure.none(),
            (row, left) -> afterRound.accept(row),
            new Interruption())
        .train(network, TrainingState.START, source);
  }

  static double median(List<Timed> rounds, ToDoubleFunction<Timed> value) {
    return Spread.of(rounds.stream().mapToDouble(value).toArray()).median();
  }

  static double part(List<Timed> rounds, ToDoubleFunction<RoundParts> part) {
    return median(rounds, round -> part.applyAsDouble(round.parts()));
  }
}
