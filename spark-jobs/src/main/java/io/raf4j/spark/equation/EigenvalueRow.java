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
 * @param eigenvalue lambda, the estimate: the Rayleigh quotient, of a nonlinear problem with its
 *     first-order error taken off
 * @param standardError the stated error of {@code eigenvalue}, of scatter and bias; NaN where
 *     unknown
 * @param exact the exact eigenvalue, or NaN where none is known
 * @param residualNorm {@code ||H u - lambda u|| / ||u||} by the points' weights; NaN where unknown
 * @param rayleigh the Rayleigh quotient of the strong form
 * @param carried the eigenvalue that second order has as an unknown, NaN where there was none
 * @param scatter of the Rayleigh quotient over samples of points, one standard deviation of their
 *     mean; NaN where unknown
 * @param bias how far lambda may be off because the function is; NaN where unknown
 * @param largestShare of one point in the sum of w u^2, 0 to 1; NaN where unknown
 */
@Rows(item = "eigenvalue")
public record EigenvalueRow(
    @Column("the run, as in run.json") String runId,
    @Key @Column("from 1, in ascending order") int index,
    @Column("the estimate") double eigenvalue,
    @Column(value = "its stated error, or NULL", optional = true) double standardError,
    @Column(value = "the exact eigenvalue, or NULL", optional = true) double exact,
    @Column(value = "||H u - lambda u|| / ||u||, or NULL", optional = true) double residualNorm,
    @Column(value = "the Rayleigh quotient, or NULL", optional = true) double rayleigh,
    @Column(value = "second order's own unknown, or NULL", optional = true) double carried,
    @Column(value = "of the quotient over samples, or NULL", optional = true) double scatter,
    @Column(value = "by which the function may be off, or NULL", optional = true) double bias,
    @Column(value = "of one point in the norm, or NULL", optional = true) double largestShare)
    implements Serializable {

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "eigenvalues";

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<EigenvalueRow> FORMAT = RowFormat.of(EigenvalueRow.class);

  /** Creates the row of an eigenvalue of which nothing else is known. */
  public EigenvalueRow(
      String runId,
      int index,
      double eigenvalue,
      double standardError,
      double exact,
      double residualNorm) {
    this(
        runId,
        index,
        eigenvalue,
        standardError,
        exact,
        residualNorm,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }

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
