package io.raf4j.spark.compare;

import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RowFormat;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One round of one cell of a comparison: the columns of {@link MetricRow} after those that say
 * which cell it was.
 *
 * @param runId the comparison, as in {@code run.json}
 * @param index of the row within the comparison, from 0; the key
 * @param subject name of the data set or equation
 * @param activation name of the activation
 * @param seed of everything random
 * @param metric the round
 */
public record CellMetricRow(
    String runId, long index, String subject, String activation, long seed, MetricRow metric) {

  /** Columns before those of the round, of which the first two are those of every report. */
  private static final int OF_CELL = 6;

  private static final int OF_EVERY_REPORT = 2;

  /** The Parquet layout of these rows, keyed by index; their version is that of metric rows. */
  public static final RowFormat<CellMetricRow> FORMAT =
      new RowFormat<>(schema(), CellMetricRow::toRow, CellMetricRow::fromRow, CellMetricRow::index);

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("run_id", DataTypes.StringType, false, "the comparison, as in run.json")
            .add("schema_version", DataTypes.IntegerType, false, "version of the metric columns")
            .add("index", DataTypes.LongType, false, "of the row, from 0")
            .add("subject", DataTypes.StringType, false, "data set or equation")
            .add("activation", DataTypes.StringType, false, "its name in the experiment")
            .add("seed", DataTypes.LongType, false, "of everything random");
    StructField[] round = MetricRow.FORMAT.schema().fields();
    for (int i = OF_EVERY_REPORT; i < round.length; i++) {
      schema = schema.add(round[i]);
    }
    return schema;
  }

  private Row toRow() {
    Row round = MetricRow.FORMAT.toRow().apply(metric);
    List<Object> values = new ArrayList<>();
    values.add(runId);
    values.add(round.get(1));
    values.add(index);
    values.add(subject);
    values.add(activation);
    values.add(seed);
    for (int i = OF_EVERY_REPORT; i < round.length(); i++) {
      values.add(round.get(i));
    }
    return RowFactory.create(values.toArray());
  }

  private static CellMetricRow fromRow(Row row) {
    StructType schema = MetricRow.FORMAT.schema();
    Object[] round = new Object[schema.length()];
    round[0] = row.getString(0);
    round[1] = row.getInt(1);
    for (int i = OF_EVERY_REPORT; i < round.length; i++) {
      round[i] = row.get(OF_CELL - OF_EVERY_REPORT + i);
    }
    return new CellMetricRow(
        row.getString(0),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        MetricRow.FORMAT.fromRow().apply(new GenericRowWithSchema(round, schema)));
  }
}
