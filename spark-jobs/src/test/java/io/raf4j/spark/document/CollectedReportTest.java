package io.raf4j.spark.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.spark.compare.Comparison;
import io.raf4j.spark.compare.ComparisonReport;
import io.raf4j.spark.compare.SampleComparison;
import io.raf4j.spark.page.DataTable;
import io.raf4j.spark.page.Html;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.schedule.EvaluationTrends;
import io.raf4j.spark.schedule.EvaluationTrends.Evaluation;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One document about comparisons and scheduled evaluations. */
class CollectedReportTest {

  private static final CollectedReport REPORT =
      new CollectedReport(List.of(SampleComparison.comparison()), List.of(trends()));

  private static EvaluationTrends trends() {
    return new EvaluationTrends(
        List.of(
            evaluation("2026-01-01", "a", 30),
            evaluation("2026-01-01", "b", 20),
            evaluation("2026-01-03", "a", 32),
            new Evaluation(
                LocalDate.parse("2026-01-03"), "nightly", "m/b", "d/x.png", "failed", Map.of())),
        List.of("psnr"));
  }

  private static Evaluation evaluation(String date, String model, double psnr) {
    return new Evaluation(
        LocalDate.parse(date), "nightly", "m/" + model, "d/x.png", "done", Map.of("psnr", psnr));
  }

  @Test
  void markdownSaysWhatWonAndHowItWasMade() {
    String text = REPORT.markdown();
    assertThat(text)
        .startsWith("# Results\n")
        .contains("## tiny, short size\n")
        .contains(
            "On smooth own is best, with a relative L2 error of 0.02 in the mean over 2 seeds")
        .contains("90.0 % better than the baseline tanh (0.2)")
        .contains("60 % better at the time at which the baseline had finished (4 s)")
        .contains("| tanh (baseline) | 2 |")
        .contains("it \\| diverged")
        .contains("- Settings of own: activation = x\\*x")
        .contains("- RAF4J: 1, commit abc1234")
        .contains("- Machine: a processor, 2 cores, 1.0 GiB")
        .contains("kernels vector, OpenBLAS kernels Haswell")
        .contains("- Command: raf compare --config x.conf --data=data --output out/tiny --json\n")
        .contains("- Seeds: [1, 2]")
        .doesNotContain("/home");
  }

  @Test
  void tablesHaveAsManyCellsInEveryRow() {
    List<String> rows =
        REPORT.markdown().replace("\\|", "").lines().filter(line -> line.startsWith("|")).toList();
    assertThat(rows).isNotEmpty();
    String before = "";
    for (String row : rows) {
      if (row.startsWith("|---") || row.startsWith("|--")) {
        assertThat(bars(row)).isEqualTo(bars(before));
      }
      before = row;
    }
    assertThat(rows.get(0)).contains("activation | seeds |");
  }

  private static long bars(String row) {
    return row.chars().filter(c -> c == '|').count();
  }

  @Test
  void trendsHaveARowADateAndALineAModel() {
    EvaluationTrends trends = trends();
    DataTable dates = trends.overDates("nightly");
    assertThat(dates.rows())
        .containsExactly(List.of("2026-01-01", 2, 0L, 25.0), List.of("2026-01-03", 2, 1L, 32.0));
    assertThat(trends.latest("nightly").rows())
        .containsExactly(List.of("a", "x.png", "done", 32.0), List.of("b", "x.png", "failed", ""));
    LineChart chart = trends.charts("nightly").get(0);
    assertThat(chart.series())
        .extracting(LineChart.Series::name)
        .containsExactly("a on x.png", "b on x.png");
    assertThat(chart.series().get(0).x()).containsExactly(0, 2);
  }

  @Test
  void sameInputGivesTheSameTextInBothForms() {
    CollectedReport again =
        new CollectedReport(List.of(SampleComparison.comparison()), List.of(trends()));
    assertThat(again.markdown()).isEqualTo(REPORT.markdown());
    assertThat(again.page().html()).isEqualTo(REPORT.page().html());
  }

  @Test
  void pageShowsTablesCurvesAndTrends() {
    assertThat(REPORT.page().html())
        .contains("tiny, short size", "Scheduled evaluation nightly", "<svg", "days since 2026");
    Comparison twice = SampleComparison.comparison();
    assertThat(new CollectedReport(List.of(twice, twice), List.of()).page().html())
        .contains("tiny, short size (2)");
  }

  @Test
  void pageOfOneComparisonLeadsWithWhatWon() {
    String html = new ComparisonReport(SampleComparison.comparison(), "width = 5").page().html();
    assertThat(html)
        .contains("On smooth own is best", "Cells that failed", "width = 5", "legend")
        .contains(Html.escape(ComparisonReport.queries().strip()));
  }
}
