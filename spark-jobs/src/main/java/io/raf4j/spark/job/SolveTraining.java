package io.raf4j.spark.job;

import io.raf4j.geometry.Points;
import io.raf4j.solver.EigenPairs;
import io.raf4j.solver.SolutionErrors;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.collocation.CollocationMinibatches;
import io.raf4j.spark.collocation.PointChoice;
import io.raf4j.spark.collocation.ResidualForm;
import io.raf4j.spark.collocation.SharedLeastSquares;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.report.MetricRow;
import io.raf4j.spark.report.ParquetReport;
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.MetricLog;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.SecondOrderTrainer;
import io.raf4j.spark.training.StopReason;
import io.raf4j.spark.training.Trainer;
import io.raf4j.spark.training.Trainer.Outcome;
import io.raf4j.spark.training.TrainingState;
import io.raf4j.spark.training.WorkerPool;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Trains a network to solve an equation: first order, second order, or one after the other. */
final class SolveTraining {

  /** Points of the sample on which progress is measured. */
  private static final int SAMPLE = 1000;

  private final SolvePlan plan;
  private final RunFolder folder;
  private final RunRecord record;
  private final boolean resume;
  private final WorkerPool pool;
  private final Checkpoints checkpoints;
  private final MetricLog metrics;
  private final RoundMeasure measure;

  SolveTraining(
      SolvePlan plan, RunFolder folder, RunRecord record, boolean resume, SparkSession session) {
    this.plan = plan;
    this.folder = folder;
    this.record = record;
    this.resume = resume;
    this.pool = WorkerPool.on(JavaSparkContext.fromSparkContext(session.sparkContext()));
    this.checkpoints =
        Checkpoints.in(folder.checkpoints(), plan.training().checkpointsKept(), folder.hadoop());
    this.metrics = MetricLog.of(ParquetReport.open(session, folder.metrics(), MetricRow.FORMAT));
    this.measure = measure();
  }

  /**
   * A trained network.
   *
   * @param network with the parameters of the end
   * @param state how far training came
   */
  record Trained(MultiLayerNetwork network, TrainingState state) {}

  /** Trains from the last checkpoint or the start. */
  Trained train() {
    pool.threads().limit();
    System.err.printf(
        "%d parameters, trained by %s%n", plan.parameters(), plan.options().optimizer().label());
    Optional<Checkpoints.Checkpoint> last = resume ? checkpoints.last() : Optional.empty();
    MultiLayerNetwork network = last.map(Checkpoints.Checkpoint::network).orElseGet(plan::initial);
    TrainingState start = last.map(Checkpoints.Checkpoint::state).orElse(TrainingState.START);
    Outcome outcome = new Outcome(start, StopReason.STEPS);
    if (plan.options().optimizer().hasFirstOrder() && start.iteration() == 0) {
      outcome = firstOrder(network, start);
    }
    if (plan.options().optimizer().hasSecondOrder() && outcome.reason() == StopReason.STEPS) {
      outcome = secondOrder(network, outcome.state());
    }
    int linear = plan.options().linearIterations();
    int iterations = outcome.state().iteration();
    if (iterations > 0 && iterations < linear) {
      System.err.printf(
          "Stopped after %d of the %d iterations with nonlinear terms turned down: what was found"
              + " solves a nearly linear equation. Give more --max-seconds or --iterations with"
              + " --resume.%n",
          iterations, linear);
    }
    StopReason reason = outcome.reason();
    record.stopped(reason.name().toLowerCase(Locale.ROOT), reason.explanation());
    return new Trained(network, outcome.state());
  }

  private RoundMeasure measure() {
    if (plan.isEigen() || !plan.hasExact()) {
      return RoundMeasure.none();
    }
    Points sample = plan.points().test(SAMPLE);
    return RoundMeasure.relativeL2(
        network -> SolutionErrors.of(layer(network), network.params(), sample).relativeL2());
  }

  private static TrialLayer layer(MultiLayerNetwork network) {
    return TrialLayer.of(network.getLayerWiseConfigurations());
  }

  private Outcome firstOrder(MultiLayerNetwork network, TrainingState start) {
    TrainingOptions training = plan.training();
    CollocationMinibatches source =
        new CollocationMinibatches(
            plan.points(),
            training.batch(),
            plan.type(),
            new PointChoice(plan.options().adaptive(), training.workers()));
    try (Progress progress = new Progress("Adam", training.steps())) {
      return new Trainer(
              pool,
              training,
              record.runId(),
              checkpoints,
              metrics,
              measure,
              (row, left) -> progress.at(row.step(), message(row, left)))
          .train(network, start, source);
    }
  }

  private Outcome secondOrder(MultiLayerNetwork network, TrainingState before) {
    TrialLayer layer = layer(network);
    boolean isToBeRotated = plan.isEigen() && before.iteration() == 0;
    TrainingState start = isToBeRotated ? rotated(network, layer, before) : before;
    ResidualForm form =
        plan.isEigen()
            ? new ResidualForm.Eigen(start.penalty())
            : new ResidualForm.Equation(plan.options().linearIterations());
    SharedLeastSquares problem =
        new SharedLeastSquares(
            pool,
            layer,
            form,
            plan.points(),
            plan.options().points(),
            plan.options().doublings(),
            plan.training().workers());
    try (Progress progress = new Progress("second order", plan.options().iterations())) {
      return new SecondOrderTrainer(
              plan.training(),
              plan.policy(),
              plan.options().points(),
              record.runId(),
              checkpoints,
              metrics,
              measure,
              (row, left) -> progress.at(row.step() - start.step(), message(row, left)))
          .train(network, start, problem, problem.residuals());
    }
  }

  /** Turns the functions into eigenfunctions; their eigenvalues become unknowns. */
  private TrainingState rotated(MultiLayerNetwork network, TrialLayer layer, TrainingState before) {
    EigenPairs pairs = new EigenPairs(layer);
    Points points = plan.points().test(plan.options().testPoints());
    EigenPairs.Projection projection = pairs.project(pairs.gram(network.params(), points));
    network.setParameters(pairs.rotated(network.params(), projection));
    double[] eigenvalues = projection.eigenvalues();
    double largest = Arrays.stream(eigenvalues).map(Math::abs).max().orElseThrow();
    return before.withUnknowns(Arrays.stream(eigenvalues).boxed().toList(), Math.max(1, largest));
  }

  private static String message(MetricRow row, double secondsLeft) {
    String error =
        Double.isNaN(row.relativeL2())
            ? ""
            : String.format(Locale.ROOT, ", relative L2 %.3g", row.relativeL2());
    return String.format(
        Locale.ROOT,
        "loss %.3g%s, %,.0f points/s, %s left",
        row.loss(),
        error,
        row.examplesPerSecond(),
        Progress.duration(secondsLeft));
  }
}
