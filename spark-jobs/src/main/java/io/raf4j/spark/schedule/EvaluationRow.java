package io.raf4j.spark.schedule;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.raf4j.spark.files.Json;
import io.raf4j.spark.rows.EvaluationMetrics;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/**
 * One trained model on one data set: one row of the table of a scheduled evaluation, whose folders
 * add the columns {@code date} and {@code job}.
 *
 * <p>A row holds nothing that differs between two evaluations of the same thing: no time, no
 * machine. Metrics that a kind of data set has not are NaN here and NULL in Parquet.
 *
 * @param runId of the batch: made of its day, job, models and data sets
 * @param index of the row within its partition, from 0, ordered by model and data set; the key
 * @param model folder of the trained run, or the equation that the batch solved: its file and
 *     constants
 * @param modelRunId the run, as in its {@code run.json}
 * @param modelSha256 hash of its parameters, {@code params_sha256} of that run
 * @param kind of the model: {@code video}, {@code image}, {@code audio}, {@code pde}, {@code eigen}
 * @param activation name of its activation
 * @param dataSet file, with the part of it that was taken, or points and seed
 * @param dataSetSha256 hash of the file's bytes, or of the text of points and seed
 * @param status whether it was evaluated
 * @param error why it was not; empty if it was
 * @param metrics what was measured
 */
@Rows(item = "evaluation", version = EvaluationRow.SCHEMA_VERSION)
// Hashes over rows are of this text: it keeps the names that it began with.
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
public record EvaluationRow(
    @Column("the batch") String runId,
    @Key @Column("of the row within its partition, from 0") long index,
    @Column("folder of the trained run, or file and constants of an equation") String model,
    @Column("the run, as in its run.json") String modelRunId,
    @Column("hash of its parameters") String modelSha256,
    @Column("video, image, audio, pde or eigen") String kind,
    @Column("name of its activation") String activation,
    @Column("file, or points and seed") String dataSet,
    @Column("hash of it") String dataSetSha256,
    @Column("done, failed or incompatible") Status status,
    @Column(value = "why it is not done, or NULL", optional = true) String error,
    EvaluationMetrics metrics)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<EvaluationRow> FORMAT = RowFormat.of(EvaluationRow.class);

  /** How an evaluation ended. */
  public enum Status {
    /** With metrics. */
    DONE,
    /** With an error; the other rows are not concerned. */
    FAILED,
    /** Not begun: the data set has other values than the model, such as three colours for one. */
    INCOMPATIBLE
  }

  /** Checks that a row that was not evaluated says why. */
  public EvaluationRow {
    if ((status == Status.DONE) != error.isEmpty()) {
      throw new IllegalArgumentException(
          "status is " + status + " with the error '" + error + "'; expected one but for DONE");
    }
    if (index < 0) {
      throw new IllegalArgumentException("index is " + index + "; expected 0 or more");
    }
  }

  /** Returns this row at another place of its partition. */
  public EvaluationRow at(long place) {
    return new EvaluationRow(
        runId,
        place,
        model,
        modelRunId,
        modelSha256,
        kind,
        activation,
        dataSet,
        dataSetSha256,
        status,
        error,
        metrics);
  }

  /** Returns the row of the same evaluation in another batch. */
  public EvaluationRow in(String batch) {
    return new EvaluationRow(
        batch,
        index,
        model,
        modelRunId,
        modelSha256,
        kind,
        activation,
        dataSet,
        dataSetSha256,
        status,
        error,
        metrics);
  }

  /** Returns the row as one line of JSON, from which {@link #parse} gets the same bits. */
  public String json() {
    return Json.line(this);
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IOException if it is something else
   */
  public static EvaluationRow parse(InputStream json) throws IOException {
    return Json.read(json, EvaluationRow.class);
  }
}
