package io.raf4j.spark.training;

import io.raf4j.dl4j.BlockwiseNetwork;
import io.raf4j.solver.NonFiniteResidualException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one logical worker does in one round, wherever it runs: it takes over the round's start,
 * fits minibatches, and gives back copies of what it learned. Not thread-safe.
 */
final class WorkerTraining {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerTraining.class);

  private final MultiLayerNetwork network;
  private final double fetchSeconds;
  private final long began;
  private double lossSum;
  private int minibatches;

  /**
   * Begins a round. All state that matters is copied into the network, so which one a worker gets
   * makes no difference.
   *
   * @param network of the round's configuration, whatever it has learned
   * @param start parameters, updater state and step count before the round
   * @param sinceNanos {@link System#nanoTime()} before the worker asked for either
   */
  WorkerTraining(MultiLayerNetwork network, NetBroadcastTuple start, long sinceNanos) {
    this.network = network;
    network.setParameters(start.getParameters());
    network.getUpdater().setStateViewArray(null, start.getUpdaterState(), false);
    int iterations = start.getConfiguration().getIterationCount();
    network.getLayerWiseConfigurations().setIterationCount(iterations);
    began = System.nanoTime();
    fetchSeconds = (began - sinceNanos) / 1e9;
  }

  /** Returns what a round starts from; the arrays are the network's own. */
  static NetBroadcastTuple startOf(MultiLayerNetwork network) {
    return new NetBroadcastTuple(
        network.getLayerWiseConfigurations(),
        network.params(),
        network.getUpdater().getStateViewArray());
  }

  /** Returns copies of what a round starts from, which the round does not change. */
  static NetBroadcastTuple copyOf(MultiLayerNetwork network) {
    return new NetBroadcastTuple(
        network.getLayerWiseConfigurations(),
        network.params().dup(),
        network.getUpdater().getStateViewArray().dup());
  }

  /** Builds a network for workers, which takes about 35 ms however small it is. */
  static MultiLayerNetwork built(NetBroadcastTuple start) {
    MultiLayerNetwork network = BlockwiseNetwork.of(start.getConfiguration().clone());
    network.init(start.getParameters().dup(), false);
    network.setUpdater(new MultiLayerUpdater(network, start.getUpdaterState().dup()));
    return network;
  }

  /** Takes one optimiser step. */
  void step(DataSet minibatch) {
    double loss = Double.NaN;
    try {
      network.fit(minibatch);
      loss = network.score();
    } catch (NonFiniteResidualException e) {
      // The trainer finds the point by itself; a task that failed would be tried again.
      LOG.debug("worker diverged", e);
    } catch (OutOfMemoryError e) {
      // Spark takes the error for the end of the process, which then says nothing of the cause.
      throw new IllegalStateException(
          "no memory for a batch: lower --batch or --width, or raise org.bytedeco.javacpp.maxbytes",
          e);
    }
    lossSum += loss;
    minibatches++;
  }

  /**
   * Returns copies of parameters and updater state with the mean loss: another worker may train the
   * network before they are used.
   */
  ParameterAveragingTrainingResult result() {
    double trainSeconds = (System.nanoTime() - began) / 1e9;
    INDArray state = network.getUpdater().getStateViewArray();
    return new WorkerResult(
        network.params().dup(),
        state == null ? null : state.dup(),
        lossSum / minibatches,
        fetchSeconds,
        trainSeconds);
  }
}
