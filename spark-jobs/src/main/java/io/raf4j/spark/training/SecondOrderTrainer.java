package io.raf4j.spark.training;

import io.raf4j.solver.LeastSquares;
import io.raf4j.solver.LevenbergMarquardt;
import io.raf4j.solver.LevenbergMarquardt.Iteration;
import io.raf4j.solver.NonFiniteResidualException;
import io.raf4j.solver.Residuals;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RoundParts;
import io.raf4j.spark.training.RoundMeasure.Measured;
import io.raf4j.spark.training.Trainer.Outcome;
import io.raf4j.spark.training.Trainer.RoundListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a network by Levenberg-Marquardt, leaving checkpoints and metrics as {@link Trainer} does.
 *
 * <p>The unknowns after a given iteration depend on the start, the problem and the options alone.
 * Not thread-safe; one trainer trains one network.
 */
public final class SecondOrderTrainer {

  private final TrainingOptions options;
  private final LevenbergMarquardt.Options policy;
  private final String optimizer;
  private final int points;
  private final String runId;
  private final Checkpoints checkpoints;
  private final MetricLog metrics;
  private final RoundMeasure measure;
  private final RoundListener listener;
  private final Interruption interruption;

  /**
   * Creates a trainer.
   *
   * @param options of which the time limit and the checkpoints matter
   * @param policy with the number of iterations over all sessions of the run
   * @param optimizer what rows call it
   * @param points of an iteration before any doubling, for the count of examples
   * @param runId name of the run in every row
   * @param measure of a network, taken after each iteration
   * @param interruption ends training in order
   */
  public SecondOrderTrainer(
      TrainingOptions options,
      LevenbergMarquardt.Options policy,
      String optimizer,
      int points,
      String runId,
      Checkpoints checkpoints,
      MetricLog metrics,
      RoundMeasure measure,
      RoundListener listener,
      Interruption interruption) {
    this.interruption = interruption;
    this.options = options;
    this.policy = policy;
    this.optimizer = optimizer;
    this.points = points;
    this.runId = runId;
    this.checkpoints = checkpoints;
    this.metrics = metrics;
    this.measure = measure;
    this.listener = listener;
  }

  /**
   * Trains from a state on.
   *
   * @param network holds the parameters of that state, and those of the end on return
   * @param start the end of first-order training, the beginning, or a checkpoint's state; with the
   *     unknowns beside the parameters
   * @param problem the squared residuals
   * @param residuals which turn parameters into unknowns and back
   * @throws DivergedException if the residual is not finite where training begins
   * @throws InterruptedWorkException if somebody asked for it; there is then a checkpoint of the
   *     last iteration
   */
  public Outcome train(
      MultiLayerNetwork network, TrainingState start, LeastSquares problem, Residuals residuals) {
    RoundLog log = new RoundLog(checkpoints, metrics, start, options.checkpointSeconds());
    Session session = new Session(network, start, residuals, log);
    double[] beside = TrainingState.unboxed(start.unknowns());
    LevenbergMarquardt.State state =
        start.iteration() == 0 ? new LevenbergMarquardt(policy).start() : start.secondOrder();
    try {
      LevenbergMarquardt.Result result =
          new LevenbergMarquardt(limited(start))
              .minimise(problem, residuals.theta(network.params(), beside), state, session);
      return session.ended(result);
    } catch (NonFiniteResidualException e) {
      String where = ", at the point " + Arrays.toString(e.point());
      throw DivergedException.ofSecondOrder(
          Double.NaN, session.state.iteration(), where, log.abandon());
    } catch (RuntimeException e) {
      if (interruption.isCauseOf(e)) {
        log.saveUnsaved(network, session.state);
      }
      throw e;
    }
  }

  /** The policy counts iterations and seconds of this session alone. */
  private LevenbergMarquardt.Options limited(TrainingState start) {
    double seconds = Math.max(0, options.maxSeconds().orElse(1e9) - start.seconds());
    return policy.limited(
        Math.max(0, policy.iterations() - start.iteration()),
        Duration.ofNanos((long) (Math.min(seconds, 1e9) * 1e9)),
        policy.target());
  }

  /** One call of {@link #train}. */
  private final class Session implements LevenbergMarquardt.Listener {
    private final MultiLayerNetwork network;
    private final TrainingState start;
    private final Residuals residuals;
    private final RoundLog log;
    private TrainingState state;
    private boolean isSaved = true;
    private long last = System.nanoTime();

    Session(MultiLayerNetwork network, TrainingState start, Residuals residuals, RoundLog log) {
      this.network = network;
      this.start = start;
      this.residuals = residuals;
      this.log = log;
      this.state = start;
    }

    @Override
    public void after(Iteration iteration, double[] theta, LevenbergMarquardt.State next) {
      interruption.uncut(() -> taken(iteration, theta, next));
      interruption.check();
    }

    private MetricRow taken(Iteration iteration, double[] theta, LevenbergMarquardt.State next) {
      INDArray parameters = residuals.parameters(theta);
      network.setParameters(parameters.castTo(network.params().dataType()));
      Measured measured = measure.of(network);
      long now = System.nanoTime();
      double took = (now - last) / 1e9;
      last = now;
      // Those of this iteration: the next may have twice as many.
      int drawn = points << state.doublings();
      state = state.iterated(drawn, took, next, residuals.eigenvalues(theta));
      MetricRow row = row(loss(iteration, theta), iteration, measured, drawn / took);
      log.add(row);
      isSaved = false;
      listener.round(row, secondsLeft());
      if (log.isDue(state)) {
        save();
      }
      return row;
    }

    private void save() {
      log.save(network, state);
      isSaved = true;
    }

    /** Of an eigenvalue problem the sum of the eigenvalues, as in first order. */
    private double loss(Iteration iteration, double[] theta) {
      double[] eigenvalues = residuals.eigenvalues(theta);
      return eigenvalues.length == 0 ? iteration.after() : Arrays.stream(eigenvalues).sum();
    }

    private MetricRow row(
        double loss, Iteration iteration, Measured measured, double pointsPerSecond) {
      return new MetricRow(
          runId,
          state.allRounds(),
          state.allSteps(),
          state.allExamples(),
          loss,
          Double.NaN,
          measured.samplePsnr(),
          pointsPerSecond,
          state.allSeconds(),
          Instant.now(),
          state.phase(optimizer),
          iteration.damping(),
          measured.relativeL2(),
          measured.sampleSsim(),
          RoundParts.UNKNOWN);
    }

    private double secondsLeft() {
      int done = state.iteration() - start.iteration();
      double each = (state.seconds() - start.seconds()) / done;
      double byIterations = each * (policy.iterations() - state.iteration());
      double byTime = options.maxSeconds().orElse(Double.POSITIVE_INFINITY) - state.seconds();
      return Math.max(0, Math.min(byIterations, byTime));
    }

    Outcome ended(LevenbergMarquardt.Result result) {
      if (result.stop() == LevenbergMarquardt.Stop.NOT_FINITE) {
        throw DivergedException.ofSecondOrder(
            Double.POSITIVE_INFINITY, state.iteration(), "", log.abandon());
      }
      if (!isSaved) {
        save();
      }
      return new Outcome(
          state,
          switch (result.stop()) {
            case ITERATIONS -> StopReason.ITERATIONS;
            case TIME -> StopReason.TIME;
            case TARGET, CONVERGED -> StopReason.CONVERGED;
            case NOT_FINITE -> throw new AssertionError("refused above");
          });
    }
  }
}
