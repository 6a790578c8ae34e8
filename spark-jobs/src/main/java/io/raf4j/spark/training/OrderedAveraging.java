package io.raf4j.spark.training;

import io.raf4j.spark.files.CleanUp;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.DataSet;

/**
 * DL4J's parameter averaging on Spark, one round at a time, with the same bits every time.
 *
 * <p>Differences to the class it extends: the caller gives the data of each round, instead of DL4J
 * counting and splitting one large RDD; parameters and updater state are averaged in the order of
 * the logical workers, where {@code treeAggregate} adds in the order of arrival; executors keep
 * their networks between rounds, until {@link #close}; and the broadcast of a round is destroyed
 * after it.
 *
 * <p>Cost of a round beyond the training: one broadcast of parameters and updater state (3 numbers
 * a parameter for Adam), the same back from every logical worker to the driver. Not thread-safe.
 */
final class OrderedAveraging extends ParameterAveragingTrainingMaster implements AutoCloseable {

  /** The trainings of this driver that go on. */
  private static final Set<String> LIVE = ConcurrentHashMap.newKeySet();

  private final TaskThreads threads;
  private String training;
  private Broadcast<NetBroadcastTuple> broadcast;
  private double broadcastSeconds;
  private Averaging.Round round;

  /**
   * Creates a master, which must be closed.
   *
   * @param workers logical workers
   * @param batch examples of one step
   * @param threads threads of one task
   */
  OrderedAveraging(int workers, int batch, TaskThreads threads) {
    super(
        new Builder(workers, batch)
            .batchSizePerWorker(batch)
            .saveUpdater(true)
            .workerPrefetchNumBatches(0)
            .repartionData(Repartition.Never)
            .rddTrainingApproach(RDDTrainingApproach.Direct));
    this.threads = threads;
    begin();
  }

  private void begin() {
    training = UUID.randomUUID().toString();
    LIVE.add(training);
  }

  /** Goes on as another training, whose networks have the configuration of now. */
  void renew() {
    close();
    begin();
  }

  /**
   * Trains one round and leaves the averages in the network.
   *
   * @return what the round gave
   */
  Averaging.Round round(
      SparkDl4jMultiLayer network, MinibatchSource source, int firstStep, int steps) {
    averagingFrequency = steps;
    JavaSparkContext spark = network.getSparkContext();
    List<Integer> workers = IntStream.range(0, numWorkers).boxed().toList();
    JavaRDD<DataSet> minibatches =
        spark
            .parallelize(workers, numWorkers)
            .flatMap(worker -> source.minibatches(worker, firstStep, steps));
    doIteration(network, minibatches, 1, 1);
    return round;
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkDl4jMultiLayer network) {
    long began = System.nanoTime();
    broadcast = network.getSparkContext().broadcast(WorkerTraining.startOf(network.getNetwork()));
    broadcastSeconds = (System.nanoTime() - began) / 1e9;
    WorkerConfiguration configuration =
        new WorkerConfiguration(
            false, rddDataSetNumExamples, batchSizePerWorker, averagingFrequency, 0, false);
    return new ResidentWorker(broadcast, configuration, training, Set.copyOf(LIVE), threads);
  }

  @Override
  protected void processResults(
      SparkDl4jMultiLayer network,
      SparkComputationGraph graph,
      JavaRDD<ParameterAveragingTrainingResult> results,
      int split,
      int splits) {
    // Destroying asks the executors, which may fail as well.
    try (CleanUp destroyed = broadcast::destroy) {
      long began = System.nanoTime();
      List<ParameterAveragingTrainingResult> inOrder = results.collect();
      double tasks = (System.nanoTime() - began) / 1e9;
      round = OrderedMean.into(network.getNetwork(), inOrder, averagingFrequency);
      round = WorkerResult.accounted(round, inOrder, broadcastSeconds, tasks);
      network.setScore(round.loss());
    }
  }

  /**
   * Drops the networks kept in this process, which is all there are under a local master; other
   * executors drop theirs with the next round of any training.
   */
  @Override
  public void close() {
    LIVE.remove(training);
    IdleNetworks.drop(training);
  }
}
