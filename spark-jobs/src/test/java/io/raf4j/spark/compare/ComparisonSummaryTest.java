package io.raf4j.spark.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.spark.rows.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a comparison sums up, by cells made by hand. */
class ComparisonSummaryTest {

  private static final List<SummaryRow> ROWS = SampleComparison.summary().rows();

  @TempDir Path folder;

  @Test
  void meanAndSpreadAreOverTheSeedsThatEnded() {
    SummaryRow own = ROWS.get(0);
    assertThat(own.n()).isEqualTo(2);
    assertThat(own.mean()).isEqualTo(0.02, within(1e-15));
    assertThat(own.deviation()).isEqualTo(Math.sqrt(2) * 0.01, within(1e-15));
    assertThat(own.lowest()).isEqualTo(0.01);
    assertThat(own.highest()).isEqualTo(0.03);
    SummaryRow cubes = ROWS.get(2);
    assertThat(cubes.n()).isEqualTo(1);
    assertThat(cubes.failed()).isEqualTo(1);
    assertThat(cubes.mean()).isEqualTo(0.5);
    assertThat(cubes.deviation()).isNaN();
  }

  @Test
  void bestOfSeveralBaselinesIsTheOneComparedWith() {
    assertThat(ROWS).extracting(SummaryRow::baseline).containsOnly("tanh");
    assertThat(ROWS.get(0).improvement()).isEqualTo(90, within(1e-12));
    assertThat(ROWS.get(1).improvement()).isZero();
    assertThat(ROWS.get(2).improvement()).isEqualTo(-150, within(1e-12));
    assertThat(ROWS.get(0).improvementUnit()).isEqualTo("%");
  }

  @Test
  void atEqualSecondsEveryCurveIsReadWhenTheBaselineOfTheSeedHadFinished() {
    // After 4 s tanh is at its end, own at its second round of four, four times above its end.
    assertThat(ROWS.get(0).secondsAt()).isEqualTo(4);
    assertThat(ROWS.get(0).meanAt()).isEqualTo(4 * 0.02, within(1e-15));
    assertThat(ROWS.get(0).improvementAt()).isEqualTo(60, within(1e-12));
    // A run that had ended before counts with its end.
    assertThat(ROWS.get(2).meanAt()).isEqualTo(0.5);
  }

  @Test
  void ratiosInDbAreSubtractedAndErrorsDivided() {
    assertThat(Figure.PSNR.improvement(43.1, 28.8)).isEqualTo(14.3, within(1e-12));
    assertThat(Figure.MSE.improvement(0.25, 1)).isEqualTo(75);
    assertThat(Figure.SSIM.improvement(0.9, 0.6)).isEqualTo(50, within(1e-12));
    assertThat(Figure.LOG_SPECTRAL_DISTANCE.improvement(1, 4)).isEqualTo(75);
    assertThat(new Curve("loss", "Loss", Figure.SNR).improvement(0.01, 0.1))
        .isEqualTo(10, within(1e-12));
  }

  @Test
  void figuresOfListsAreThoseOfTheLowestEigenvalue() {
    Map<String, Object> figures = Map.of("relative_errors", List.of(0.25, 0.5));
    assertThat(Figure.RELATIVE_ERRORS.of(figures)).isEqualTo(0.25);
    assertThat(Figure.RELATIVE_ERRORS.of(Map.of())).isNaN();
    assertThat(Figure.number("Infinity")).isInfinite();
  }

  @Test
  void outcomeReadsBackToTheSameBits() throws IOException {
    CellOutcome outcome = SampleComparison.cell(3, "own", 2, 1.0 / 3, 7);
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(folder.toUri().toString(), "outcome.json");
    Configuration hadoop = new Configuration(false);
    outcome.write(file, hadoop);
    assertThat(CellOutcome.read(file, hadoop)).isEqualTo(outcome);
    CellOutcome failed = SampleComparison.failed(5, "own", 1);
    failed.write(file, hadoop);
    assertThat(CellOutcome.read(file, hadoop)).isEqualTo(failed);
  }

  @Test
  void geometricMeanOverSubjectsIsThatOfTheRatiosToTheBaseline() {
    ComparisonSummary summary =
        new ComparisonSummary(
            Figure.RELATIVE_L2,
            List.of("tanh"),
            List.of(
                SampleComparison.cell(0, "own", 1, 0.01, 8),
                SampleComparison.cell(1, "tanh", 1, 0.1, 8),
                SampleComparison.on("rough", SampleComparison.cell(2, "own", 1, 0.4, 8)),
                SampleComparison.on("rough", SampleComparison.cell(3, "tanh", 1, 1, 8)),
                SampleComparison.on("hard", SampleComparison.failed(4, "own", 1)),
                SampleComparison.on("hard", SampleComparison.cell(5, "tanh", 1, 1, 8))));
    List<GeometricMean> means = GeometricMean.of(Figure.RELATIVE_L2, summary.rows());
    assertThat(means).extracting(GeometricMean::activation).containsExactly("own", "tanh");
    assertThat(means.get(0).ratio()).isEqualTo(Math.sqrt(0.1 * 0.4), within(1e-12));
    assertThat(means).extracting(GeometricMean::subjects).containsExactly(2, 3);
    assertThat(means.get(1).ratio()).isEqualTo(1, within(1e-12));
    assertThat((List<?>) summary.figures(summary.rows(), 1).get("geometric_means")).hasSize(2);

    assertThat(GeometricMean.of(Figure.PSNR, summary.rows())).isEmpty();
    assertThat(GeometricMean.of(Figure.RELATIVE_L2, ROWS)).isEmpty();
  }

  @Test
  void finalFiguresNameWhatWon() {
    Map<String, Object> figures = SampleComparison.summary().figures(ROWS, 12).values();
    assertThat(figures).containsEntry("cells", 6).containsEntry("failed", 1);
    assertThat((List<?>) figures.get("summary")).hasSize(3);
  }
}
