package io.raf4j.spark.ntk;

import io.raf4j.ntk.NtkSpectrum;
import io.raf4j.spark.rows.RowFormat;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One eigenvalue of a kernel: one row of {@code OUT/report/spectrum}.
 *
 * @param runId the run, as in {@code run.json}
 * @param step optimiser steps that the network was trained for
 * @param index from 1, in descending order of the eigenvalues
 * @param eigenvalue as it came out, perhaps negative by a rounding
 */
public record SpectrumRow(String runId, long step, int index, double eigenvalue)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** What the column {@code item} holds. */
  public static final String ITEM = "ntk-eigenvalue";

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "spectrum";

  /** The Parquet layout of these rows, keyed by step and index. */
  public static final RowFormat<SpectrumRow> FORMAT =
      new RowFormat<>(schema(), SpectrumRow::toRow, SpectrumRow::fromRow, SpectrumRow::key);

  private static final int INDEX_BITS = 17;
  private static final int MOST = (1 << INDEX_BITS) - 1;

  /** Checks the numbers. */
  public SpectrumRow {
    if (step < 0 || index < 1 || index > MOST) {
      throw new IllegalArgumentException(
          "step is " + step + ", index is " + index + "; expected 0 or more and 1 to " + MOST);
    }
  }

  /** Returns the rows of a spectrum. */
  public static List<SpectrumRow> of(String runId, long step, NtkSpectrum spectrum) {
    double[] values = spectrum.eigenvalues();
    return IntStream.range(0, values.length)
        .mapToObj(i -> new SpectrumRow(runId, step, i + 1, values[i]))
        .toList();
  }

  /** Returns the last key that a step may have. */
  public static long lastKey(long step) {
    return step << INDEX_BITS | MOST;
  }

  private long key() {
    return step << INDEX_BITS | index;
  }

  private static StructType schema() {
    return new StructType()
        .add("run_id", DataTypes.StringType, false, "the run, as in run.json")
        .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
        .add("item", DataTypes.StringType, false, "kind of row: ntk-eigenvalue")
        .add("step", DataTypes.LongType, false, "optimiser steps before")
        .add("index", DataTypes.IntegerType, false, "from 1, in descending order")
        .add("eigenvalue", DataTypes.DoubleType, false, "as it came out");
  }

  private Row toRow() {
    return RowFactory.create(runId, SCHEMA_VERSION, ITEM, step, index, eigenvalue);
  }

  private static SpectrumRow fromRow(Row row) {
    RowFormat.checkVersion("spectrum row", row, SCHEMA_VERSION);
    return new SpectrumRow(row.getString(0), row.getLong(3), row.getInt(4), row.getDouble(5));
  }
}
