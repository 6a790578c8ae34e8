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
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.SecondOrderTrainer;
import io.raf4j.spark.training.StopReason;
import io.raf4j.spark.training.Trainer;
import io.raf4j.spark.training.Trainer.Outcome;
import io.raf4j.spark.training.TrainingState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Trains a network to solve an equation: first order, second order, or one after the other. */
final class SolveTraining {

  /** Points of the sample on which progress is measured. */
  static final int SAMPLE = 1000;

  private final SolvePlan plan;
  private final TrainingSite site;
  private final boolean resume;
  private final RoundMeasure measure;

  /**
   * Describes a training.
   *
   * @param resume whether to begin at the last checkpoint
   */
  SolveTraining(SolvePlan plan, TrainingSite site, boolean resume) {
    this.plan = plan;
    this.site = site;
    this.resume = resume;
    this.measure = measure();
  }

  /**
   * A trained network.
   *
   * @param network with the parameters of the end
   * @param state how far training came
   * @param reason why it ended
   */
  record Trained(MultiLayerNetwork network, TrainingState state, StopReason reason) {

    /** Returns why training ended, as files and tables name it. */
    String stop() {
      return reason.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the loss of the last round, or NaN before the first. */
  static double lastLoss(List<MetricRow> metrics) {
    return metrics.isEmpty() ? Double.NaN : metrics.get(metrics.size() - 1).loss();
  }

  /** Trains from the last checkpoint or the start. */
  Trained train() {
    site.pool().threads().limit();
    String optimizer = plan.options().optimizer().label();
    site.audience().say(plan.parameters() + " parameters, trained by " + optimizer);
    Optional<Checkpoints.Checkpoint> last = resume ? site.checkpoints().last() : Optional.empty();
    MultiLayerNetwork network = last.map(Checkpoints.Checkpoint::network).orElseGet(plan::initial);
    TrainingState start = last.map(Checkpoints.Checkpoint::state).orElse(TrainingState.START);
    Outcome outcome = new Outcome(start, StopReason.STEPS);
    if (plan.options().optimizer().hasFirstOrder() && start.iteration() == 0) {
      outcome = firstOrder(network, start);
    }
    if (plan.options().optimizer().hasSecondOrder() && outcome.reason() == StopReason.STEPS) {
      outcome = secondOrder(network, outcome.state());
    }
    warnOfLinearIterations(outcome.state().iteration());
    return new Trained(network, outcome.state(), outcome.reason());
  }

  private void warnOfLinearIterations(int iterations) {
    int linear = plan.options().linearIterations();
    if (iterations > 0 && iterations < linear) {
      site.audience()
          .say(
              "Stopped after "
                  + iterations
                  + " of the "
                  + linear
                  + " iterations with nonlinear terms turned down: what was found solves a nearly"
                  + " linear equation. Give more --max-seconds or --iterations with --resume.");
    }
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
    try (Progress progress = site.audience().progress("Adam", training.steps())) {
      return new Trainer(
              site.pool(),
              training,
              site.runId(),
              site.checkpoints(),
              site.metrics(),
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
            site.pool(),
            layer,
            form,
            plan.points(),
            plan.options().points(),
            plan.options().doublings(),
            plan.training().workers());
    try (Progress progress =
        site.audience().progress("second order", plan.options().iterations())) {
      return new SecondOrderTrainer(
              plan.training(),
              plan.policy(),
              plan.options().points(),
              site.runId(),
              site.checkpoints(),
              site.metrics(),
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
