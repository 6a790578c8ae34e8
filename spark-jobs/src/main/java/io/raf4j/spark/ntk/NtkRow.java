package io.raf4j.spark.ntk;

import io.raf4j.ntk.NtkSpectrum;
import io.raf4j.spark.rows.RowFormat;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the spectrum of one kernel says: one row of {@code OUT/report/ntk}.
 *
 * <p>Column names are the component names in snake_case, after {@code run_id}, {@code
 * schema_version} and {@code item}, which is {@value #ITEM} in every row. What is unknown is NaN
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
public record NtkRow(
    String runId,
    long step,
    String activation,
    int points,
    long parameters,
    double conditionNumber,
    boolean conditionResolved,
    double effectiveRank,
    int numericalRank,
    double conditionOfRank,
    double lambdaMax,
    double lambdaMin,
    double trace,
    double decayExponent,
    double seconds)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** What the column {@code item} holds. */
  public static final String ITEM = "kernel";

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "ntk";

  /** The Parquet layout of these rows, keyed by step. */
  public static final RowFormat<NtkRow> FORMAT =
      new RowFormat<>(schema(), NtkRow::toRow, NtkRow::fromRow, NtkRow::step);

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

  private static StructType schema() {
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the run, as in run.json")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("item", DataTypes.StringType, false, "kind of row: kernel")
        .add("step", DataTypes.LongType, false, "optimiser steps before")
        .add("activation", DataTypes.StringType, false, "of the network")
        .add("points", DataTypes.IntegerType, false, "N")
        .add("parameters", DataTypes.LongType, false, "that training moves")
        .add("condition_number", DataTypes.DoubleType, true, "lambda_max / lambda_min, or at least")
        .add("condition_resolved", DataTypes.BooleanType, false, "whether lambda_min is")
        .add("effective_rank", DataTypes.DoubleType, true, "exp of the entropy of the shares")
        .add("numerical_rank", DataTypes.IntegerType, false, "eigenvalues told from zero")
        .add("condition_of_rank", DataTypes.DoubleType, true, "lambda_max over their smallest")
        .add("lambda_max", DataTypes.DoubleType, false, "largest eigenvalue")
        .add("lambda_min", DataTypes.DoubleType, false, "smallest eigenvalue as it came out")
        .add("trace", DataTypes.DoubleType, false, "sum of the eigenvalues")
        .add("decay_exponent", DataTypes.DoubleType, true, "p of lambda_i ~ i^-p")
        .add("seconds", DataTypes.DoubleType, false, "that this kernel took");
  }

  private Row toRow() {
    return RowFactory.create(
        runId,
        SCHEMA_VERSION,
        ITEM,
        step,
        activation,
        points,
        parameters,
        RowFormat.nullable(conditionNumber),
        conditionResolved,
        RowFormat.nullable(effectiveRank),
        numericalRank,
        RowFormat.nullable(conditionOfRank),
        lambdaMax,
        lambdaMin,
        trace,
        RowFormat.nullable(decayExponent),
        seconds);
  }

  private static NtkRow fromRow(Row row) {
    RowFormat.checkVersion("kernel row", row, SCHEMA_VERSION);
    return new NtkRow(
        row.getString(0),
        row.getLong(3),
        row.getString(4),
        row.getInt(5),
        row.getLong(6),
        RowFormat.orNaN(row, 7),
        row.getBoolean(8),
        RowFormat.orNaN(row, 9),
        row.getInt(10),
        RowFormat.orNaN(row, 11),
        row.getDouble(12),
        row.getDouble(13),
        row.getDouble(14),
        RowFormat.orNaN(row, 15),
        row.getDouble(16));
  }
}
