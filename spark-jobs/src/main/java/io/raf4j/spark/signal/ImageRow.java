package io.raf4j.spark.signal;

import io.raf4j.spark.rows.RowFormat;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How well an image was reconstructed: the one row of {@code OUT/report}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@value #ITEM}. An image without any error has an
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
public record ImageRow(
    String runId,
    int height,
    int width,
    int channels,
    double mse,
    double psnr,
    double ssim,
    double seconds)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** What the column {@code item} holds. */
  public static final String ITEM = "image";

  /** The Parquet layout of this row; its key is always 0. */
  public static final RowFormat<ImageRow> FORMAT =
      new RowFormat<>(schema(), ImageRow::toRow, ImageRow::fromRow, row -> 0);

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

  private static StructType schema() {
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the run, as in run.json")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("item", DataTypes.StringType, false, "kind of row: image")
        .add("height", DataTypes.IntegerType, false, "rows of the image that was learned")
        .add("width", DataTypes.IntegerType, false, "columns of it")
        .add("channels", DataTypes.IntegerType, false, "1 (grey) or 3 (RGB)")
        .add("mse", DataTypes.DoubleType, false, "mean squared error in [-1, 1], unclipped")
        .add("psnr", DataTypes.DoubleType, false, "dB in [0, 1], clipped")
        .add("ssim", DataTypes.DoubleType, true, "structural similarity, or NULL")
        .add("seconds", DataTypes.DoubleType, false, "what evaluating the image took");
  }

  private Row toRow() {
    return RowFactory.create(
        runId,
        SCHEMA_VERSION,
        ITEM,
        height,
        width,
        channels,
        mse,
        psnr,
        RowFormat.nullable(ssim),
        seconds);
  }

  private static ImageRow fromRow(Row row) {
    RowFormat.checkVersion("image row", row, SCHEMA_VERSION);
    return new ImageRow(
        row.getString(0),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        row.getDouble(6),
        row.getDouble(7),
        RowFormat.orNaN(row, 8),
        row.getDouble(9));
  }
}
