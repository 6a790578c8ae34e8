package io.raf4j.spark.collocation;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.ResidualAdaptive;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import io.raf4j.solver.Residuals;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.training.MinibatchSource;
import io.raf4j.spark.training.WorkerPool;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Which points Adam trains on: all that are drawn, or once a round those of a pool where the
 * residual is large.
 *
 * <p>Every worker scores a pool with the parameters before the round and keeps one batch, which it
 * visits at every step of the round. Only the numbers of the chosen points travel. What is chosen
 * depends on the parameters alone, so a resumed run chooses the same.
 *
 * @param factor points of a pool for each that is chosen; 1 for no choice
 * @param workers logical workers
 */
public record PointChoice(int factor, int workers) implements Serializable {

  /** Shards beyond all workers': the choice has a stream apart from the pool's coordinates. */
  private static final int CHOICE = 1 << 30;

  boolean isOff() {
    return factor == 1;
  }

  /** Returns the source of a round with the points that the network solves worst. */
  MinibatchSource chosen(
      WorkerPool pool, CollocationMinibatches all, MultiLayerNetwork network, int step) {
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    Scoring scoring = new Scoring(layer, all, factor, step);
    double[] parameters = network.params().toDoubleVector();
    return new Chosen(all, factor, step, pool.run(parameters, workers, scoring::choose));
  }

  /** What one worker does. */
  private record Scoring(TrialLayer layer, CollocationMinibatches all, int factor, int step)
      implements Serializable {

    int[] choose(double[] parameters, int worker) {
      CollocationPoints points = all.points();
      Points pool = points.pool(step, worker, Math.multiplyExact(factor, all.batch()));
      double[] squares = Residuals.pde(layer).squares(parameters, pool);
      double[] residuals = new double[squares.length];
      for (int i = 0; i < residuals.length; i++) {
        residuals[i] = Math.sqrt(squares[i]);
      }
      RandomStream stream =
          RandomStream.of(points.seed(), Purpose.COLLOCATION, step, CHOICE + worker);
      return ResidualAdaptive.usual().choose(residuals, all.batch(), stream);
    }
  }

  /** The same batch at every step of a round. */
  private record Chosen(CollocationMinibatches all, int factor, int firstStep, List<int[]> indices)
      implements MinibatchSource {

    @Override
    public Iterator<DataSet> minibatches(int worker, int first, int steps) {
      Points pool = all.points().pool(firstStep, worker, factor * all.batch());
      Points chosen = pool.only(indices.get(worker));
      DataSet batch = all.dataSet(all.points().withConditions(chosen, firstStep, worker));
      return Collections.nCopies(steps, batch).iterator();
    }
  }
}
