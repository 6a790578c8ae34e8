package io.raf4j.spark.compare;

import io.raf4j.spark.rows.RowFormat;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One activation on one subject of a comparison, over all seeds. What is unknown is NaN here and
 * NULL in Parquet.
 *
 * @param runId the comparison, as in {@code run.json}
 * @param index of the row, from 0, by subject and activation; the key
 * @param experiment name of the experiment
 * @param size of the experiment
 * @param kind of job
 * @param subject name of the data set or equation
 * @param activation name of the activation
 * @param metric name of the figure compared
 * @param n seeds that ended with figures
 * @param failed seeds that did not
 * @param mean of the metric
 * @param deviation standard deviation over the seeds, of a sample; unknown for fewer than two
 * @param lowest value of the metric
 * @param highest value of the metric
 * @param steps mean steps and iterations
 * @param seconds mean seconds of training
 * @param parameters trained numbers of the network, 0 where unknown
 * @param baseline activation compared with, the best of several on this subject; empty for none
 * @param improvement of the mean over the baseline's, in {@code improvementUnit}
 * @param improvementUnit {@code dB} or {@code %}
 * @param curve column of the rounds that stands for the metric; empty for none
 * @param secondsAt when the baseline had finished, mean over the seeds
 * @param meanAt the curve at that time, mean over the seeds
 * @param improvementAt of it over the baseline's curve at the same time, in {@code improvementUnit}
 */
public record SummaryRow(
    String runId,
    long index,
    String experiment,
    String size,
    String kind,
    String subject,
    String activation,
    String metric,
    int n,
    int failed,
    double mean,
    double deviation,
    double lowest,
    double highest,
    double steps,
    double seconds,
    long parameters,
    String baseline,
    double improvement,
    String improvementUnit,
    String curve,
    double secondsAt,
    double meanAt,
    double improvementAt) {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** What the column {@code item} holds. */
  public static final String ITEM = "summary";

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "summary";

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<SummaryRow> FORMAT =
      new RowFormat<>(schema(), SummaryRow::toRow, SummaryRow::fromRow, SummaryRow::index);

  /** Returns whether this is the activation that others are compared with. */
  public boolean isBaseline() {
    return activation.equals(baseline);
  }

  private static StructType schema() {
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the comparison, as in run.json")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("item", DataTypes.StringType, false, "kind of row: summary")
        .add("index", DataTypes.LongType, false, "of the row, from 0")
        .add("experiment", DataTypes.StringType, false, "its name")
        .add("size", DataTypes.StringType, false, "of the experiment")
        .add("kind", DataTypes.StringType, false, "image, audio, video, pde, eigen or ntk")
        .add("subject", DataTypes.StringType, false, "data set or equation")
        .add("activation", DataTypes.StringType, false, "its name in the experiment")
        .add("metric", DataTypes.StringType, false, "the figure compared")
        .add("n", DataTypes.IntegerType, false, "seeds that ended with figures")
        .add("failed", DataTypes.IntegerType, false, "seeds that did not")
        .add("mean", DataTypes.DoubleType, true, "of the metric over the seeds, or NULL")
        .add("standard_deviation", DataTypes.DoubleType, true, "of a sample, or NULL")
        .add("lowest", DataTypes.DoubleType, true, "value of the metric, or NULL")
        .add("highest", DataTypes.DoubleType, true, "value of the metric, or NULL")
        .add("steps", DataTypes.DoubleType, true, "mean steps and iterations, or NULL")
        .add("seconds", DataTypes.DoubleType, true, "mean seconds of training, or NULL")
        .add("parameters", DataTypes.LongType, true, "trained numbers, or NULL")
        .add("baseline", DataTypes.StringType, true, "activation compared with, or NULL")
        .add("improvement", DataTypes.DoubleType, true, "over the baseline's mean, or NULL")
        .add("improvement_unit", DataTypes.StringType, false, "dB or %")
        .add("curve", DataTypes.StringType, true, "column of the rounds in its place, or NULL")
        .add("seconds_at", DataTypes.DoubleType, true, "when the baseline had finished, or NULL")
        .add("mean_at", DataTypes.DoubleType, true, "the curve at that time, or NULL")
        .add("improvement_at", DataTypes.DoubleType, true, "of it over the baseline's, or NULL");
  }

  private Row toRow() {
    return RowFactory.create(
        runId,
        SCHEMA_VERSION,
        ITEM,
        index,
        experiment,
        size,
        kind,
        subject,
        activation,
        metric,
        n,
        failed,
        RowFormat.nullable(mean),
        RowFormat.nullable(deviation),
        RowFormat.nullable(lowest),
        RowFormat.nullable(highest),
        RowFormat.nullable(steps),
        RowFormat.nullable(seconds),
        parameters == 0 ? null : parameters,
        baseline.isEmpty() ? null : baseline,
        RowFormat.nullable(improvement),
        improvementUnit,
        curve.isEmpty() ? null : curve,
        RowFormat.nullable(secondsAt),
        RowFormat.nullable(meanAt),
        RowFormat.nullable(improvementAt));
  }

  private static SummaryRow fromRow(Row row) {
    RowFormat.checkVersion("summary row", row, SCHEMA_VERSION);
    return new SummaryRow(
        row.getString(0),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getInt(10),
        row.getInt(11),
        RowFormat.orNaN(row, 12),
        RowFormat.orNaN(row, 13),
        RowFormat.orNaN(row, 14),
        RowFormat.orNaN(row, 15),
        RowFormat.orNaN(row, 16),
        RowFormat.orNaN(row, 17),
        row.isNullAt(18) ? 0 : row.getLong(18),
        row.isNullAt(19) ? "" : row.getString(19),
        RowFormat.orNaN(row, 20),
        row.getString(21),
        row.isNullAt(22) ? "" : row.getString(22),
        RowFormat.orNaN(row, 23),
        RowFormat.orNaN(row, 24),
        RowFormat.orNaN(row, 25));
  }
}
