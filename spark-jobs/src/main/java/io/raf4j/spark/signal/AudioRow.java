package io.raf4j.spark.signal;

import io.raf4j.spark.rows.RowFormat;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How well a sound was reconstructed: the one row of {@code OUT/report}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@value #ITEM}. All metrics are those of samples
 * divided by the original's largest magnitude, so of values in [-1, 1].
 *
 * @param runId the run, as in {@code run.json}
 * @param samples of one channel
 * @param channels 1 (mono), 2 (stereo) or more
 * @param sampleRate samples a second
 * @param mse mean squared error
 * @param psnr dB, data range 2
 * @param snr signal-to-noise ratio in dB
 * @param logSpectralDistance in dB, the mean over the channels
 * @param seconds what evaluating the sound took
 */
public record AudioRow(
    String runId,
    int samples,
    int channels,
    int sampleRate,
    double mse,
    double psnr,
    double snr,
    double logSpectralDistance,
    double seconds)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** What the column {@code item} holds. */
  public static final String ITEM = "audio";

  /** The Parquet layout of this row; its key is always 0. */
  public static final RowFormat<AudioRow> FORMAT =
      new RowFormat<>(schema(), AudioRow::toRow, AudioRow::fromRow, row -> 0);

  /** Checks the sizes and the error. */
  public AudioRow {
    if (runId.isEmpty()) {
      throw new IllegalArgumentException("runId is empty; expected a name");
    }
    if (samples < 1 || channels < 1 || sampleRate < 1) {
      throw new IllegalArgumentException(
          "sound has "
              + samples
              + " samples of "
              + channels
              + " channels at "
              + sampleRate
              + " Hz; expected 1 or more of each");
    }
    if (mse < 0) {
      throw new IllegalArgumentException("mse is " + mse + "; expected 0 or more");
    }
  }

  private static StructType schema() {
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the run, as in run.json")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("item", DataTypes.StringType, false, "kind of row: audio")
        .add("samples", DataTypes.IntegerType, false, "samples of one channel")
        .add("channels", DataTypes.IntegerType, false, "1 (mono), 2 (stereo) or more")
        .add("sample_rate", DataTypes.IntegerType, false, "samples a second")
        .add("mse", DataTypes.DoubleType, false, "mean squared error in [-1, 1]")
        .add("psnr", DataTypes.DoubleType, false, "dB, data range 2")
        .add("snr", DataTypes.DoubleType, false, "signal-to-noise ratio in dB")
        .add("log_spectral_distance", DataTypes.DoubleType, true, "dB, mean over channels")
        .add("seconds", DataTypes.DoubleType, false, "what evaluating the sound took");
  }

  private Row toRow() {
    return RowFactory.create(
        runId,
        SCHEMA_VERSION,
        ITEM,
        samples,
        channels,
        sampleRate,
        mse,
        psnr,
        snr,
        RowFormat.nullable(logSpectralDistance),
        seconds);
  }

  private static AudioRow fromRow(Row row) {
    RowFormat.checkVersion("audio row", row, SCHEMA_VERSION);
    return new AudioRow(
        row.getString(0),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        row.getDouble(6),
        row.getDouble(7),
        row.getDouble(8),
        RowFormat.orNaN(row, 9),
        row.getDouble(10));
  }
}
