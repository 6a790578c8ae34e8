package io.raf4j.spark.rows;

import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

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
 * @param optimizer who took the round's steps: {@code adam}, {@code muon} beside Adam, {@code
 *     levenberg-marquardt}, {@code features}
 * @param damping of the round's last second-order step, or NaN
 * @param relativeL2 ||u - exact|| / ||exact|| on a fixed sample of points, or NaN
 * @param sampleSsim structural similarity of an image, or NaN
 * @param parts where the round's time went, unknown in second order
 */
@Rows(version = MetricRow.SCHEMA_VERSION)
public record MetricRow(
    @Column("the run, as in run.json") String runId,
    @Key @Column("averaging rounds so far, from 1") long round,
    @Column("optimiser steps of one logical worker so far") long step,
    @Column("examples seen by all workers so far") long examples,
    @Column("mean loss over the round") double loss,
    @Column(value = "rate of the round's last step, or NULL", optional = true) double learningRate,
    @Column(value = "dB on a fixed sample of pixels, or NULL", optional = true) double samplePsnr,
    @Column("speed of the round") double examplesPerSecond,
    @Column("since training began, over resumes") double seconds,
    @Column("wall-clock time of the row, UTC") Instant recordedAt,
    @Column(value = "who took the steps: adam, ...", older = "adam") String optimizer,
    @Column(value = "of the last second-order step, or NULL", optional = true) double damping,
    @Column(value = "error on a fixed sample, or NULL", optional = true) double relativeL2,
    @Column(value = "of an image, or NULL", optional = true) double sampleSsim,
    RoundParts parts)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 4;

  /** The Parquet layout of these rows, keyed by round. */
  public static final RowFormat<MetricRow> FORMAT = RowFormat.of(MetricRow.class);

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
}
