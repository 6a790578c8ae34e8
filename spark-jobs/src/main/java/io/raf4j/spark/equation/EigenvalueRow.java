package io.raf4j.spark.equation;

import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;

/**
 * One eigenvalue: one row of {@code OUT/report/eigenvalues}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@code eigenvalue} in every row; {@code
 * absolute_error} and {@code relative_error} are columns too. What is unknown is NaN here and NULL
 * in Parquet.
 *
 * @param runId the run, as in {@code run.json}
 * @param index from 1, in ascending order of the eigenvalues; the key of the report
 * @param eigenvalue lambda, the estimate
 * @param standardError of the estimate, from the finite number of points; NaN where unknown
 * @param exact the exact eigenvalue, or NaN where none is known
 * @param residualNorm {@code ||H u - lambda u|| / ||u||} by the points' weights; NaN where unknown
 */
@Rows(item = "eigenvalue")
public record EigenvalueRow(
    @Column("the run, as in run.json") String runId,
    @Key @Column("from 1, in ascending order") int index,
    @Column("the estimate") double eigenvalue,
    @Column(value = "of the estimate, or NULL", optional = true) double standardError,
    @Column(value = "the exact eigenvalue, or NULL", optional = true) double exact,
    @Column(value = "||H u - lambda u|| / ||u||, or NULL", optional = true) double residualNorm)
    implements Serializable {

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "eigenvalues";

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<EigenvalueRow> FORMAT = RowFormat.of(EigenvalueRow.class);

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
  @Column(value = "|eigenvalue - exact|, or NULL", after = "exact", optional = true)
  public double absoluteError() {
    return Math.abs(eigenvalue - exact);
  }

  /** Returns |eigenvalue - exact| / |exact|, NaN where the exact one is unknown or zero. */
  @Column(value = "over |exact|, or NULL", after = "absolute_error", optional = true)
  public double relativeError() {
    return exact == 0 ? Double.NaN : absoluteError() / Math.abs(exact);
  }
}
