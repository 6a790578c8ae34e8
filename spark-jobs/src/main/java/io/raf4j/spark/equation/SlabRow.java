package io.raf4j.spark.equation;

import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;

/**
 * How well a differential equation was solved in one slab of time: one row of {@code
 * OUT/report/slabs}. What is unknown is NaN here and NULL in Parquet.
 *
 * @param runId the run, as in {@code run.json}
 * @param slab from 1; the key of the report
 * @param start when it starts
 * @param end when it ends
 * @param points fresh points of {@code OUT/report/problem} in it
 * @param residual root mean square of the equation's residuals at them
 * @param relativeL2 relative error in L2 over them
 * @param maxError largest error at one of them
 */
@Rows(item = "slab of time")
public record SlabRow(
    @Column("the run, as in run.json") String runId,
    @Key @Column("from 1") int slab,
    @Column("when it starts") double start,
    @Column("when it ends") double end,
    @Column("fresh points in it") long points,
    @Column("root mean square") double residual,
    @Column(value = "relative error in L2, or NULL", optional = true) double relativeL2,
    @Column(value = "largest error at a point, or NULL", optional = true) double maxError)
    implements Serializable {

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "slabs";

  /** The Parquet layout of these rows, keyed by slab. */
  public static final RowFormat<SlabRow> FORMAT = RowFormat.of(SlabRow.class);

  /** Checks the number and the interval. */
  public SlabRow {
    if (runId.isEmpty() || slab < 1 || !(start < end)) {
      throw new IllegalArgumentException(
          "runId is '"
              + runId
              + "', slab "
              + slab
              + " goes from "
              + start
              + " to "
              + end
              + "; expected a name, 1 or more, and start < end");
    }
  }
}
