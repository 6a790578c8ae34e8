package io.raf4j.spark.ntk;

import io.raf4j.ntk.NtkSpectrum;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;

/**
 * What the spectrum of one kernel says: one row of {@code OUT/report/ntk}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@code kernel} in every row. What is unknown is NaN
 * here and NULL in Parquet.
 *
 * @param runId the run, as in {@code run.json}
 * @param step optimiser steps that the network was trained for, 0 for none; the key of the report
 * @param activation of the network
 * @param points N
 * @param parameters that training moves
 * @param conditionNumber lambda_max / lambda_min; where lambda_min cannot be told from zero, {@code
 *     1 / (N 2^-52)}, which it is at least
 * @param conditionResolved whether lambda_min can be told from zero
 * @param effectiveRank exponential of the entropy of the eigenvalues' shares
 * @param numericalRank eigenvalues that can be told from zero
 * @param conditionOfRank lambda_max over the smallest of these
 * @param lambdaMax the largest eigenvalue
 * @param lambdaMin the smallest eigenvalue as it came out
 * @param trace the sum of the eigenvalues
 * @param decayExponent p of the power law {@code lambda_i ~ i^-p} fitted to the numerical rank
 * @param seconds that this kernel took
 */
@Rows(item = "kernel")
public record NtkRow(
    @Column("the run, as in run.json") String runId,
    @Key @Column("optimiser steps before") long step,
    @Column("of the network") String activation,
    @Column("N") int points,
    @Column("that training moves") long parameters,
    @Column(value = "lambda_max / lambda_min, or at least", optional = true) double conditionNumber,
    @Column("whether lambda_min is") boolean conditionResolved,
    @Column(value = "exp of the entropy of the shares", optional = true) double effectiveRank,
    @Column("eigenvalues told from zero") int numericalRank,
    @Column(value = "lambda_max over their smallest", optional = true) double conditionOfRank,
    @Column("largest eigenvalue") double lambdaMax,
    @Column("smallest eigenvalue as it came out") double lambdaMin,
    @Column("sum of the eigenvalues") double trace,
    @Column(value = "p of lambda_i ~ i^-p", optional = true) double decayExponent,
    @Column("that this kernel took") double seconds)
    implements Serializable {

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "ntk";

  /** The Parquet layout of these rows, keyed by step. */
  public static final RowFormat<NtkRow> FORMAT = RowFormat.of(NtkRow.class);

  /** Checks the name and the step. */
  public NtkRow {
    if (runId.isEmpty()) {
      throw new IllegalArgumentException("runId is empty; expected a name");
    }
    if (step < 0) {
      throw new IllegalArgumentException("step is " + step + "; expected 0 or more");
    }
  }

  /**
   * Sums up a spectrum.
   *
   * @param parameters that training moves
   */
  public static NtkRow of(
      String runId,
      long step,
      String activation,
      long parameters,
      NtkSpectrum spectrum,
      double seconds) {
    return new NtkRow(
        runId,
        step,
        activation,
        spectrum.eigenvalues().length,
        parameters,
        spectrum.conditionBound(),
        spectrum.isResolved(),
        spectrum.effectiveRank(),
        spectrum.numericalRank(),
        spectrum.conditionOfRank(),
        spectrum.largest(),
        spectrum.smallest(),
        spectrum.trace(),
        spectrum.decayExponent(),
        seconds);
  }
}
