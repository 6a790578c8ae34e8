package io.raf4j.spark.equation;

import io.raf4j.spark.rows.RowFormat;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One eigenvalue: one row of {@code OUT/report/eigenvalues}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@value #ITEM} in every row; {@code absolute_error}
 * and {@code relative_error} are columns too. What is unknown is NaN here and NULL in Parquet.
 *
 * @param runId the run, as in {@code run.json}
 * @param index from 1, in ascending order of the eigenvalues; the key of the report
 * @param eigenvalue lambda, the estimate
 * @param standardError of the estimate, from the finite number of points; NaN where unknown
 * @param exact the exact eigenvalue, or NaN where none is known
 * @param residualNorm {@code ||H u - lambda u|| / ||u||} by the points' weights; NaN where unknown
 */
public record EigenvalueRow(
    String runId,
    int index,
    double eigenvalue,
    double standardError,
    double exact,
    double residualNorm)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** What the column {@code item} holds. */
  public static final String ITEM = "eigenvalue";

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "eigenvalues";

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<EigenvalueRow> FORMAT =
      new RowFormat<>(schema(), EigenvalueRow::toRow, EigenvalueRow::fromRow, EigenvalueRow::index);

  /** Checks the index and the norms. */
  public EigenvalueRow {
    if (runId.isEmpty()) {
      throw new IllegalArgumentException("runId is empty; expected a name");
    }
    if (index < 1) {
      throw new IllegalArgumentException("index is " + index + "; expected 1 or more");
    }
    if (standardError < 0 || residualNorm < 0) {
      throw new IllegalArgumentException(
          "standardError is "
              + standardError
              + ", residualNorm is "
              + residualNorm
              + "; expected 0 or more");
    }
  }

  /** Returns |eigenvalue - exact|, NaN where the exact one is unknown. */
  public double absoluteError() {
    return Math.abs(eigenvalue - exact);
  }

  /** Returns |eigenvalue - exact| / |exact|, NaN where the exact one is unknown or zero. */
  public double relativeError() {
    return exact == 0 ? Double.NaN : absoluteError() / Math.abs(exact);
  }

  private static StructType schema() {
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the run, as in run.json")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("item", DataTypes.StringType, false, "kind of row: eigenvalue")
        .add("index", DataTypes.IntegerType, false, "from 1, in ascending order")
        .add("eigenvalue", DataTypes.DoubleType, false, "the estimate")
        .add("standard_error", DataTypes.DoubleType, true, "of the estimate, or NULL")
        .add("exact", DataTypes.DoubleType, true, "the exact eigenvalue, or NULL")
        .add("absolute_error", DataTypes.DoubleType, true, "|eigenvalue - exact|, or NULL")
        .add("relative_error", DataTypes.DoubleType, true, "over |exact|, or NULL")
        .add("residual_norm", DataTypes.DoubleType, true, "||H u - lambda u|| / ||u||, or NULL");
  }

  private Row toRow() {
    return RowFactory.create(
        runId,
        SCHEMA_VERSION,
        ITEM,
        index,
        eigenvalue,
        RowFormat.nullable(standardError),
        RowFormat.nullable(exact),
        RowFormat.nullable(absoluteError()),
        RowFormat.nullable(relativeError()),
        RowFormat.nullable(residualNorm));
  }

  private static EigenvalueRow fromRow(Row row) {
    RowFormat.checkVersion("eigenvalue row", row, SCHEMA_VERSION);
    return new EigenvalueRow(
        row.getString(0),
        row.getInt(3),
        row.getDouble(4),
        RowFormat.orNaN(row, 5),
        RowFormat.orNaN(row, 6),
        RowFormat.orNaN(row, 9));
  }
}
