package io.raf4j.spark.compare;

import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;

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
@Rows(version = MetricRow.SCHEMA_VERSION, versionOf = "the metric columns")
public record CellMetricRow(
    @Column("the comparison, as in run.json") String runId,
    @Key @Column("of the row, from 0") long index,
    @Column("data set or equation") String subject,
    @Column("its name in the experiment") String activation,
    @Column("of everything random") long seed,
    MetricRow metric) {

  /** The Parquet layout of these rows, keyed by index; their version is that of metric rows. */
  public static final RowFormat<CellMetricRow> FORMAT = RowFormat.of(CellMetricRow.class);
}
