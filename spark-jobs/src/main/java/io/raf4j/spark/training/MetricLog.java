package io.raf4j.spark.training;

import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import java.util.ArrayList;
import java.util.List;

/** Where the metrics of a training go. Not thread-safe. */
public interface MetricLog {

  /** Drops the rows of the rounds after the one given, which will be trained again. */
  void dropAfter(long round);

  /** Adds rows after those that are there, in increasing order of rounds. */
  void append(List<MetricRow> rows);

  /**
   * Returns the log that is a report of a run's folder. Rows of another run are refused when a run
   * that is gone on with drops what it will train again.
   *
   * @param runId whose rows they are
   */
  static MetricLog of(ParquetReport<MetricRow> report, String runId) {
    return new MetricLog() {
      @Override
      public void dropAfter(long round) {
        report.dropAfter(round);
        report.readOf(runId);
      }

      @Override
      public void append(List<MetricRow> rows) {
        report.append(rows);
      }
    };
  }

  /** Returns an empty log that keeps its rows itself. */
  static InMemory inMemory() {
    return new InMemory();
  }

  /** A log in the memory of this process. */
  final class InMemory implements MetricLog {

    private final List<MetricRow> rows = new ArrayList<>();

    private InMemory() {}

    @Override
    public void dropAfter(long round) {
      rows.removeIf(row -> row.round() > round);
    }

    @Override
    public void append(List<MetricRow> more) {
      rows.addAll(more);
    }

    /** Returns a copy of the rows, in the order of rounds. */
    public List<MetricRow> rows() {
      return List.copyOf(rows);
    }
  }
}
