package io.raf4j.spark.signal;

import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;

/**
 * How well an image was reconstructed: the one row of {@code OUT/report}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@code image}. An image without any error has an
 * infinite PSNR.
 *
 * @param runId the run, as in {@code run.json}
 * @param height rows of the image that was learned
 * @param width columns of it
 * @param channels 1 (grey) or 3 (RGB)
 * @param mse mean squared error of components in [-1, 1], the network's output unclipped
 * @param psnr dB, of components in [0, 1] after clipping, data range 1
 * @param ssim structural similarity, data range 1, at most 1; NaN, in Parquet NULL, where a side is
 *     shorter than its window
 * @param seconds what evaluating the image took
 */
@Rows(item = "image")
public record ImageRow(
    @Column("the run, as in run.json") String runId,
    @Column("rows of the image that was learned") int height,
    @Column("columns of it") int width,
    @Column("1 (grey) or 3 (RGB)") int channels,
    @Column("mean squared error in [-1, 1], unclipped") double mse,
    @Column("dB in [0, 1], clipped") double psnr,
    @Column(value = "structural similarity, or NULL", optional = true) double ssim,
    @Column("what evaluating the image took") double seconds)
    implements Serializable {

  /** The Parquet layout of this row; its key is always 0. */
  public static final RowFormat<ImageRow> FORMAT = RowFormat.of(ImageRow.class);

  /** Checks the sizes and the error. */
  public ImageRow {
    if (runId.isEmpty()) {
      throw new IllegalArgumentException("runId is empty; expected a name");
    }
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "image is " + height + " x " + width + " x " + channels + "; expected 1 or more of each");
    }
    if (mse < 0) {
      throw new IllegalArgumentException("mse is " + mse + "; expected 0 or more");
    }
  }
}
