package io.raf4j.spark.compare;

import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.CommonSections;
import io.raf4j.spark.record.Provenance;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.rows.MetricRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The page that tells a person what a comparison found.
 *
 * @param comparison what is told of
 * @param configuration the full resolved configuration, as text
 */
public record ComparisonReport(Comparison comparison, String configuration) {

  private static final String QUERIES = "compare-queries.sql";

  /** Composes the page. */
  public HtmlPage page() {
    ComparisonTables tables = new ComparisonTables(comparison);
    HtmlPage.Builder page =
        HtmlPage.titled("RAF4J comparison " + comparison.manifest().runId(), title())
            .lead(String.join(" ", tables.findings()))
            .headlines(headlines());
    addTo(page, "");
    Provenance.addTo(page, comparison.manifest(), configuration);
    CommonSections.addQueries(page, queries());
    return page.build();
  }

  /** Returns the queries that the page and the documentation show. */
  public static String queries() {
    return CommonSections.queries(ComparisonReport.class, QUERIES);
  }

  private String title() {
    return comparison.name() + ", " + comparison.size() + " size";
  }

  private List<Headline> headlines() {
    int failed = comparison.failed().size();
    return List.of(
        new Headline(
            "Cells",
            Quantity.count(comparison.cells().size()),
            failed == 0 ? "all ended with figures" : failed + " of them failed"),
        new Headline("Subjects", Quantity.count(comparison.subjects().size()), ""),
        new Headline("Compared by", comparison.metric().words(), comparison.metric().unit()),
        CommonSections.status(comparison.manifest()));
  }

  /**
   * Adds tables and curves.
   *
   * @param prefix of the headings, where a page has several comparisons; may be empty
   */
  public void addTo(HtmlPage.Builder page, String prefix) {
    addTables(page, new ComparisonTables(comparison), prefix);
    addCurves(page, prefix);
  }

  private static void addTables(HtmlPage.Builder page, ComparisonTables tables, String prefix) {
    page.section(prefix + "Results", tables.method());
    tables.comparison().subjects().forEach(subject -> page.table(tables.summary(subject)));
    tables.overSubjects().ifPresent(page::table);
    tables.otherFigures().ifPresent(page::table);
    tables
        .failed()
        .ifPresent(
            table -> {
              page.section(
                  prefix + "Cells that failed",
                  "They are left out of all means; with --resume they are tried again.");
              page.table(table);
            });
  }

  private void addCurves(HtmlPage.Builder page, String prefix) {
    Curve.of(comparison.metric())
        .ifPresent(
            curve -> {
              List<LineChart> charts = charts(curve);
              if (!charts.isEmpty()) {
                page.section(
                    prefix + "Curves",
                    "One line an activation, of the first seed that ended, against steps and against"
                        + " seconds. Where there are more than ten activations the best are drawn;"
                        + " the baseline is dashed.");
                page.charts(charts);
              }
            });
  }

  private List<LineChart> charts(Curve curve) {
    List<LineChart> charts = new ArrayList<>();
    for (String subject : comparison.subjects()) {
      List<SummaryRow> rows = drawn(subject);
      String title = subject + ": " + curve.words();
      chart(title, "steps", curve, rows, MetricRow::step).ifPresent(charts::add);
      chart(title, "seconds", curve, rows, MetricRow::seconds).ifPresent(charts::add);
    }
    return charts;
  }

  /** The baseline and the best of the others, in the order of the file. */
  private List<SummaryRow> drawn(String subject) {
    Comparator<SummaryRow> byMean = Comparator.comparingDouble(SummaryRow::mean);
    boolean isHigh = comparison.metric().order() == Figure.Order.HIGHER;
    List<SummaryRow> others =
        comparison.of(subject).stream()
            .filter(row -> row.n() > 0 && !row.isBaseline())
            .sorted(isHigh ? byMean.reversed() : byMean)
            .limit(Role.values().length - 1)
            .sorted(Comparator.comparingLong(SummaryRow::index))
            .toList();
    Stream<SummaryRow> baseline =
        comparison.of(subject).stream().filter(row -> row.isBaseline() && row.n() > 0);
    return Stream.concat(others.stream(), baseline).toList();
  }

  private Optional<LineChart> chart(
      String title,
      String axis,
      Curve curve,
      List<SummaryRow> rows,
      ToDoubleFunction<MetricRow> position) {
    List<Series> lines = new ArrayList<>();
    List<Role> roles = new ArrayList<>(List.of(Role.values()));
    roles.remove(Role.BASELINE);
    for (SummaryRow row : rows) {
      CellRow cell = firstDone(row);
      List<MetricRow> rounds = rounds(cell);
      double[] values = curve.values(cell, rounds);
      if (Arrays.stream(values).anyMatch(Double::isFinite)) {
        Role role = row.isBaseline() ? Role.BASELINE : roles.remove(0);
        double[] x = rounds.stream().mapToDouble(position).toArray();
        lines.add(new Series(row.activation(), role, x, values));
      }
    }
    Scale scale = comparison.metric().order() == Figure.Order.LOWER ? Scale.LOG : Scale.AUTO;
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new LineChart(title, axis, scale, lines));
  }

  private CellRow firstDone(SummaryRow row) {
    return comparison.cells().stream()
        .filter(cell -> cell.isDone() && cell.subject().equals(row.subject()))
        .filter(cell -> cell.activation().equals(row.activation()))
        .findFirst()
        .orElseThrow();
  }

  private List<MetricRow> rounds(CellRow cell) {
    return comparison.rounds().stream()
        .filter(row -> row.subject().equals(cell.subject()))
        .filter(row -> row.activation().equals(cell.activation()) && row.seed() == cell.seed())
        .map(CellMetricRow::metric)
        .toList();
  }
}
