package io.raf4j.spark.rows;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The state of training after one averaging round or one second-order iteration: one row of {@code
 * OUT/metrics}, whatever is trained.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id} and {@code
 * schema_version}. What a kind of run or an optimiser does not have is NaN here and NULL in
 * Parquet: {@code learningRate} of second order, {@code damping} of first order, {@code samplePsnr}
 * of an equation, {@code relativeL2} of a video or where no exact solution is known.
 *
 * <p>Version 2 added the columns {@code optimizer}, {@code damping} and {@code relative_l2}, and
 * allowed NULL in {@code learning_rate}. Rows of version 1 are read too: theirs are {@code adam},
 * NULL and NULL. Version 3 added {@code sample_ssim}, version 4 the six columns of {@link
 * RoundParts}, all NULL in older rows.
 *
 * @param runId the run, as in {@code run.json}
 * @param round averaging rounds and second-order iterations so far, from 1; the key of the report
 * @param step optimiser steps of one logical worker so far; a second-order iteration is one step
 * @param examples examples (pixels, collocation points) seen by all logical workers so far
 * @param loss mean loss over the round's minibatches; of an eigenvalue problem the sum of the
 *     eigenvalues sought
 * @param learningRate rate of the round's last step, or NaN
 * @param samplePsnr PSNR in dB on a fixed sample of pixels, or NaN
 * @param examplesPerSecond examples of the round over its seconds
 * @param seconds since training began, carried on when a run is resumed
 * @param recordedAt when the row was made, to the microsecond
 * @param optimizer who took the round's steps: {@code adam}, {@code levenberg-marquardt}
 * @param damping of the round's last second-order step, or NaN
 * @param relativeL2 ||u - exact|| / ||exact|| on a fixed sample of points, or NaN
 * @param sampleSsim structural similarity of an image, or NaN
 * @param parts where the round's time went, unknown in second order
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
    Instant recordedAt,
    String optimizer,
    double damping,
    double relativeL2,
    double sampleSsim,
    RoundParts parts)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 4;

  private static final String OPTIMIZER_OF_VERSION_1 = "adam";

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
    if (optimizer.isBlank()) {
      throw new IllegalArgumentException("optimizer is blank; expected a name such as adam");
    }
    if (!(seconds >= 0)) {
      throw new IllegalArgumentException("seconds is " + seconds + "; expected 0 or more");
    }
    Objects.requireNonNull(parts, "parts");
    recordedAt = Objects.requireNonNull(recordedAt, "recordedAt").truncatedTo(ChronoUnit.MICROS);
  }

  /** Creates the row of a run that reconstructs no image, and whose rounds have no parts. */
  public MetricRow(
      String runId,
      long round,
      long step,
      long examples,
      double loss,
      double learningRate,
      double samplePsnr,
      double examplesPerSecond,
      double seconds,
      Instant recordedAt,
      String optimizer,
      double damping,
      double relativeL2) {
    this(
        runId,
        round,
        step,
        examples,
        loss,
        learningRate,
        samplePsnr,
        examplesPerSecond,
        seconds,
        recordedAt,
        optimizer,
        damping,
        relativeL2,
        Double.NaN,
        RoundParts.UNKNOWN);
  }

  private static void requireAtLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " is " + value + "; expected " + least + " or more");
    }
  }

  private static StructType schema() {
    return RoundParts.addTo(ofRound());
  }

  private static StructType ofRound() {
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the run, as in run.json")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("round", DataTypes.LongType, false, "averaging rounds so far, from 1")
        .add("step", DataTypes.LongType, false, "optimiser steps of one logical worker so far")
        .add("examples", DataTypes.LongType, false, "examples seen by all workers so far")
        .add("loss", DataTypes.DoubleType, false, "mean loss over the round")
        .add("learning_rate", DataTypes.DoubleType, true, "rate of the round's last step, or NULL")
        .add("sample_psnr", DataTypes.DoubleType, true, "dB on a fixed sample of pixels, or NULL")
        .add("examples_per_second", DataTypes.DoubleType, false, "speed of the round")
        .add("seconds", DataTypes.DoubleType, false, "since training began, over resumes")
        .add("recorded_at", DataTypes.TimestampType, false, "wall-clock time of the row, UTC")
        .add("optimizer", DataTypes.StringType, false, "who took the steps: adam, ...")
        .add("damping", DataTypes.DoubleType, true, "of the last second-order step, or NULL")
        .add("relative_l2", DataTypes.DoubleType, true, "error on a fixed sample, or NULL")
        .add("sample_ssim", DataTypes.DoubleType, true, "of an image, or NULL");
  }

  private Row toRow() {
    Object[] own = {
      runId,
      SCHEMA_VERSION,
      round,
      step,
      examples,
      loss,
      RowFormat.nullable(learningRate),
      RowFormat.nullable(samplePsnr),
      examplesPerSecond,
      seconds,
      recordedAt,
      optimizer,
      RowFormat.nullable(damping),
      RowFormat.nullable(relativeL2),
      RowFormat.nullable(sampleSsim)
    };
    Object[] values = Arrays.copyOf(own, own.length + RoundParts.columns());
    parts.write(values, own.length);
    return RowFactory.create(values);
  }

  private static MetricRow fromRow(Row row) {
    RowFormat.checkVersion("metric row", row, 1, SCHEMA_VERSION);
    return new MetricRow(
        row.getString(0),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getDouble(5),
        RowFormat.orNaN(row, 6),
        RowFormat.orNaN(row, 7),
        row.getDouble(8),
        row.getDouble(9),
        row.getInstant(10),
        row.isNullAt(11) ? OPTIMIZER_OF_VERSION_1 : row.getString(11),
        RowFormat.orNaN(row, 12),
        RowFormat.orNaN(row, 13),
        RowFormat.orNaN(row, 14),
        RoundParts.read(row, 15));
  }
}
