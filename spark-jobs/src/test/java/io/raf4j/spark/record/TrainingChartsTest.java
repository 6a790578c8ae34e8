package io.raf4j.spark.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.run.SampleRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Charts of training: what is drawn against steps and against seconds. */
class TrainingChartsTest {

  @Test
  void qualityIsDrawnAgainstStepsAndAgainstTheLogarithmOfSeconds() {
    List<LineChart> charts = quality(SampleRun.metrics(200));
    assertThat(charts).extracting(LineChart::title).containsExactly("PSNR, dB", "PSNR, dB");
    assertThat(charts).extracting(LineChart::xLabel).containsExactly("steps", "seconds");
    assertThat(charts).extracting(LineChart::across).containsExactly(Scale.LINEAR, Scale.AUTO);
  }

  @Test
  void roundsThatWereNotMeasuredDoNotTearTheLine() {
    // The first round of the sample has no PSNR.
    LineChart chart = quality(SampleRun.metrics(5)).get(1);
    assertThat(chart.series().get(0).y()).hasSize(4).doesNotContain(Double.NaN);
    assertThat(chart.series().get(0).x()[0]).isEqualTo(2 * 1.61);
  }

  @Test
  void whatWasNeverMeasuredHasNoChart() {
    assertThat(quality(SampleRun.metrics(1))).isEmpty();
    assertThat(quality(List.of())).isEmpty();
  }

  private static List<LineChart> quality(List<MetricRow> rows) {
    List<LineChart> charts = new ArrayList<>();
    new TrainingCharts(rows).addQuality(charts, "PSNR, dB", MetricRow::samplePsnr);
    return charts;
  }
}
