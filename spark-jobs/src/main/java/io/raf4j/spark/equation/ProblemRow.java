package io.raf4j.spark.equation;

import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;

/**
 * How well a problem was solved: the one row of {@code OUT/report/problem}.
 *
 * <p>Errors are measured on fresh points of the domain, by their weights, over all components. Of
 * an eigenvalue problem they are those of the first eigenfunction, both functions normalised and
 * with the same sign. What is unknown is NaN here and NULL in Parquet.
 *
 * <pre>
 *   relative_l2   (integral of |u - exact|^2 / integral of |exact|^2)^(1/2)
 *   relative_l2_untrained   the same of the network with its initial parameters: what the lift alone gives
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
 * @param relativeL2Untrained see above, or NaN
 * @param maxError see above, or NaN
 * @param relativeH1 see above, or NaN
 * @param residual see above, or NaN
 * @param seconds what training took
 */
@Rows(item = "problem", version = 2)
public record ProblemRow(
    @Column("the run, as in run.json") String runId,
    @Column("PDE or EIGEN") String kind,
    @Column("its name") String problem,
    @Column("number of coordinates") int dimension,
    @Column("unknown functions or eigenfunctions") int components,
    @Column("trained numbers of the network") long parameters,
    @Column("fresh points of the errors") long testPoints,
    @Column("at the end of training") double loss,
    @Column(value = "relative error in L2, or NULL", optional = true) double relativeL2,
    @Column(value = "relative_l2 before training, or NULL", optional = true)
        double relativeL2Untrained,
    @Column(value = "largest error at a point, or NULL", optional = true) double maxError,
    @Column(value = "relative error in H1, or NULL", optional = true) double relativeH1,
    @Column(value = "root mean square residual, or NULL", optional = true) double residual,
    @Column("what training took") double seconds)
    implements Serializable {

  /** The folder of this row within {@code OUT/report}. */
  public static final String FOLDER = "problem";

  /** The Parquet layout of this row; its key is always 0. */
  public static final RowFormat<ProblemRow> FORMAT = RowFormat.of(ProblemRow.class);

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
}
