package io.raf4j.spark.rows;

import io.raf4j.spark.rows.RowFormat.Column;
import java.io.Serializable;

/**
 * Where the time of one averaging round went, in seconds; what is unknown is NaN here and NULL in
 * Parquet.
 *
 * <pre>
 *   driver   |broadcast|------------------ tasks ------------------|average|measure|
 *   worker             |  wait  |fetch|------- train -------| wait |
 * </pre>
 *
 * <p>Broadcast, average and measure are the driver's. Fetch and train are those of the worker who
 * took longest, so that the parts of a round add up to all of it but for rows, messages and
 * checkpoints. Wait is the rest of the tasks' time: launching, results on their way, and turns for
 * a free core where there are more workers than cores.
 *
 * @param broadcast writing parameters and updater state for the executors
 * @param fetch reading them in a task and taking them over into its network
 * @param train making minibatches and taking steps
 * @param waiting what the tasks took beyond fetch and train
 * @param average adding up and dividing, and taking the means over
 * @param measure the job's own measure of the network after the round
 */
public record RoundParts(
    @Column(value = "writing parameters, or NULL", name = "broadcast_seconds", optional = true)
        double broadcast,
    @Column(value = "reading them in a task, or NULL", name = "fetch_seconds", optional = true)
        double fetch,
    @Column(value = "minibatches and steps, or NULL", name = "train_seconds", optional = true)
        double train,
    @Column(value = "launch and results' way, or NULL", name = "wait_seconds", optional = true)
        double waiting,
    @Column(value = "adding up and dividing, or NULL", name = "average_seconds", optional = true)
        double average,
    @Column(value = "the job's own measure, or NULL", name = "measure_seconds", optional = true)
        double measure)
    implements Serializable {

  /** Nothing is known. */
  public static final RoundParts UNKNOWN =
      new RoundParts(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Returns these parts with the time of the measure. */
  public RoundParts measured(double seconds) {
    return new RoundParts(broadcast, fetch, train, waiting, average, seconds);
  }

  /** Returns what a round cost beyond its training and the job's measure. */
  public double averaging() {
    return broadcast + fetch + waiting + average;
  }

  /** Returns the sum of all parts. */
  public double sum() {
    return averaging() + train + measure;
  }
}
