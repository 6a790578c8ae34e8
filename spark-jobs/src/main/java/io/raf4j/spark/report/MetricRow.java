package io.raf4j.spark.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The state of training after one averaging round: one row of {@code OUT/metrics}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id} and {@code
 * schema_version}; {@code samplePsnr} is NULL in Parquet where it is NaN here, that is, where the
 * round measured none.
 *
 * @param runId the run, as in {@code run.json}
 * @param round averaging rounds so far, from 1; the key of the report
 * @param step optimiser steps of one logical worker so far
 * @param examples examples seen by all logical workers so far
 * @param loss mean loss over the round's minibatches
 * @param learningRate rate of the round's last step
 * @param samplePsnr PSNR in dB on a fixed sample of pixels, or NaN when it was not measured
 * @param examplesPerSecond examples of the round over its seconds
 * @param seconds since training began, carried on when a run is resumed
 * @param recordedAt when the row was made, to the microsecond
 */
public record MetricRow(
    String runId,
    long round,
    long step,
    long examples,
    double loss,
    double learningRate,
    double samplePsnr,
    double examplesPerSecond,
    double seconds,
    Instant recordedAt) {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** The Parquet layout of these rows, keyed by round. */
  public static final RowFormat<MetricRow> FORMAT =
      new RowFormat<>(schema(), MetricRow::toRow, MetricRow::fromRow, MetricRow::round);

  /** Checks the counters and cuts the time to the microseconds that Parquet keeps. */
  public MetricRow {
    if (runId.isEmpty()) {
      throw new IllegalArgumentException("runId is empty; expected a name");
    }
    requireAtLeast("round", round, 1);
    requireAtLeast("step", step, 0);
    requireAtLeast("examples", examples, 0);
    if (!(seconds >= 0)) {
      throw new IllegalArgumentException("seconds is " + seconds + "; expected 0 or more");
    }
    recordedAt = Objects.requireNonNull(recordedAt, "recordedAt").truncatedTo(ChronoUnit.MICROS);
  }

  private static void requireAtLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " is " + value + "; expected " + least + " or more");
    }
  }

  private static StructType schema() {
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the run, as in run.json")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("round", DataTypes.LongType, false, "averaging rounds so far, from 1")
        .add("step", DataTypes.LongType, false, "optimiser steps of one logical worker so far")
        .add("examples", DataTypes.LongType, false, "examples seen by all workers so far")
        .add("loss", DataTypes.DoubleType, false, "mean loss over the round")
        .add("learning_rate", DataTypes.DoubleType, false, "rate of the round's last step")
        .add("sample_psnr", DataTypes.DoubleType, true, "dB on a fixed sample of pixels, or NULL")
        .add("examples_per_second", DataTypes.DoubleType, false, "speed of the round")
        .add("seconds", DataTypes.DoubleType, false, "since training began, over resumes")
        .add("recorded_at", DataTypes.TimestampType, false, "wall-clock time of the row, UTC");
  }

  private Row toRow() {
    return RowFactory.create(
        runId,
        SCHEMA_VERSION,
        round,
        step,
        examples,
        loss,
        learningRate,
        Double.isNaN(samplePsnr) ? null : (Object) samplePsnr,
        examplesPerSecond,
        seconds,
        recordedAt);
  }

  private static MetricRow fromRow(Row row) {
    RowFormat.checkVersion("metric row", row, SCHEMA_VERSION);
    return new MetricRow(
        row.getString(0),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getDouble(5),
        row.getDouble(6),
        row.isNullAt(7) ? Double.NaN : row.getDouble(7),
        row.getDouble(8),
        row.getDouble(9),
        row.getInstant(10));
  }
}
