package io.raf4j.spark.signal;

import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;

/**
 * How well a sound was reconstructed: the one row of {@code OUT/report}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@code audio}. All metrics are those of samples
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
@Rows(item = "audio")
public record AudioRow(
    @Column("the run, as in run.json") String runId,
    @Column("samples of one channel") int samples,
    @Column("1 (mono), 2 (stereo) or more") int channels,
    @Column("samples a second") int sampleRate,
    @Column("mean squared error in [-1, 1]") double mse,
    @Column("dB, data range 2") double psnr,
    @Column("signal-to-noise ratio in dB") double snr,
    @Column(value = "dB, mean over channels", optional = true) double logSpectralDistance,
    @Column("what evaluating the sound took") double seconds)
    implements Serializable {

  /** The Parquet layout of this row; its key is always 0. */
  public static final RowFormat<AudioRow> FORMAT = RowFormat.of(AudioRow.class);

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
}
