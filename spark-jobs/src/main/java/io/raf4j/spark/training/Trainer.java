package io.raf4j.spark.training;

import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.report.MetricRow;
import io.raf4j.spark.report.ParquetReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Trains a network round by round until a reason to stop, leaving checkpoints and metrics.
 *
 * <p>The parameters after a given step depend on the network's start, the source and the options
 * alone: not on the number of executors, on retried tasks, or on how often the run was cut off and
 * resumed. Not thread-safe; one trainer trains one network.
 */
public final class Trainer {

  private final JavaSparkContext spark;
  private final TrainingOptions options;
  private final String runId;
  private final Checkpoints checkpoints;
  private final ParquetReport<MetricRow> metrics;
  private final ToDoubleFunction<MultiLayerNetwork> samplePsnr;
  private final RoundListener listener;
  private final List<MetricRow> unsaved = new ArrayList<>();

  /** Hears of every round. */
  @FunctionalInterface
  public interface RoundListener {
    /**
     * Called after each averaging round.
     *
     * @param row what the round gave
     * @param secondsLeft estimate from the rounds so far and the time limit
     */
    void round(MetricRow row, double secondsLeft);
  }

  /**
   * How training ended.
   *
   * @param state how far it came
   * @param reason why it ended
   */
  public record Outcome(TrainingState state, StopReason reason) {}

  /**
   * Creates a trainer.
   *
   * @param runId name of the run in every row
   * @param samplePsnr measures a network on a fixed sample, in dB
   */
  public Trainer(
      JavaSparkContext spark,
      TrainingOptions options,
      String runId,
      Checkpoints checkpoints,
      ParquetReport<MetricRow> metrics,
      ToDoubleFunction<MultiLayerNetwork> samplePsnr,
      RoundListener listener) {
    this.spark = spark;
    this.options = options;
    this.runId = runId;
    this.checkpoints = checkpoints;
    this.metrics = metrics;
    this.samplePsnr = samplePsnr;
    this.listener = listener;
  }

  /**
   * Trains from a state on.
   *
   * @param network holds the parameters of that state, and those of the end on return
   * @param start where to begin: {@link TrainingState#START} or a checkpoint's state
   * @throws DivergedException if the loss is not finite any more
   */
  public Outcome train(MultiLayerNetwork network, TrainingState start, MinibatchSource source) {
    TaskThreads threads = TaskThreads.of(spark.getConf());
    threads.limit();
    metrics.dropAfter(start.round());
    // The updater of a new network exists only after this.
    network.getUpdater();
    network.getLayerWiseConfigurations().setIterationCount(start.step());
    OrderedAveraging averaging =
        new OrderedAveraging(runId, options.workers(), options.batch(), threads);
    SparkDl4jMultiLayer distributed = new SparkDl4jMultiLayer(spark, network, averaging);
    TrainingState state = start;
    double lastSaved = start.seconds();
    // A run that was cut off after it had reached its target must not train on.
    double psnr = start.step() == 0 ? Double.NaN : samplePsnr.applyAsDouble(network);
    Optional<StopReason> stop = reached(state, psnr);
    long last = System.nanoTime();
    while (stop.isEmpty()) {
      int steps = Math.min(options.averagingFrequency(), options.steps() - state.step());
      double loss = averaging.round(distributed, source, state.step(), steps);
      double samplePsnr = this.samplePsnr.applyAsDouble(network);
      // From the end of one round to that of the next: what is saved and shown in between counts.
      long now = System.nanoTime();
      double took = (now - last) / 1e9;
      last = now;
      requireFinite(loss, samplePsnr, state.step(), steps);
      state = advanced(state, steps, took);
      MetricRow row = row(network, state, loss, samplePsnr, (double) steps * perStep() / took);
      unsaved.add(row);
      stop = reached(state, row.samplePsnr());
      listener.round(row, secondsLeft(start, state));
      if (stop.isPresent() || state.seconds() - lastSaved >= options.checkpointSeconds()) {
        save(network, state);
        lastSaved = state.seconds();
      }
    }
    return new Outcome(state, stop.get());
  }

  private long perStep() {
    return (long) options.workers() * options.batch();
  }

  private TrainingState advanced(TrainingState state, int steps, double took) {
    return new TrainingState(
        state.step() + steps,
        state.round() + 1,
        state.examples() + steps * perStep(),
        state.seconds() + took);
  }

  private MetricRow row(
      MultiLayerNetwork network,
      TrainingState state,
      double loss,
      double samplePsnr,
      double examplesPerSecond) {
    IUpdater updater = network.getLayer(0).conf().getLayer().getUpdaterByParam("W");
    return new MetricRow(
        runId,
        state.round(),
        state.step(),
        state.examples(),
        loss,
        updater.getLearningRate(state.step() - 1, 0),
        samplePsnr,
        examplesPerSecond,
        state.seconds(),
        Instant.now(),
        updater.getClass().getSimpleName().toLowerCase(Locale.ROOT),
        Double.NaN,
        Double.NaN);
  }

  private Optional<StopReason> reached(TrainingState state, double psnr) {
    if (state.step() >= options.steps()) {
      return Optional.of(StopReason.STEPS);
    }
    if (psnr >= options.targetPsnr().orElse(Double.POSITIVE_INFINITY)) {
      return Optional.of(StopReason.TARGET);
    }
    return state.seconds() >= options.maxSeconds().orElse(Double.POSITIVE_INFINITY)
        ? Optional.of(StopReason.TIME)
        : Optional.empty();
  }

  private double secondsLeft(TrainingState start, TrainingState state) {
    double perStep = (state.seconds() - start.seconds()) / (state.step() - start.step());
    double bySteps = perStep * (options.steps() - state.step());
    double byTime = options.maxSeconds().orElse(Double.POSITIVE_INFINITY) - state.seconds();
    return Math.max(0, Math.min(bySteps, byTime));
  }

  /** The loss is that before the last update; the sample's PSNR is NaN where a parameter is. */
  private void requireFinite(double loss, double samplePsnr, int firstStep, int steps) {
    if (!Double.isFinite(loss) || Double.isNaN(samplePsnr)) {
      metrics.append(unsaved);
      String last = checkpoints.lastFolder().map(Path::toString).orElse("none yet");
      throw new DivergedException(loss, firstStep, firstStep + steps - 1, last);
    }
  }

  /** Metrics first: rows beyond the last checkpoint are dropped on resume, never missing. */
  private void save(MultiLayerNetwork network, TrainingState state) {
    metrics.append(unsaved);
    unsaved.clear();
    checkpoints.save(network, state);
  }
}
