package io.raf4j.spark.equation;

import io.raf4j.solver.FeatureDraw;
import io.raf4j.solver.LevenbergMarquardt;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.collocation.ResidualForm;
import io.raf4j.spark.collocation.SharedLeastSquares;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.training.TrainingState;
import io.raf4j.spark.training.WorkerPool;
import java.time.Duration;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Chooses the slope of drawn features: networks of a share of the neurons, each with another slope,
 * take a few iterations, and the loss on fresh points decides. Where the smallest slope wins,
 * smaller ones are tried: the more dimensions, the smaller is the best.
 *
 * <p>Depends on the plan alone, so a run that is repeated chooses the same.
 */
final class FeatureScales {

  private static final double[] SCALES = {0.5, 1, 2, 4, 8};

  /** Smaller ones are tried by halves, down to this. */
  private static final double SMALLEST = 1.0 / 64;

  /** The name among what a run decides. */
  private static final String DECISION = "feature_scale";

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

  /**
   * Returns the slope that is asked for, that a run which is gone on with had decided for, or that
   * is best; and keeps it as the run's decision.
   */
  static double decided(SolvePlan plan, Site site) {
    double scale =
        site.decisions().get(DECISION) instanceof Number before
            ? before.doubleValue()
            : plan.options()
                .featureScale()
                .orElseGet(() -> new FeatureScales(plan, site.pool()).best());
    site.decide(Fields.NONE.with(DECISION, scale));
    return scale;
  }

  /** Returns the slope whose trial network fits fresh points best. */
  private double best() {
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
    return best == SCALES[0] ? smaller(small, best, least) : best;
  }

  /**
   * Goes on by halves while the loss falls.
   *
   * @param scale the smallest tried so far
   * @param loss of it
   */
  private double smaller(SolvePlan small, double scale, double loss) {
    double best = scale;
    double least = loss;
    while (best / 2 >= SMALLEST) {
      double next = freshLoss(small, best / 2);
      if (!(next < least)) {
        break;
      }
      least = next;
      best /= 2;
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
            small.secondOrder().solver(),
            small.secondOrder().concentration());
    LevenbergMarquardt.Options options =
        small
            .secondOrder()
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
