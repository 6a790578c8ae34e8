package io.raf4j.spark.training;

import io.raf4j.spark.rows.RoundParts;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;

/**
 * Parameter averaging of one network: every logical worker trains a copy, and the means of their
 * parameters and updater states become the network's.
 *
 * <p>Both forms train by {@link WorkerTraining} and average by {@link OrderedMean}, and so leave
 * the same bits. Not thread-safe; one object averages one network.
 */
interface Averaging extends AutoCloseable {

  /**
   * What a round gave.
   *
   * @param loss mean of the round's minibatches
   * @param parts where its time went, without a measure
   */
  record Round(double loss, RoundParts parts) {}

  /**
   * Trains one round and leaves the averages in the network; a round that fails leaves the network
   * as it was.
   *
   * @param firstStep the first optimiser step of every worker
   * @param steps of every worker
   * @return what the round gave
   */
  Round round(MinibatchSource source, int firstStep, int steps);

  /** Drops the networks that were kept between rounds, for the next has another configuration. */
  void renew();

  /** Gives up the networks that were kept between rounds. */
  @Override
  void close();

  /**
   * Returns the averaging of a network's copies.
   *
   * @param network whose updater exists
   * @param workers how many train
   * @param batch examples of one step
   */
  static Averaging of(MultiLayerNetwork network, WorkerPool pool, int workers, int batch) {
    if (pool instanceof SparkWorkers tasks) {
      OrderedAveraging master = new OrderedAveraging(workers, batch, pool.threads());
      return new SparkAveraging(new SparkDl4jMultiLayer(tasks.spark(), network, master), master);
    }
    return new ThreadAveraging(network, pool, workers);
  }

  /**
   * Averaging by DL4J's master on Spark.
   *
   * @param network as DL4J distributes it
   * @param master of its training
   */
  record SparkAveraging(SparkDl4jMultiLayer network, OrderedAveraging master) implements Averaging {

    @Override
    public Round round(MinibatchSource source, int firstStep, int steps) {
      return master.round(network, source, firstStep, steps);
    }

    @Override
    public void renew() {
      master.renew();
    }

    @Override
    public void close() {
      master.close();
    }
  }
}
