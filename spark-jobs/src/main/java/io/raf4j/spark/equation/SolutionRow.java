package io.raf4j.spark.equation;

import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;
import java.util.List;

/**
 * One unknown function at one point: one row of {@code OUT/report/points}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@code point} in every row; {@code error = u - exact}
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
@Rows(item = "point")
public record SolutionRow(
    @Column("the run, as in run.json") String runId,
    @Key @Column("of the row within the run, from 0") long index,
    @Column("of the point") List<Double> coordinates,
    @Column("which unknown function, from 1") int component,
    @Column("its value") double u,
    @Column(value = "the exact value, or NULL", optional = true) double exact,
    @Column(value = "of the component's equation, or NULL", optional = true) double residual)
    implements Serializable {

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "points";

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<SolutionRow> FORMAT = RowFormat.of(SolutionRow.class);

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
  @Column(value = "u - exact, or NULL", after = "exact", optional = true)
  public double error() {
    return u - exact;
  }
}
