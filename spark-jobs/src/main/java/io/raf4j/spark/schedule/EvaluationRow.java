package io.raf4j.spark.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.spark.rows.EvaluationMetrics;
import io.raf4j.spark.rows.RowFormat;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One trained model on one data set: one row of the table of a scheduled evaluation, whose folders
 * add the columns {@code date} and {@code job}.
 *
 * <p>A row holds nothing that differs between two evaluations of the same thing: no time, no
 * machine. Metrics that a kind of data set has not are NaN here and NULL in Parquet.
 *
 * @param runId of the batch: made of its day, job, models and data sets
 * @param index of the row within its partition, from 0, ordered by model and data set; the key
 * @param model folder of the trained run
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
public record EvaluationRow(
    String runId,
    long index,
    String model,
    String modelRunId,
    String modelSha256,
    String kind,
    String activation,
    String dataSet,
    String dataSetSha256,
    Status status,
    String error,
    EvaluationMetrics metrics)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** What the column {@code item} holds. */
  public static final String ITEM = "evaluation";

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<EvaluationRow> FORMAT =
      new RowFormat<>(schema(), EvaluationRow::toRow, EvaluationRow::fromRow, EvaluationRow::index);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How an evaluation ended. */
  public enum Status {
    /** With metrics. */
    DONE,
    /** With an error; the other rows are not concerned. */
    FAILED,
    /** Not begun: the data set has other values than the model, such as three colours for one. */
    INCOMPATIBLE;

    /** Returns the name in the table. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
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

  /** Returns the lowest eigenvalue, NaN where there is none. */
  public double eigenvalue() {
    return metrics.eigenvalues().isEmpty() ? Double.NaN : metrics.eigenvalues().get(0);
  }

  /** Returns the relative error of the lowest eigenvalue, NaN where it is unknown. */
  public double relativeError() {
    return metrics.relativeErrors().isEmpty() ? Double.NaN : metrics.relativeErrors().get(0);
  }

  /** Returns the row as one line of JSON, from which {@link #parse} gets the same bits. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row that JSON cannot hold: " + this, e);
    }
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IOException if it is something else
   */
  public static EvaluationRow parse(byte[] json) throws IOException {
    return JSON.readValue(json, EvaluationRow.class);
  }

  private static StructType schema() {
    DataType numbers = DataTypes.createArrayType(DataTypes.DoubleType, true);
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the batch")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("item", DataTypes.StringType, false, "kind of row: evaluation")
        .add("index", DataTypes.LongType, false, "of the row within its partition, from 0")
        .add("model", DataTypes.StringType, false, "folder of the trained run")
        .add("model_run_id", DataTypes.StringType, false, "the run, as in its run.json")
        .add("model_sha256", DataTypes.StringType, false, "hash of its parameters")
        .add("kind", DataTypes.StringType, false, "video, image, audio, pde or eigen")
        .add("activation", DataTypes.StringType, false, "name of its activation")
        .add("data_set", DataTypes.StringType, false, "file, or points and seed")
        .add("data_set_sha256", DataTypes.StringType, false, "hash of it")
        .add("status", DataTypes.StringType, false, "done, failed or incompatible")
        .add("error", DataTypes.StringType, true, "why it is not done, or NULL")
        .add("samples", DataTypes.LongType, true, "values that were compared, or NULL")
        .add("mse", DataTypes.DoubleType, true, "values in [-1, 1], or NULL")
        .add("psnr", DataTypes.DoubleType, true, "dB; of a clip the mean of frames; or NULL")
        .add("psnr_min", DataTypes.DoubleType, true, "dB, of a clip's worst frame, or NULL")
        .add("ssim", DataTypes.DoubleType, true, "of a clip the mean of frames; or NULL")
        .add("snr", DataTypes.DoubleType, true, "dB, of a sound, or NULL")
        .add("log_spectral_distance", DataTypes.DoubleType, true, "dB, of a sound, or NULL")
        .add("relative_l2", DataTypes.DoubleType, true, "relative error in L2, or NULL")
        .add("relative_h1", DataTypes.DoubleType, true, "relative error in H1, or NULL")
        .add("max_error", DataTypes.DoubleType, true, "largest error at a point, or NULL")
        .add("residual", DataTypes.DoubleType, true, "root mean square residual, or NULL")
        .add("eigenvalue", DataTypes.DoubleType, true, "the lowest, or NULL")
        .add("relative_error", DataTypes.DoubleType, true, "of the lowest eigenvalue, or NULL")
        .add("eigenvalues", numbers, true, "all that were sought, or NULL")
        .add("relative_errors", numbers, true, "of the eigenvalues, or NULL");
  }

  private Row toRow() {
    return RowFactory.create(
        runId,
        SCHEMA_VERSION,
        ITEM,
        index,
        model,
        modelRunId,
        modelSha256,
        kind,
        activation,
        dataSet,
        dataSetSha256,
        status.label(),
        error.isEmpty() ? null : error,
        metrics.samples() == 0 ? null : metrics.samples(),
        RowFormat.nullable(metrics.mse()),
        RowFormat.nullable(metrics.psnr()),
        RowFormat.nullable(metrics.psnrMin()),
        RowFormat.nullable(metrics.ssim()),
        RowFormat.nullable(metrics.snr()),
        RowFormat.nullable(metrics.logSpectralDistance()),
        RowFormat.nullable(metrics.relativeL2()),
        RowFormat.nullable(metrics.relativeH1()),
        RowFormat.nullable(metrics.maxError()),
        RowFormat.nullable(metrics.residual()),
        RowFormat.nullable(eigenvalue()),
        RowFormat.nullable(relativeError()),
        nullable(metrics.eigenvalues()),
        nullable(metrics.relativeErrors()));
  }

  /** Scala's collections take nulls, the JDK's immutable ones do not. */
  private static List<Object> nullable(List<Double> values) {
    List<Object> column = new ArrayList<>();
    values.forEach(value -> column.add(RowFormat.nullable(value)));
    return values.isEmpty() ? null : column;
  }

  private static List<Double> orNaN(Row row, int column) {
    List<Double> values = new ArrayList<>();
    if (!row.isNullAt(column)) {
      row.<Double>getList(column).forEach(value -> values.add(value == null ? Double.NaN : value));
    }
    return values;
  }

  private static EvaluationRow fromRow(Row row) {
    RowFormat.checkVersion("evaluation row", row, SCHEMA_VERSION);
    return new EvaluationRow(
        row.getString(0),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        Status.valueOf(row.getString(11).toUpperCase(Locale.ROOT)),
        row.isNullAt(12) ? "" : row.getString(12),
        metrics(row));
  }

  private static EvaluationMetrics metrics(Row row) {
    return new EvaluationMetrics(
        row.isNullAt(13) ? 0 : row.getLong(13),
        RowFormat.orNaN(row, 14),
        RowFormat.orNaN(row, 15),
        RowFormat.orNaN(row, 16),
        RowFormat.orNaN(row, 17),
        RowFormat.orNaN(row, 18),
        RowFormat.orNaN(row, 19),
        RowFormat.orNaN(row, 20),
        RowFormat.orNaN(row, 21),
        RowFormat.orNaN(row, 22),
        RowFormat.orNaN(row, 23),
        orNaN(row, 26),
        orNaN(row, 27));
  }
}
