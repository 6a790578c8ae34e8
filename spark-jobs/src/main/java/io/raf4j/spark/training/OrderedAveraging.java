package io.raf4j.spark.training;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * DL4J's parameter averaging, one round at a time, with the same bits every time.
 *
 * <p>Differences to the class it extends: the caller gives the data of each round, instead of DL4J
 * counting and splitting one large RDD; parameters and updater state are averaged in the order of
 * the logical workers, where {@code treeAggregate} adds in the order of arrival; executors keep
 * their networks between rounds; and the broadcast of a round is destroyed after it.
 *
 * <p>Cost of a round beyond the training: one broadcast of parameters and updater state (3 numbers
 * a parameter for Adam), the same back from every logical worker to the driver. Not thread-safe.
 */
final class OrderedAveraging extends ParameterAveragingTrainingMaster {

  private final String runId;
  private final TaskThreads threads;
  private Broadcast<NetBroadcastTuple> broadcast;
  private double loss;

  /**
   * Creates a master.
   *
   * @param runId names the networks that executors keep
   * @param workers logical workers
   * @param batch examples of one step
   * @param threads threads of one task
   */
  OrderedAveraging(String runId, int workers, int batch, TaskThreads threads) {
    super(
        new Builder(workers, batch)
            .batchSizePerWorker(batch)
            .saveUpdater(true)
            .workerPrefetchNumBatches(0)
            .repartionData(Repartition.Never)
            .rddTrainingApproach(RDDTrainingApproach.Direct));
    this.runId = runId;
    this.threads = threads;
  }

  /**
   * Trains one round and leaves the averages in the network.
   *
   * @return the mean loss of the round's minibatches
   */
  double round(SparkDl4jMultiLayer network, MinibatchSource source, int firstStep, int steps) {
    averagingFrequency = steps;
    JavaSparkContext spark = network.getSparkContext();
    List<Integer> workers = IntStream.range(0, numWorkers).boxed().toList();
    JavaRDD<DataSet> minibatches =
        spark
            .parallelize(workers, numWorkers)
            .flatMap(worker -> source.minibatches(worker, firstStep, steps));
    doIteration(network, minibatches, 1, 1);
    return loss;
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkDl4jMultiLayer network) {
    MultiLayerNetwork net = network.getNetwork();
    NetBroadcastTuple state =
        new NetBroadcastTuple(
            net.getLayerWiseConfigurations(), net.params(), net.getUpdater().getStateViewArray());
    broadcast = network.getSparkContext().broadcast(state);
    WorkerConfiguration configuration =
        new WorkerConfiguration(
            false, rddDataSetNumExamples, batchSizePerWorker, averagingFrequency, 0, false);
    return new ResidentWorker(broadcast, configuration, runId, threads);
  }

  @Override
  protected void processResults(
      SparkDl4jMultiLayer network,
      SparkComputationGraph graph,
      JavaRDD<ParameterAveragingTrainingResult> results,
      int split,
      int splits) {
    List<ParameterAveragingTrainingResult> inOrder = results.collect();
    broadcast.destroy();
    MultiLayerNetwork net = network.getNetwork();
    net.setParameters(
        mean(inOrder.stream().map(ParameterAveragingTrainingResult::getParameters).toList()));
    List<INDArray> states =
        inOrder.stream()
            .map(ParameterAveragingTrainingResult::getUpdaterState)
            .filter(Objects::nonNull)
            .toList();
    if (!states.isEmpty()) {
      net.getUpdater().setStateViewArray(null, mean(states), false);
    }
    int iterations = net.getLayerWiseConfigurations().getIterationCount() + averagingFrequency;
    net.getLayerWiseConfigurations().setIterationCount(iterations);
    double sum = 0;
    for (ParameterAveragingTrainingResult result : inOrder) {
      sum += result.getScore();
    }
    loss = sum / inOrder.size();
    network.setScore(loss);
  }

  private static INDArray mean(List<INDArray> inOrder) {
    INDArray sum = inOrder.get(0).dup();
    inOrder.subList(1, inOrder.size()).forEach(sum::addi);
    return sum.divi(inOrder.size());
  }
}
