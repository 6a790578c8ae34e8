package io.raf4j.spark.rows;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

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
    double broadcast, double fetch, double train, double waiting, double average, double measure)
    implements Serializable {

  /** Nothing is known. */
  public static final RoundParts UNKNOWN =
      new RoundParts(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  private static final int COLUMNS = 6;

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

  static StructType addTo(StructType schema) {
    return schema
        .add("broadcast_seconds", DataTypes.DoubleType, true, "writing parameters, or NULL")
        .add("fetch_seconds", DataTypes.DoubleType, true, "reading them in a task, or NULL")
        .add("train_seconds", DataTypes.DoubleType, true, "minibatches and steps, or NULL")
        .add("wait_seconds", DataTypes.DoubleType, true, "launch and results' way, or NULL")
        .add("average_seconds", DataTypes.DoubleType, true, "adding up and dividing, or NULL")
        .add("measure_seconds", DataTypes.DoubleType, true, "the job's own measure, or NULL");
  }

  /** Writes the columns into a row's values from a place on. */
  void write(Object[] values, int from) {
    double[] parts = {broadcast, fetch, train, waiting, average, measure};
    for (int i = 0; i < COLUMNS; i++) {
      values[from + i] = RowFormat.nullable(parts[i]);
    }
  }

  static RoundParts read(Row row, int from) {
    return new RoundParts(
        RowFormat.orNaN(row, from),
        RowFormat.orNaN(row, from + 1),
        RowFormat.orNaN(row, from + 2),
        RowFormat.orNaN(row, from + 3),
        RowFormat.orNaN(row, from + 4),
        RowFormat.orNaN(row, from + 5));
  }

  static int columns() {
    return COLUMNS;
  }
}
