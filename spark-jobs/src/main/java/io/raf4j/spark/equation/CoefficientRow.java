package io.raf4j.spark.equation;

import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;

/**
 * An unknown number of an equation as it was found: one row of {@code OUT/report/coefficients}.
 * What is unknown is NaN here and NULL in Parquet.
 *
 * @param runId the run, as in {@code run.json}
 * @param index from 1, in the order of the problem; the key of the report
 * @param name as the problem has it
 * @param value that was found
 * @param standardError by the noise of the measured data: the value plus and minus twice as much is
 *     an interval that has the right one in 95 of 100 repetitions
 * @param exact the right value
 */
@Rows(item = "coefficient")
public record CoefficientRow(
    @Column("the run, as in run.json") String runId,
    @Key @Column("from 1, in the order of the problem") int index,
    @Column("as the problem has it") String name,
    @Column("that was found") double value,
    @Column(value = "by the noise of the data, or NULL", optional = true) double standardError,
    @Column(value = "the right value, or NULL", optional = true) double exact)
    implements Serializable {

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "coefficients";

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<CoefficientRow> FORMAT = RowFormat.of(CoefficientRow.class);

  /** Checks the name and the index. */
  public CoefficientRow {
    if (runId.isEmpty() || name.isEmpty() || index < 1) {
      throw new IllegalArgumentException(
          "runId is '"
              + runId
              + "', name is '"
              + name
              + "', index is "
              + index
              + "; expected names");
    }
  }
}
