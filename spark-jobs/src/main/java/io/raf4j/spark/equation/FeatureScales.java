package io.raf4j.spark.equation;

import io.raf4j.solver.FeatureDraw;
import io.raf4j.solver.LevenbergMarquardt;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.collocation.ResidualForm;
import io.raf4j.spark.collocation.SharedLeastSquares;
import io.raf4j.spark.training.TrainingState;
import io.raf4j.spark.training.WorkerPool;
import java.time.Duration;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Chooses the slope of drawn features: networks of a share of the neurons, each with another slope,
 * take a few iterations, and the loss on fresh points decides.
 *
 * <p>Depends on the plan alone, so a run that is repeated chooses the same.
 */
final class FeatureScales {

  private static final double[] SCALES = {0.5, 1, 2, 4, 8};

  /** The trial networks have this share of the neurons and points. */
  private static final int SHARE = 3;

  private static final int LEAST_WIDTH = 100;
  private static final int ITERATIONS = 4;

  private final SolvePlan plan;
  private final WorkerPool pool;

  FeatureScales(SolvePlan plan, WorkerPool pool) {
    this.plan = plan;
    this.pool = pool;
  }

  /** Returns the slope whose trial network fits fresh points best. */
  double best() {
    int width = Math.max(LEAST_WIDTH, plan.size().width() / SHARE);
    int points = Math.max(plan.training().workers(), plan.options().points() / SHARE);
    SolvePlan small = plan.resized(Math.min(width, plan.size().width()), points);
    double best = SCALES[0];
    double least = Double.POSITIVE_INFINITY;
    for (double scale : SCALES) {
      double loss = freshLoss(small, scale);
      if (loss < least) {
        least = loss;
        best = scale;
      }
    }
    return best;
  }

  private double freshLoss(SolvePlan small, double scale) {
    MultiLayerNetwork network = small.initial();
    draw(small, scale, network);
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    ResidualForm form = small.kind().form(small, TrainingState.START);
    SharedLeastSquares problem =
        new SharedLeastSquares(
            pool,
            layer,
            form,
            small.points(),
            small.options().points(),
            0,
            workers(small),
            small.linearSolver());
    LevenbergMarquardt.Options options =
        small
            .policy()
            .limited(small.options().linearIterations() + ITERATIONS, Duration.ofDays(1), 0);
    List<LevenbergMarquardt.Iteration> iterations =
        new LevenbergMarquardt(options)
            .minimise(problem, problem.residuals().theta(network.params()))
            .iterations();
    return iterations.isEmpty()
        ? Double.POSITIVE_INFINITY
        : iterations.get(iterations.size() - 1).freshAfter();
  }

  private static int workers(SolvePlan plan) {
    return plan.training().workers();
  }

  /** Draws the features of a network and sets its outputs to zero. */
  static void draw(SolvePlan plan, double scale, MultiLayerNetwork network) {
    double[] parameters = network.params().toDoubleVector();
    new FeatureDraw(plan.seed(), scale)
        .write(TrialLayer.of(network.getLayerWiseConfigurations()), parameters);
    network.setParameters(Nd4j.createFromArray(parameters).reshape(1, parameters.length));
  }
}
