package io.raf4j.spark.equation;

import io.raf4j.spark.rows.RowFormat;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One unknown function at one point: one row of {@code OUT/report/points}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@value #ITEM} in every row; {@code error = u - exact}
 * is a column too. What is unknown is NaN here and NULL in Parquet.
 *
 * @param runId the run, as in {@code run.json}
 * @param index of the row within the run, from 0; the key of the report
 * @param coordinates of the point, d numbers
 * @param component which of several unknown functions or eigenfunctions, from 1
 * @param u its value
 * @param exact the exact value, or NaN where none is known
 * @param residual of the component's equation, {@code A[u] - f} or {@code H u - lambda u}, or NaN
 *     where it was not evaluated
 */
public record SolutionRow(
    String runId,
    long index,
    List<Double> coordinates,
    int component,
    double u,
    double exact,
    double residual)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** What the column {@code item} holds. */
  public static final String ITEM = "point";

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "points";

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<SolutionRow> FORMAT =
      new RowFormat<>(schema(), SolutionRow::toRow, SolutionRow::fromRow, SolutionRow::index);

  /** Checks the indices and copies the coordinates. */
  public SolutionRow {
    if (runId.isEmpty()) {
      throw new IllegalArgumentException("runId is empty; expected a name");
    }
    if (index < 0 || component < 1) {
      throw new IllegalArgumentException(
          "index is " + index + ", component is " + component + "; expected from 0 and from 1");
    }
    if (coordinates.isEmpty()) {
      throw new IllegalArgumentException("coordinates is empty; expected one or more");
    }
    coordinates = List.copyOf(coordinates);
  }

  /** Returns u - exact, NaN where the exact value is unknown. */
  public double error() {
    return u - exact;
  }

  private static StructType schema() {
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the run, as in run.json")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("item", DataTypes.StringType, false, "kind of row: point")
        .add("index", DataTypes.LongType, false, "of the row within the run, from 0")
        .add(
            "coordinates",
            DataTypes.createArrayType(DataTypes.DoubleType, false),
            false,
            "of the point")
        .add("component", DataTypes.IntegerType, false, "which unknown function, from 1")
        .add("u", DataTypes.DoubleType, false, "its value")
        .add("exact", DataTypes.DoubleType, true, "the exact value, or NULL")
        .add("error", DataTypes.DoubleType, true, "u - exact, or NULL")
        .add("residual", DataTypes.DoubleType, true, "of the component's equation, or NULL");
  }

  private Row toRow() {
    return RowFactory.create(
        runId,
        SCHEMA_VERSION,
        ITEM,
        index,
        coordinates,
        component,
        u,
        RowFormat.nullable(exact),
        RowFormat.nullable(error()),
        RowFormat.nullable(residual));
  }

  private static SolutionRow fromRow(Row row) {
    RowFormat.checkVersion("point row", row, SCHEMA_VERSION);
    return new SolutionRow(
        row.getString(0),
        row.getLong(3),
        row.getList(4),
        row.getInt(5),
        row.getDouble(6),
        RowFormat.orNaN(row, 7),
        RowFormat.orNaN(row, 9));
  }
}
