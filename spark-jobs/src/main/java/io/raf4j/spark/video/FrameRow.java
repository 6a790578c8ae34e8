package io.raf4j.spark.video;

import io.raf4j.spark.rows.RowFormat;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How well one frame was reconstructed: one row of {@code OUT/report}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@value #ITEM} in every row and tells these rows from
 * those of other kinds of run. A frame without any error has an infinite PSNR.
 *
 * @param runId the run, as in {@code run.json}
 * @param frame index within the run, from 0; the key of the report
 * @param sourceFrame index within the clip, from 0
 * @param mse mean squared error of components in [-1, 1], the network's output unclipped
 * @param psnr dB, of components in [0, 1] after clipping, data range 1
 * @param ssim structural similarity, data range 1, at most 1
 * @param seconds what evaluating the frame took
 */
public record FrameRow(
    String runId, int frame, int sourceFrame, double mse, double psnr, double ssim, double seconds)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** What the column {@code item} holds. */
  public static final String ITEM = "frame";

  /** The Parquet layout of these rows, keyed by frame. */
  public static final RowFormat<FrameRow> FORMAT =
      new RowFormat<>(schema(), FrameRow::toRow, FrameRow::fromRow, FrameRow::frame);

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
  }

  private static StructType schema() {
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the run, as in run.json")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("item", DataTypes.StringType, false, "kind of row: frame")
        .add("frame", DataTypes.IntegerType, false, "index within the run, from 0")
        .add("source_frame", DataTypes.IntegerType, false, "index within the clip, from 0")
        .add("mse", DataTypes.DoubleType, false, "mean squared error in [-1, 1], unclipped")
        .add("psnr", DataTypes.DoubleType, false, "dB in [0, 1], clipped")
        .add("ssim", DataTypes.DoubleType, false, "structural similarity, at most 1")
        .add("seconds", DataTypes.DoubleType, false, "what evaluating the frame took");
  }

  private Row toRow() {
    return RowFactory.create(
        runId, SCHEMA_VERSION, ITEM, frame, sourceFrame, mse, psnr, ssim, seconds);
  }

  private static FrameRow fromRow(Row row) {
    RowFormat.checkVersion("frame row", row, SCHEMA_VERSION);
    return new FrameRow(
        row.getString(0),
        row.getInt(3),
        row.getInt(4),
        row.getDouble(5),
        row.getDouble(6),
        row.getDouble(7),
        row.getDouble(8));
  }
}
