package io.raf4j.spark.training;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;

/**
 * Averaging in one thread: the workers train one after the other, on a second network that belongs
 * to this object.
 *
 * <p>Memory: the two networks, and parameters and updater state of every worker during a round.
 */
final class ThreadAveraging implements Averaging {

  private final MultiLayerNetwork network;
  private final WorkerPool pool;
  private final int workers;
  private MultiLayerNetwork copy;

  ThreadAveraging(MultiLayerNetwork network, WorkerPool pool, int workers) {
    this.network = network;
    this.pool = pool;
    this.workers = workers;
  }

  @Override
  public Round round(MinibatchSource source, int firstStep, int steps) {
    NetBroadcastTuple start = WorkerTraining.startOf(network);
    long began = System.nanoTime();
    List<ParameterAveragingTrainingResult> results =
        pool.run(
            start, workers, (state, worker) -> trained(state, source, worker, firstStep, steps));
    double tasks = (System.nanoTime() - began) / 1e9;
    return WorkerResult.accounted(OrderedMean.into(network, results, steps), results, 0, tasks);
  }

  private ParameterAveragingTrainingResult trained(
      NetBroadcastTuple state, MinibatchSource source, int worker, int firstStep, int steps) {
    long since = System.nanoTime();
    if (copy == null) {
      copy = WorkerTraining.built(state);
    }
    WorkerTraining training = new WorkerTraining(copy, state, since);
    source.minibatches(worker, firstStep, steps).forEachRemaining(training::step);
    return training.result();
  }

  @Override
  public void renew() {
    copy = null;
  }

  @Override
  public void close() {
    renew();
  }
}
