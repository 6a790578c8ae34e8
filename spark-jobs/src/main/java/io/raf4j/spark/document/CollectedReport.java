package io.raf4j.spark.document;

import io.raf4j.spark.compare.Comparison;
import io.raf4j.spark.compare.ComparisonFacts;
import io.raf4j.spark.compare.ComparisonReport;
import io.raf4j.spark.compare.ComparisonTables;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.Markdown;
import io.raf4j.spark.schedule.EvaluationTrends;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Comparisons and tables of scheduled evaluations in one document: a page, or Markdown. The same
 * input gives the same text.
 *
 * @param comparisons in the order in which they are told of
 * @param tables likewise
 */
public record CollectedReport(List<Comparison> comparisons, List<EvaluationTrends> tables) {

  private static final String MADE =
      "Written by raf report from the Parquet rows of the runs; not edited by hand.";

  /** Copies the lists. */
  public CollectedReport {
    comparisons = List.copyOf(comparisons);
    tables = List.copyOf(tables);
  }

  /** Returns the document as Markdown. */
  public String markdown() {
    Markdown text = new Markdown().heading(1, "Results").paragraph(MADE);
    comparisons.forEach(comparison -> add(text, comparison));
    tables.forEach(table -> add(text, table));
    return text.text();
  }

  private static void add(Markdown text, Comparison comparison) {
    ComparisonTables tables = new ComparisonTables(comparison);
    text.heading(2, title(comparison)).points(tables.findings()).paragraph(tables.method());
    tables.errorBars().ifPresent(text::paragraph);
    comparison.subjects().forEach(subject -> text.table(tables.summary(subject)));
    tables.overSubjects().ifPresent(text::table);
    tables.otherFigures().ifPresent(text::table);
    tables
        .failed()
        .ifPresent(failed -> text.paragraph("Cells that failed, left out above:").table(failed));
    text.pairs(new ComparisonFacts(comparison).lines());
  }

  private static void add(Markdown text, EvaluationTrends table) {
    for (String job : table.jobs()) {
      text.heading(2, "Scheduled evaluation " + job);
      text.table(table.overDates(job)).table(table.latest(job));
    }
  }

  private static String title(Comparison comparison) {
    return comparison.name() + ", " + comparison.size() + " size";
  }

  /** Returns the document as a page, with curves and trends. */
  public HtmlPage page() {
    HtmlPage.Builder page = HtmlPage.titled("RAF4J report", "Results").lead(MADE);
    Map<String, Integer> seen = new HashMap<>();
    for (Comparison comparison : comparisons) {
      String title = distinct(title(comparison), seen);
      ComparisonTables tables = new ComparisonTables(comparison);
      page.section(title, String.join(" ", tables.findings()));
      new ComparisonReport(comparison, "").addTo(page, title + ": ");
      page.section(title + ": how it was made", "");
      page.keyValues(Map.of("", new ComparisonFacts(comparison).lines()));
    }
    for (EvaluationTrends table : tables) {
      table.jobs().forEach(job -> add(page, table, job, seen));
    }
    return page.build();
  }

  private static void add(
      HtmlPage.Builder page, EvaluationTrends table, String job, Map<String, Integer> seen) {
    page.section(
        distinct("Scheduled evaluation " + job, seen),
        "One line for each model and data set, ten at most, over the dates of the schedule.");
    page.charts(table.charts(job));
    page.table(table.overDates(job)).table(table.latest(job));
  }

  /** Sections have titles of their own; a second comparison of the same name is numbered. */
  private static String distinct(String title, Map<String, Integer> seen) {
    int count = seen.merge(title, 1, Integer::sum);
    return count == 1 ? title : title + " (" + count + ")";
  }
}
