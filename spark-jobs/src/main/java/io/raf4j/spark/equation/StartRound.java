package io.raf4j.spark.equation;

import io.raf4j.geometry.Points;
import io.raf4j.solver.LevenbergMarquardt;
import io.raf4j.solver.NonFiniteResidualException;
import io.raf4j.solver.Residuals;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.collocation.ResidualForm;
import io.raf4j.spark.collocation.SharedLeastSquares;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.training.TaskThreads;
import io.raf4j.spark.training.TrainingState;
import io.raf4j.spark.training.WorkerPool;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * One round of {@link Starts}: every contender iterates by itself, one a worker. A worker plans
 * anew by the settings, and its logical workers take turns in it, so a contender has the bits of a
 * run alone.
 *
 * @param kind of the equation
 * @param settings of the plan
 * @param field that competes
 * @param round from 0
 * @param threads of a worker
 */
record StartRound(
    EquationKind kind, Settings settings, List<Contender> field, int round, TaskThreads threads)
    implements Serializable {

  StartRound(SolvePlan plan, List<Contender> field, int round, TaskThreads threads) {
    this(plan.kind(), plan.settings(), new ArrayList<>(field), round, threads);
  }

  /** Returns the contenders after the round, in the same order. */
  List<Contender> run(WorkerPool pool) {
    return pool.run(this, field.size(), StartRound::after);
  }

  private Contender after(int worker) {
    SolvePlan all = SolvePlan.of(kind, settings);
    Contender contender = field.get(worker);
    SolvePlan own = contender.plan(all);
    MultiLayerNetwork network = own.initial();
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    ResidualForm form = kind.form(own, TrainingState.START);
    SharedLeastSquares problem =
        new SharedLeastSquares(
            WorkerPool.inThread(threads),
            layer,
            form,
            own.points(),
            own.options().points(),
            own.options().doublings(),
            own.training().workers(),
            own.secondOrder().solver(),
            own.secondOrder().concentration());
    LevenbergMarquardt method =
        new LevenbergMarquardt(
            own.secondOrder()
                .policy()
                .limited(StartOptions.iterations(round), Duration.ofDays(1), 0));
    double[] theta =
        contender.isNew() ? problem.residuals().theta(network.params()) : contender.theta();
    LevenbergMarquardt.State state = contender.isNew() ? method.start() : contender.state();
    Seen seen = new Seen(own.options().points(), state.growths());
    LevenbergMarquardt.Result result;
    try {
      result = method.minimise(problem, theta, state, seen);
    } catch (NonFiniteResidualException e) {
      return contender.lost();
    }
    Residuals judged = form.of(layer, Math.max(0, result.state().iteration() - 1));
    Points fresh = all.points().competition(round, own.options().points());
    double loss = judged.losses(List.of(result.theta()), fresh).losses()[0];
    return result.stop() == LevenbergMarquardt.Stop.NOT_FINITE || !Double.isFinite(loss)
        ? contender.lost()
        : contender.at(result.theta(), result.state(), seen.all, loss);
  }

  /** Counts the points of iterations, which double where they are too few. */
  private static final class Seen implements LevenbergMarquardt.Listener {
    private final long first;
    private int growths;
    private long all;

    Seen(long first, int growths) {
      this.first = first;
      this.growths = growths;
    }

    @Override
    public void after(
        LevenbergMarquardt.Iteration iteration, double[] theta, LevenbergMarquardt.State state) {
      all += first << growths;
      growths = state.growths();
    }
  }
}
