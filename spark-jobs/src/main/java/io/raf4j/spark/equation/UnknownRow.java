package io.raf4j.spark.equation;

import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;

/**
 * How well one unknown function of a differential equation was found: one row of {@code
 * OUT/report/unknowns}. What is unknown is NaN here and NULL in Parquet.
 *
 * @param runId the run, as in {@code run.json}
 * @param index from 1, in the order of the problem; the key of the report
 * @param name as the problem has it, such as u
 * @param relativeL2 relative error in L2 over the fresh points of {@code OUT/report/problem}
 * @param maxError largest error at one of them
 */
@Rows(item = "unknown")
public record UnknownRow(
    @Column("the run, as in run.json") String runId,
    @Key @Column("from 1, in the order of the problem") int index,
    @Column("as the problem has it") String name,
    @Column(value = "relative error in L2, or NULL", optional = true) double relativeL2,
    @Column(value = "largest error at a point, or NULL", optional = true) double maxError)
    implements Serializable {

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "unknowns";

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<UnknownRow> FORMAT = RowFormat.of(UnknownRow.class);

  /** Checks the name and the index. */
  public UnknownRow {
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
