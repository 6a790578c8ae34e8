package io.raf4j.spark.compare;

import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.CommonSections;
import io.raf4j.spark.record.Provenance;
import java.util.List;

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
    addCurves(page, new ComparisonCharts(comparison), prefix);
  }

  private static void addTables(HtmlPage.Builder page, ComparisonTables tables, String prefix) {
    page.section(prefix + "Results", tables.method());
    tables.errorBars().ifPresent(page::paragraph);
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

  private static void addCurves(HtmlPage.Builder page, ComparisonCharts charts, String prefix) {
    List<LineChart> curves = charts.curves();
    if (!curves.isEmpty()) {
      page.section(
          prefix + "Curves",
          "One line an activation, of the first seed that ended, against steps and against"
              + " seconds. Where there are more than ten activations the best are drawn;"
              + " the baseline is dashed.");
      page.charts(curves);
    }
    List<LineChart> sizes = charts.sizes();
    if (!sizes.isEmpty()) {
      page.section(
          prefix + "Quality and size",
          "One point an activation, the mean of its seeds: PSNR against the bits of its network for"
              + " each value that it has learned, which are 32 times its parameters over the values"
              + " of the subject. Higher and further left is better.");
      page.charts(sizes);
    }
  }
}
