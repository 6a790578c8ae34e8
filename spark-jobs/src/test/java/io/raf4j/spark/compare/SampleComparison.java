package io.raf4j.spark.compare;

import io.raf4j.spark.Jobs;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RowJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A comparison by hand: two activations on one equation with two seeds, and one cell that failed.
 */
public final class SampleComparison {

  private SampleComparison() {}

  /** A cell whose rounds end at the given seconds with errors that fall by half each. */
  public static CellOutcome cell(
      long index, String activation, long seed, double error, double seconds) {
    List<MetricRow> rounds = new ArrayList<>();
    for (int round = 1; round <= 4; round++) {
      rounds.add(
          new MetricRowBuilder(round, seconds * round / 4, error * (1 << (4 - round))).build());
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("relative_l2", error);
    figures.put("max_error", 2 * error);
    figures.put("steps", 4);
    figures.put("seconds", seconds);
    figures.put("parameters", 41);
    figures.put("params_sha256", "ab");
    return new CellOutcome(row(index, activation, seed, "", figures), rounds);
  }

  /** The same cell on another subject. */
  static CellOutcome on(String subject, CellOutcome outcome) {
    CellRow cell = outcome.cell();
    CellRow moved =
        new CellRow(
            cell.runId(),
            cell.index(),
            cell.experiment(),
            cell.size(),
            cell.kind(),
            subject,
            cell.activation(),
            cell.seed(),
            cell.status(),
            cell.error(),
            cell.figures(),
            cell.settings(),
            cell.commit());
    return new CellOutcome(moved, outcome.metrics());
  }

  public static CellOutcome failed(long index, String activation, long seed) {
    return new CellOutcome(row(index, activation, seed, "it | diverged", Map.of()), List.of());
  }

  static CellRow row(
      long index, String activation, long seed, String error, Map<String, Object> figures) {
    return new CellRow(
        "run",
        index,
        "tiny",
        "short",
        "pde",
        "smooth",
        activation,
        seed,
        error.isEmpty() ? CellRow.Status.DONE : CellRow.Status.FAILED,
        error,
        figures,
        "{}",
        "abc1234");
  }

  public static ComparisonSummary summary() {
    return new ComparisonSummary(
        Figure.RELATIVE_L2,
        List.of("tanh", "relu^3"),
        List.of(
            cell(0, "own", 1, 0.01, 8),
            cell(1, "own", 2, 0.03, 8),
            cell(2, "tanh", 1, 0.1, 4),
            cell(3, "tanh", 2, 0.3, 4),
            cell(4, "relu^3", 1, 0.5, 2),
            failed(5, "relu^3", 2)));
  }

  public static Comparison comparison() {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("experiment", "tiny");
    configuration.put("size", "short");
    configuration.put("kind", "pde");
    configuration.put("metric", "relative_l2");
    configuration.put("seeds", List.of(1, 2));
    configuration.put("settings", Map.of("width", 5));
    configuration.put("settings_of_activations", Map.of("own", Map.of("activation", "x*x")));
    RunManifest manifest =
        new RunManifest(
            "run",
            "raf compare --config /home/me/x.conf --data=/data --output out/tiny --json",
            Instant.EPOCH,
            Optional.of(Instant.EPOCH),
            RunManifest.Status.DONE,
            Optional.of(new RunManifest.Stop("cells", "all had ended")),
            Map.of(
                Section.CONFIGURATION,
                Fields.of(configuration),
                Section.HARDWARE,
                Fields.of(Map.of("cpu", "a processor", "cores", 2, "memory_bytes", 1L << 30)),
                Section.SOFTWARE,
                Fields.of(
                    Map.of(
                        "raf4j",
                        "1",
                        "raf4j_commit",
                        "abc1234",
                        "java",
                        "17",
                        "spark",
                        "3",
                        "kernels",
                        "vector",
                        "blas_kernels",
                        "Haswell"))));
    return Comparison.of(Jobs.kind("pde"), manifest, summary());
  }

  /** A round of which only the time and the error matter. */
  private record MetricRowBuilder(int round, double seconds, double error) {

    MetricRow build() {
      Map<String, Object> columns = new LinkedHashMap<>();
      columns.put("run_id", "cell");
      columns.put("schema_version", MetricRow.SCHEMA_VERSION);
      columns.put("round", round);
      columns.put("step", round);
      columns.put("examples", 10 * round);
      columns.put("loss", error * error);
      columns.put("examples_per_second", 10.0);
      columns.put("seconds", seconds);
      columns.put("recorded_at", "1970-01-01T00:00:00Z");
      columns.put("optimizer", "adam");
      columns.put("relative_l2", error);
      return RowJson.fromMap(MetricRow.FORMAT, columns);
    }
  }
}
