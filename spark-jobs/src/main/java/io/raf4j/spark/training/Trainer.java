package io.raf4j.spark.training;

import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.dl4j.LearningRates;
import io.raf4j.dl4j.Muon;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RoundParts;
import io.raf4j.spark.training.RoundMeasure.Measured;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Trains a network round by round until a reason to stop, leaving checkpoints and metrics.
 *
 * <p>The parameters after a given step depend on the network's start, the source and the options
 * alone: not on the number of executors, on retried tasks, or on how often the run was cut off and
 * resumed. Not thread-safe; one trainer trains one network.
 */
public final class Trainer {

  private final WorkerPool pool;
  private final TrainingOptions options;
  private final String runId;
  private final Checkpoints checkpoints;
  private final MetricLog metrics;
  private final RoundMeasure measure;
  private final RoundListener listener;
  private final Interruption interruption;
  private final StepPlan plan;
  private LongSupplier nanoTime = System::nanoTime;
  private TrainingState state;

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

    /** Called when it is known how many steps the seconds allow, before the round's row. */
    default void planned(StepPlan.Decision decision) {}

    /**
     * Called when training has diverged and goes back.
     *
     * @param to the state that it goes on from, with half the learning rate
     */
    default void wentBack(DivergedException why, TrainingState to) {}
  }

  /**
   * How training ended.
   *
   * @param state how far it came
   * @param reason why it ended
   */
  public record Outcome(TrainingState state, StopReason reason) {}

  /** Creates a trainer whose rate falls to its end within the seconds, if they are limited. */
  public Trainer(
      WorkerPool pool,
      TrainingOptions options,
      String runId,
      Checkpoints checkpoints,
      MetricLog metrics,
      RoundMeasure measure,
      RoundListener listener,
      Interruption interruption) {
    this(
        pool,
        options,
        StepPlan.of(options),
        runId,
        checkpoints,
        metrics,
        measure,
        listener,
        interruption);
  }

  /**
   * Creates a trainer.
   *
   * @param pool where the logical workers train
   * @param plan says after which step it ends
   * @param runId name of the run in every row
   * @param measure of a network, taken after each round
   * @param interruption ends training in order
   */
  public Trainer(
      WorkerPool pool,
      TrainingOptions options,
      StepPlan plan,
      String runId,
      Checkpoints checkpoints,
      MetricLog metrics,
      RoundMeasure measure,
      RoundListener listener,
      Interruption interruption) {
    this.interruption = interruption;
    this.pool = pool;
    this.options = options;
    this.plan = plan;
    this.runId = runId;
    this.checkpoints = checkpoints;
    this.metrics = metrics;
    this.measure = measure;
    this.listener = listener;
  }

  /** Takes another clock, of nanoseconds from any origin. */
  void timedBy(LongSupplier clock) {
    nanoTime = clock;
  }

  /**
   * Trains from a state on.
   *
   * @param network holds the parameters of that state, and those of the end on return
   * @param start where to begin: {@link TrainingState#START} or a checkpoint's state
   * @throws DivergedException if the loss is not finite any more
   * @throws InterruptedWorkException if somebody asked for it; there is then a checkpoint of the
   *     last round
   */
  public Outcome train(MultiLayerNetwork network, TrainingState start, MinibatchSource source) {
    pool.threads().limit();
    RoundLog log = new RoundLog(checkpoints, metrics, start, options.checkpointSeconds());
    // The updater of a new network exists only after this.
    network.getUpdater();
    network.getLayerWiseConfigurations().setIterationCount(start.step());
    state = start;
    if (state.plannedSteps() > 0) {
      LearningRates.fallOver(network, state.plannedSteps());
    }
    Rollback rollback = Rollback.of(options.onDivergence(), network, start, checkpoints);
    while (true) {
      try (Averaging averaging = Averaging.of(network, pool, options.workers(), options.batch())) {
        return train(network, source, averaging, log, rollback);
      } catch (DivergedException e) {
        if (!rollback.isLeft(state)) {
          throw e;
        }
        state = rollback.back(state);
        log.backTo(state);
        listener.wentBack(e, state);
      } catch (RuntimeException e) {
        if (interruption.isCauseOf(e)) {
          log.saveUnsaved(network, state);
          rollback.save(checkpoints, state);
        }
        throw e;
      }
    }
  }

  private Outcome train(
      MultiLayerNetwork network,
      MinibatchSource source,
      Averaging averaging,
      RoundLog log,
      Rollback rollback) {
    Pace pace = new Pace(state);
    double flops = flopsOfStep(network);
    // A run that was cut off after it had reached its target must not train on.
    Measured measured = state.step() == 0 ? Measured.NOTHING : measure.of(network);
    Optional<StopReason> stop = reached(state, measured);
    long last = nanoTime.getAsLong();
    while (stop.isEmpty()) {
      interruption.check();
      int steps = plan.ofRound(state, flops);
      Optional<NetBroadcastTuple> before =
          source.hasNamedExamples()
              ? Optional.of(WorkerTraining.copyOf(network))
              : Optional.empty();
      MinibatchSource ofRound = source.ofRound(pool, network, state.step());
      Averaging.Round round = averaged(averaging, network, ofRound, steps, before, log);
      double loss = round.loss();
      long averaged = nanoTime.getAsLong();
      measured = interruption.uncut(() -> measure.of(network));
      // From the end of one round to that of the next: what is saved and shown in between counts.
      long now = nanoTime.getAsLong();
      RoundParts parts = round.parts().measured((now - averaged) / 1e9);
      double took = (now - last) / 1e9;
      last = now;
      if (!Double.isFinite(loss) || measure.isDiverged(measured)) {
        throw diverged(log, loss, before, ofRound, steps);
      }
      state = state.averaged(steps, steps * perStep(), took);
      pace.after(state);
      double examplesPerSecond = (double) steps * perStep() / took;
      // With the rate of the round, which a plan changes for the next one.
      MetricRow row = row(network, state, loss, measured, examplesPerSecond, parts);
      log.add(row);
      stop = reached(state, measured);
      if (stop.isEmpty()) {
        planSteps(network, averaging, pace);
      }
      rollback.after(state);
      listener.round(row, secondsLeft(pace));
      if (stop.isPresent() || log.isDue(state) && rollback.allowsCheckpoint(state)) {
        log.save(network, state);
      }
    }
    return new Outcome(state, stop.get());
  }

  /** Three products with each weight, of which tables in front of a network have none. */
  private double flopsOfStep(MultiLayerNetwork network) {
    int first = CoordinateNetwork.firstDense(network);
    long weights = 0;
    for (int layer = first; layer < network.getnLayers(); layer++) {
      weights += network.getLayer(layer).numParams();
    }
    return 6d * weights * options.batch();
  }

  private long perStep() {
    return (long) options.workers() * options.batch();
  }

  private MetricRow row(
      MultiLayerNetwork network,
      TrainingState state,
      double loss,
      Measured measured,
      double examplesPerSecond,
      RoundParts parts) {
    Layer first = network.getLayer(CoordinateNetwork.firstDense(network)).conf().getLayer();
    IUpdater updater = Muon.besides((BaseLayer) first);
    return new MetricRow(
        runId,
        state.allRounds(),
        state.allSteps(),
        state.allExamples(),
        loss,
        updater.getLearningRate(state.step() - 1, 0),
        measured.samplePsnr(),
        examplesPerSecond,
        state.allSeconds(),
        Instant.now(),
        state.phase(Muon.isIn(network) ? "muon" : "adam"),
        Double.NaN,
        measured.relativeL2(),
        measured.sampleSsim(),
        parts);
  }

  private Optional<StopReason> reached(TrainingState state, Measured measured) {
    Optional<StopReason> ended = plan.ended(state);
    boolean hasAllSteps = ended.equals(Optional.of(StopReason.STEPS));
    return measure.isReached(measured) && !hasAllSteps ? Optional.of(StopReason.TARGET) : ended;
  }

  private double secondsLeft(Pace pace) {
    double bySteps = pace.perStep() * (plan.end(state) - state.step());
    return Math.max(0, Math.min(bySteps, plan.secondsLeft(state)));
  }

  /** Lets the rates fall over the steps that the seconds allow, once it is known how many. */
  private void planSteps(MultiLayerNetwork network, Averaging averaging, Pace pace) {
    OptionalInt steps = plan.decide(state, pace);
    if (steps.isPresent()) {
      state = state.planned(steps.getAsInt());
      LearningRates.fallOver(network, steps.getAsInt());
      averaging.renew();
      listener.planned(new StepPlan.Decision(steps.getAsInt(), state.step()));
    }
  }

  /** Trains a round; one whose workers come back with what is no number has not taken place. */
  private Averaging.Round averaged(
      Averaging averaging,
      MultiLayerNetwork network,
      MinibatchSource source,
      int steps,
      Optional<NetBroadcastTuple> before,
      RoundLog log) {
    try {
      return averaging.round(source, state.step(), steps);
    } catch (NonFiniteParametersException e) {
      if (before.isPresent()) {
        throw diverged(log, e.loss(), before, source, steps);
      }
      String where =
          new DivergenceSearch(WorkerTraining.startOf(network), source, state.step(), steps)
              .stepOf(e.worker())
              .orElse(inRound(steps) + " of worker " + e.worker());
      throw DivergedException.ofFirstOrder(e.loss(), where, state.rollbacks(), log.abandon());
    }
  }

  /** The loss is that before the last update; the measure is NaN where a parameter is. */
  private DivergedException diverged(
      RoundLog log,
      double loss,
      Optional<NetBroadcastTuple> before,
      MinibatchSource source,
      int steps) {
    String where =
        before
            .flatMap(
                start ->
                    new DivergenceSearch(start, source, state.step(), steps)
                        .where(options.workers()))
            .orElse(inRound(steps));
    return DivergedException.ofFirstOrder(loss, where, state.rollbacks(), log.abandon());
  }

  private String inRound(int steps) {
    return "between steps " + state.step() + " and " + (state.step() + steps - 1);
  }
}
