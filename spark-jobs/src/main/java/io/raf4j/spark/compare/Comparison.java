package io.raf4j.spark.compare;

import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.Kinds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A comparison that has ended, as its folder tells of it.
 *
 * @param kind of its cells
 * @param manifest its {@code run.json}
 * @param cells one for every subject, activation and seed, in order
 * @param summary one for every subject and activation, in order
 * @param rounds of all cells, in the order of the cells
 */
public record Comparison(
    Kind kind,
    RunManifest manifest,
    List<CellRow> cells,
    List<SummaryRow> summary,
    List<CellMetricRow> rounds) {

  /** Copies the lists. */
  public Comparison {
    cells = List.copyOf(cells);
    summary = List.copyOf(summary);
    rounds = List.copyOf(rounds);
  }

  /**
   * Writes the rows of a comparison, replacing those of an earlier try.
   *
   * @param session whose executors write
   * @param folder of the comparison
   * @param summary what was found, in order
   */
  public static void write(SparkSession session, Path folder, ComparisonSummary summary) {
    List<CellRow> cells = summary.outcomes().stream().map(CellOutcome::cell).toList();
    replace(session, report(folder, CellRow.FOLDER), CellRow.FORMAT, cells);
    replace(session, new Path(folder, "metrics"), CellMetricRow.FORMAT, rounds(summary));
    replace(session, report(folder, SummaryRow.FOLDER), SummaryRow.FORMAT, summary.rows());
  }

  /** Returns a comparison whose rows have just been written. */
  public static Comparison of(Kind kind, RunManifest manifest, ComparisonSummary summary) {
    return new Comparison(
        kind,
        manifest,
        summary.outcomes().stream().map(CellOutcome::cell).toList(),
        summary.rows(),
        rounds(summary));
  }

  private static List<CellMetricRow> rounds(ComparisonSummary summary) {
    List<CellMetricRow> rounds = new ArrayList<>();
    for (CellOutcome outcome : summary.outcomes()) {
      CellRow cell = outcome.cell();
      for (MetricRow round : outcome.metrics()) {
        rounds.add(
            new CellMetricRow(
                cell.runId(),
                rounds.size(),
                cell.subject(),
                cell.activation(),
                cell.seed(),
                round));
      }
    }
    return rounds;
  }

  private static <T> void replace(
      SparkSession session, Path directory, RowFormat<T> format, List<T> rows) {
    ParquetReport<T> report = ParquetReport.open(session, directory, format);
    report.replace(rows);
  }

  private static Path report(Path folder, String kind) {
    return new Path(folder, "report/" + kind);
  }

  /**
   * Reads a comparison.
   *
   * @param session whose executors read
   * @param folder of the comparison
   * @param kinds of which its cells may be
   * @param hadoop configuration that names the file systems
   * @throws IOException if the folder has no {@code run.json}
   */
  public static Comparison read(
      SparkSession session, Path folder, Kinds kinds, Configuration hadoop) throws IOException {
    RunManifest manifest = RunManifest.read(new Path(folder, "run.json"), hadoop);
    String run = manifest.runId();
    return new Comparison(
        kinds.named(manifest.section(Section.CONFIGURATION).text("kind")),
        manifest,
        ParquetReport.open(session, report(folder, CellRow.FOLDER), CellRow.FORMAT).readOf(run),
        ParquetReport.open(session, report(folder, SummaryRow.FOLDER), SummaryRow.FORMAT)
            .readOf(run),
        ParquetReport.open(session, new Path(folder, "metrics"), CellMetricRow.FORMAT).readOf(run));
  }

  /** Returns whether a folder holds the rows of a comparison. */
  public static boolean isIn(Path folder, Configuration hadoop) throws IOException {
    return folder.getFileSystem(hadoop).exists(report(folder, SummaryRow.FOLDER));
  }

  /** Returns what was compared, as {@code run.json} has it. */
  Fields configuration() {
    return manifest.section(Section.CONFIGURATION);
  }

  private String text(String key) {
    return configuration().text(key);
  }

  /** Returns the name of the experiment. */
  public String name() {
    return text("experiment");
  }

  /** Returns its size. */
  public String size() {
    return text("size");
  }

  /** Returns the figure compared. */
  Figure metric() {
    return Figure.named(text("metric"), kind.figures(), kind.name());
  }

  /** Returns the subjects in order. */
  public List<String> subjects() {
    return summary.stream().map(SummaryRow::subject).distinct().toList();
  }

  /** Returns how many numbers the networks of a subject learn; nothing where it is not known. */
  OptionalLong values(String subject) {
    return manifest.section(Section.INPUT).get(subject) instanceof Map<?, ?> input
            && input.get("values") instanceof Number count
        ? OptionalLong.of(count.longValue())
        : OptionalLong.empty();
  }

  /** Returns the rows of one subject, in order. */
  List<SummaryRow> of(String subject) {
    return summary.stream().filter(row -> row.subject().equals(subject)).toList();
  }

  /** Returns the cells that did not end with figures. */
  List<CellRow> failed() {
    return cells.stream().filter(cell -> !cell.isDone()).toList();
  }
}
