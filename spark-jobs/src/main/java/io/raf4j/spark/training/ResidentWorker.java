package io.raf4j.spark.training;

import java.util.Set;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.api.DataSet;

/**
 * A logical worker whose network stays in the executor between rounds.
 *
 * <p>DL4J's worker builds its network from JSON in every task. Here a task takes an idle network of
 * its training, lets {@link WorkerTraining} use it, and gives it back at the end.
 */
final class ResidentWorker extends ParameterAveragingTrainingWorker {

  private static final long serialVersionUID = 1L;

  private final Broadcast<NetBroadcastTuple> round;
  private final String training;
  private final Set<String> live;
  private final TaskThreads threads;
  private transient WorkerTraining own;

  /**
   * Creates a worker.
   *
   * @param round what the round starts from
   * @param training to which the networks belong
   * @param live all trainings of this application that go on
   */
  ResidentWorker(
      Broadcast<NetBroadcastTuple> round,
      WorkerConfiguration configuration,
      String training,
      Set<String> live,
      TaskThreads threads) {
    super(round, true, configuration, null, null, null);
    this.round = round;
    this.training = training;
    this.live = live;
    this.threads = threads;
  }

  @Override
  public MultiLayerNetwork getInitialModel() {
    long since = System.nanoTime();
    threads.enter();
    IdleNetworks.keepOnly(live);
    NetBroadcastTuple start = round.getValue();
    MultiLayerNetwork network =
        IdleNetworks.take(training).orElseGet(() -> WorkerTraining.built(start));
    own = new WorkerTraining(network, start, since);
    return network;
  }

  @Override
  public ParameterAveragingTrainingResult processMinibatch(
      DataSet minibatch, MultiLayerNetwork network, boolean isLast) {
    own.step(minibatch);
    return isLast ? getFinalResult(network) : null;
  }

  @Override
  public ParameterAveragingTrainingResult getFinalResult(MultiLayerNetwork network) {
    ParameterAveragingTrainingResult result = own.result();
    IdleNetworks.giveBack(training, network);
    return result;
  }
}
