package io.raf4j.spark.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.spark.Jobs;
import io.raf4j.spark.document.CollectedReport;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.rows.Figure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The errors that runs state of eigenvalues beside the true ones, by cells made by hand. */
class ErrorBarsTest {

  /** Holds and tight up to and with the bounds; cells without both errors do not count. */
  private static final ComparisonSummary SUMMARY =
      new ComparisonSummary(
          Figure.ABSOLUTE_ERRORS,
          List.of("own"),
          List.of(
              cell(0, List.of(0.5, 1e-9), List.of(1.0, 1.0)),
              cell(1, List.of(0.499), List.of(1.0)),
              cell(2, List.of(10.0), List.of(1.0)),
              cell(3, List.of(10.01), List.of(1.0)),
              cell(4, List.of(0.0), List.of(0.0)),
              cell(5, List.of(), List.of(1.0)),
              cell(6, List.of(1.0), List.of(Double.NaN)),
              SampleComparison.failed(7, "own", 8)));

  private static final String SENTENCE =
      "Of 5 runs whose lowest eigenvalue is known exactly, the true error is within twice the"
          + " stated standard error in 4 (80 %); the stated one is at most ten times the true one"
          + " in 4 (80 %).";

  private static CellOutcome cell(long index, List<Double> stated, List<Double> errors) {
    Map<String, Object> figures =
        Map.of(CellRow.STANDARD_ERRORS, stated, CellRow.ABSOLUTE_ERRORS, errors);
    return new CellOutcome(SampleComparison.row(index, "own", index + 1, "", figures), List.of());
  }

  private static Comparison comparison() {
    Comparison sample = SampleComparison.comparison();
    return Comparison.of(
        Jobs.kind("eigen"),
        sample
            .manifest()
            .with(
                Section.CONFIGURATION,
                sample.configuration().with("kind", "eigen").with("metric", "absolute_errors")),
        SUMMARY);
  }

  @Test
  void finalFiguresHaveTheSharesOfTheRunsThatHaveBothErrors() {
    assertThat(SUMMARY.figures(SUMMARY.rows(), 1).values())
        .containsEntry("error_bar_runs", 5)
        .containsEntry("error_bars_hold", 0.8)
        .containsEntry("error_bars_tight", 0.8);
  }

  @Test
  void pageAndDocumentSayThemInASentence() {
    assertThat(new ComparisonReport(comparison(), "").page().html()).containsOnlyOnce(SENTENCE);
    assertThat(new CollectedReport(List.of(comparison()), List.of()).markdown())
        .containsOnlyOnce(SENTENCE);
  }

  @Test
  void comparisonsWithoutStatedErrorsSayNothingOfThem() {
    ComparisonSummary other = SampleComparison.summary();
    assertThat(other.figures(other.rows(), 1).values())
        .doesNotContainKeys("error_bar_runs", "error_bars_hold", "error_bars_tight");
    assertThat(new ComparisonReport(SampleComparison.comparison(), "").page().html())
        .doesNotContain("stated standard error");
  }
}
