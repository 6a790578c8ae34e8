package io.raf4j.spark.video;

import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;

/**
 * How well one frame was reconstructed: one row of {@code OUT/report}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@code frame} in every row and tells these rows from
 * those of other kinds of run. A frame without any error has an infinite PSNR.
 *
 * @param runId the run, as in {@code run.json}
 * @param frame index within the run, from 0; the key of the report
 * @param sourceFrame index within the clip, from 0
 * @param mse mean squared error of components in [-1, 1], the network's output unclipped
 * @param psnr dB, of components in [0, 1] after clipping, data range 1
 * @param ssim structural similarity, data range 1, at most 1
 * @param msSsim the same at five scales; NaN where a side is shorter than 176 pixels, and in rows
 *     of version 1
 * @param seconds what evaluating the frame took
 */
@Rows(item = "frame", version = 2)
public record FrameRow(
    @Column("the run, as in run.json") String runId,
    @Key @Column("index within the run, from 0") int frame,
    @Column("index within the clip, from 0") int sourceFrame,
    @Column("mean squared error in [-1, 1], unclipped") double mse,
    @Column("dB in [0, 1], clipped") double psnr,
    @Column("structural similarity, at most 1") double ssim,
    @Column(value = "the same at five scales, or NULL", optional = true) double msSsim,
    @Column("what evaluating the frame took") double seconds)
    implements Serializable {

  /** The Parquet layout of these rows, keyed by frame. */
  public static final RowFormat<FrameRow> FORMAT = RowFormat.of(FrameRow.class);

  /** Checks the indices and the ranges of the metrics. */
  public FrameRow {
    if (runId.isEmpty()) {
      throw new IllegalArgumentException("runId is empty; expected a name");
    }
    if (frame < 0 || sourceFrame < 0) {
      throw new IllegalArgumentException(
          "frame is " + frame + ", sourceFrame is " + sourceFrame + "; expected 0 or more");
    }
    if (mse < 0) {
      throw new IllegalArgumentException("mse is " + mse + "; expected 0 or more");
    }
    if (ssim > 1 + 1e-6) {
      throw new IllegalArgumentException("ssim is " + ssim + "; expected at most 1");
    }
    if (msSsim > 1 + 1e-6) {
      throw new IllegalArgumentException("msSsim is " + msSsim + "; expected at most 1");
    }
  }
}
