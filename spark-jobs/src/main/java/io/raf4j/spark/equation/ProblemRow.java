package io.raf4j.spark.equation;

import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RowFormat;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How well a problem was solved: the one row of {@code OUT/report/problem}.
 *
 * <p>Errors are measured on fresh points of the domain, by their weights, over all components. Of
 * an eigenvalue problem they are those of the first eigenfunction, both functions normalised and
 * with the same sign. What is unknown is NaN here and NULL in Parquet.
 *
 * <pre>
 *   relative_l2   (integral of |u - exact|^2 / integral of |exact|^2)^(1/2)
 *   max_error     max |u - exact| over the points
 *   relative_h1   as relative_l2, with |u|^2 + |grad u|^2 in place of |u|^2
 *   residual      (mean of r^2 over the points)^(1/2), r = A[u] - f or H u - lambda u
 * </pre>
 *
 * @param runId the run, as in {@code run.json}
 * @param kind of problem: {@code PDE} or {@code EIGEN}
 * @param problem its name, such as {@code poisson-smooth}
 * @param dimension the number d of coordinates
 * @param components unknown functions of an equation, or eigenfunctions sought
 * @param parameters trained numbers of the network
 * @param testPoints fresh points on which the errors were measured
 * @param loss at the end of training, as in the last {@link MetricRow}
 * @param relativeL2 see above, or NaN
 * @param maxError see above, or NaN
 * @param relativeH1 see above, or NaN
 * @param residual see above, or NaN
 * @param seconds what training took
 */
public record ProblemRow(
    String runId,
    String kind,
    String problem,
    int dimension,
    int components,
    long parameters,
    long testPoints,
    double loss,
    double relativeL2,
    double maxError,
    double relativeH1,
    double residual,
    double seconds)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** What the column {@code item} holds. */
  public static final String ITEM = "problem";

  /** The folder of this row within {@code OUT/report}. */
  public static final String FOLDER = "problem";

  /** The Parquet layout of this row; its key is always 0. */
  public static final RowFormat<ProblemRow> FORMAT =
      new RowFormat<>(schema(), ProblemRow::toRow, ProblemRow::fromRow, row -> 0);

  /** Checks the counters. */
  public ProblemRow {
    if (runId.isEmpty() || problem.isEmpty()) {
      throw new IllegalArgumentException(
          "runId is '" + runId + "', problem is '" + problem + "'; expected names");
    }
    requirePositive("dimension", dimension);
    requirePositive("components", components);
    requirePositive("parameters", parameters);
    requirePositive("testPoints", testPoints);
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; expected 1 or more");
    }
  }

  private static StructType schema() {
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the run, as in run.json")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("item", DataTypes.StringType, false, "kind of row: problem")
        .add("kind", DataTypes.StringType, false, "PDE or EIGEN")
        .add("problem", DataTypes.StringType, false, "its name")
        .add("dimension", DataTypes.IntegerType, false, "number of coordinates")
        .add("components", DataTypes.IntegerType, false, "unknown functions or eigenfunctions")
        .add("parameters", DataTypes.LongType, false, "trained numbers of the network")
        .add("test_points", DataTypes.LongType, false, "fresh points of the errors")
        .add("loss", DataTypes.DoubleType, false, "at the end of training")
        .add("relative_l2", DataTypes.DoubleType, true, "relative error in L2, or NULL")
        .add("max_error", DataTypes.DoubleType, true, "largest error at a point, or NULL")
        .add("relative_h1", DataTypes.DoubleType, true, "relative error in H1, or NULL")
        .add("residual", DataTypes.DoubleType, true, "root mean square residual, or NULL")
        .add("seconds", DataTypes.DoubleType, false, "what training took");
  }

  private Row toRow() {
    return RowFactory.create(
        runId,
        SCHEMA_VERSION,
        ITEM,
        kind,
        problem,
        dimension,
        components,
        parameters,
        testPoints,
        loss,
        RowFormat.nullable(relativeL2),
        RowFormat.nullable(maxError),
        RowFormat.nullable(relativeH1),
        RowFormat.nullable(residual),
        seconds);
  }

  private static ProblemRow fromRow(Row row) {
    RowFormat.checkVersion("problem row", row, SCHEMA_VERSION);
    return new ProblemRow(
        row.getString(0),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        row.getInt(6),
        row.getLong(7),
        row.getLong(8),
        row.getDouble(9),
        RowFormat.orNaN(row, 10),
        RowFormat.orNaN(row, 11),
        RowFormat.orNaN(row, 12),
        RowFormat.orNaN(row, 13),
        row.getDouble(14));
  }
}
