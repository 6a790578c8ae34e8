package io.raf4j.spark.equation;

import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;

/**
 * How well an equation, or one of its conditions, is satisfied: one row of {@code
 * OUT/report/conditions}.
 *
 * <pre>
 *   residual          (mean of r^2 over fresh points and residuals)^(1/2), in the units of the condition
 *   standard_error    of residual by the scatter of the points
 *   scale             s, and weight w: the loss has w s^2 residual^2 for each residual of a point
 * </pre>
 *
 * @param runId the run, as in {@code run.json}
 * @param index 0 inside, from 1 on the conditions in the order of the problem; the key of the
 *     report
 * @param name {@code equation} inside, else as the problem has it
 * @param place {@code inside}, {@code boundary} or {@code points}
 * @param points fresh points, or all given ones
 * @param residual see above
 * @param standardError see above
 * @param weight the problem's
 * @param scale the solver's
 */
@Rows(item = "condition")
public record ConditionRow(
    @Column("the run, as in run.json") String runId,
    @Key @Column("0 inside, from 1 in the order of the problem") int index,
    @Column("equation, or as the problem has it") String name,
    @Column("inside, boundary or points") String place,
    @Column("on which it was evaluated") long points,
    @Column("root mean square") double residual,
    @Column("of the residual") double standardError,
    @Column("the problem's") double weight,
    @Column("the solver's") double scale)
    implements Serializable {

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "conditions";

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<ConditionRow> FORMAT = RowFormat.of(ConditionRow.class);

  /** Checks the name and the index. */
  public ConditionRow {
    if (runId.isEmpty() || name.isEmpty() || index < 0) {
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
