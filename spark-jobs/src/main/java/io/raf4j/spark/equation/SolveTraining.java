package io.raf4j.spark.equation;

import io.raf4j.solver.LinearSolver;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.collocation.CollocationMinibatches;
import io.raf4j.spark.collocation.PointChoice;
import io.raf4j.spark.collocation.ResidualForm;
import io.raf4j.spark.collocation.SharedLeastSquares;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.equation.SolveOptions.Optimizer;
import io.raf4j.spark.run.Progress;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.SecondOrderTrainer;
import io.raf4j.spark.training.StepPlan;
import io.raf4j.spark.training.StopReason;
import io.raf4j.spark.training.Trained;
import io.raf4j.spark.training.Trainer.Outcome;
import io.raf4j.spark.training.TrainingState;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Trains a network to solve an equation: first order, second order, or one after the other. */
final class SolveTraining {

  private final SolvePlan plan;
  private final Site site;
  private final RoundMeasure measure;

  SolveTraining(SolvePlan plan, Site site) {
    this.plan = plan;
    this.site = site;
    this.measure = plan.kind().measure(plan);
  }

  /**
   * Trains from a state on.
   *
   * @param network of that state, and that of the end on return
   */
  Trained train(MultiLayerNetwork network, TrainingState start) {
    String optimizer = plan.options().optimizer().label();
    site.audience().say(plan.parameters() + " parameters, trained by " + optimizer + solver());
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

  /** Names the linear solver where it is another than those of small networks. */
  private String solver() {
    return plan.secondOrder().solver() == LinearSolver.AUTO
            || !plan.options().optimizer().hasSecondOrder()
        ? ""
        : " with steps by " + plan.secondOrder().solver().label();
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

  private Outcome firstOrder(MultiLayerNetwork network, TrainingState start) {
    TrainingOptions training = plan.training();
    CollocationMinibatches source =
        new CollocationMinibatches(
            plan.points(),
            training.batch(),
            plan.type(),
            new PointChoice(plan.options().adaptive(), training.workers()));
    // Second order goes on from wherever Adam has come to, with the seconds that are left.
    StepPlan steps =
        plan.options().optimizer().hasSecondOrder()
            ? StepPlan.cutOff(training)
            : site.stepPlan(training, start);
    Trained trained =
        site.train(start.phase("Adam"), training, network, start, source, measure, steps);
    return new Outcome(trained.state(), trained.reason());
  }

  /** Draws features; the trials of their slope count as time of training. */
  private TrainingState drawn(MultiLayerNetwork network, TrainingState before) {
    long began = System.nanoTime();
    double scale = FeatureScales.decided(plan, site);
    site.audience().say("Features are drawn with the slope " + scale);
    FeatureScales.draw(plan, scale, network);
    double took = (System.nanoTime() - began) * 1e-9;
    return before.prepared(took);
  }

  private Outcome secondOrder(MultiLayerNetwork network, TrainingState before) {
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    TrainingState ready =
        plan.options().optimizer() == Optimizer.FEATURES && before.iteration() == 0
            ? drawn(network, before)
            : before;
    TrainingState start = plan.kind().turned(plan, network, ready);
    ResidualForm form = plan.kind().form(plan, start);
    SharedLeastSquares problem =
        new SharedLeastSquares(
            site.pool(),
            layer,
            form,
            plan.points(),
            plan.options().points(),
            plan.options().doublings(),
            plan.training().workers(),
            plan.secondOrder().solver(),
            plan.secondOrder().concentration());
    try (Progress progress =
        site.progress(start.phase("second order"), plan.options().iterations())) {
      return new SecondOrderTrainer(
              plan.training(),
              plan.secondOrder().policy(),
              plan.options().optimizer() == Optimizer.FEATURES
                  ? Optimizer.FEATURES.label()
                  : Optimizer.LEVENBERG_MARQUARDT.label(),
              plan.options().points(),
              site.runId(),
              site.checkpoints(),
              site.metrics(),
              measure,
              (row, left) ->
                  progress.at(
                      row.step() - start.stepsBefore() - start.step(), Site.inWords(row, left)),
              site.interruption())
          .train(network, start, problem, problem.residuals());
    }
  }
}
