package io.raf4j.spark.ntk;

import io.raf4j.ntk.NtkSpectrum;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One eigenvalue of a kernel: one row of {@code OUT/report/spectrum}.
 *
 * @param runId the run, as in {@code run.json}
 * @param step optimiser steps that the network was trained for
 * @param index from 1, in descending order of the eigenvalues
 * @param eigenvalue as it came out, perhaps negative by a rounding
 */
@Rows(item = "ntk-eigenvalue")
public record SpectrumRow(
    @Column("the run, as in run.json") String runId,
    @Column("optimiser steps before") long step,
    @Column("from 1, in descending order") int index,
    @Column("as it came out") double eigenvalue)
    implements Serializable {

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "spectrum";

  /** The Parquet layout of these rows, keyed by step and index. */
  public static final RowFormat<SpectrumRow> FORMAT = RowFormat.of(SpectrumRow.class);

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

  @Key
  private long key() {
    return step << INDEX_BITS | index;
  }
}
