package io.raf4j.spark.training;

import io.raf4j.solver.NonFiniteResidualException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A logical worker whose network stays in the executor between rounds.
 *
 * <p>DL4J's worker builds its network from JSON in every task, about 35 ms however small it is.
 * Here a task takes an idle network of its run, copies the round's parameters, updater state and
 * step count into it, and gives it back at the end. All state that matters is copied, so which
 * network a task gets makes no difference.
 */
final class ResidentWorker extends ParameterAveragingTrainingWorker {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(ResidentWorker.class);

  /** Idle networks of the one run that this executor works for, by run and device. */
  private static final Map<String, Queue<MultiLayerNetwork>> IDLE = new ConcurrentHashMap<>();

  private final Broadcast<NetBroadcastTuple> round;
  private final String runId;
  private final TaskThreads threads;
  private transient double lossSum;
  private transient int minibatches;

  ResidentWorker(
      Broadcast<NetBroadcastTuple> round,
      WorkerConfiguration configuration,
      String runId,
      TaskThreads threads) {
    super(round, true, configuration, null, null, null);
    this.round = round;
    this.runId = runId;
    this.threads = threads;
  }

  @Override
  public MultiLayerNetwork getInitialModel() {
    threads.limit();
    TaskDevice.claim();
    IDLE.keySet().removeIf(other -> !other.startsWith(runId));
    NetBroadcastTuple state = round.getValue();
    MultiLayerNetwork network =
        IDLE.computeIfAbsent(place(), id -> new ConcurrentLinkedQueue<>()).poll();
    if (network == null) {
      network = new MultiLayerNetwork(state.getConfiguration().clone());
      network.init(state.getParameters().dup(), false);
      network.setUpdater(new MultiLayerUpdater(network, state.getUpdaterState().dup()));
    } else {
      network.setParameters(state.getParameters());
      network.getUpdater().setStateViewArray(null, state.getUpdaterState(), false);
    }
    int iterations = state.getConfiguration().getIterationCount();
    network.getLayerWiseConfigurations().setIterationCount(iterations);
    return network;
  }

  /** The arrays of a network live on the device on which it was made. */
  private String place() {
    return runId + "@" + Nd4j.getAffinityManager().getDeviceForCurrentThread();
  }

  @Override
  public ParameterAveragingTrainingResult processMinibatch(
      DataSet minibatch, MultiLayerNetwork network, boolean isLast) {
    double loss = Double.NaN;
    try {
      network.fit(minibatch);
      loss = network.score();
    } catch (NonFiniteResidualException e) {
      // The driver finds the point by itself; a task that failed would be tried again.
      LOG.debug("worker diverged", e);
    } catch (OutOfMemoryError e) {
      // Spark takes the error for the end of the process, which then says nothing of the cause.
      throw new IllegalStateException(
          "no memory for a batch: lower --batch or --width, or raise org.bytedeco.javacpp.maxbytes",
          e);
    }
    lossSum += loss;
    minibatches++;
    return isLast ? getFinalResult(network) : null;
  }

  @Override
  public ParameterAveragingTrainingResult getFinalResult(MultiLayerNetwork network) {
    INDArray state = network.getUpdater().getStateViewArray();
    // Copies: the next task of this executor may train the same network before Spark sends these.
    ParameterAveragingTrainingResult result =
        new ParameterAveragingTrainingResult(
            network.params().dup(),
            state == null ? null : state.dup(),
            lossSum / minibatches,
            null,
            null,
            null);
    IDLE.computeIfAbsent(place(), id -> new ConcurrentLinkedQueue<>()).add(network);
    return result;
  }
}
