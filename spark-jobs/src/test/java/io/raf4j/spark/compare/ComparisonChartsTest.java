package io.raf4j.spark.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.spark.Jobs;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.run.SampleRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The charts of a comparison: which figures, over what, of which activations. */
class ComparisonChartsTest {

  private static final Map<String, Long> VALUES = Map.of("camera", 1000L, "coast", 4000L);

  @Test
  void errorsOfEquationsAreDrawnAgainstStepsAndSecondsAndHaveNoSize() {
    ComparisonCharts charts = new ComparisonCharts(SampleComparison.comparison());
    assertThat(charts.curves()).extracting(LineChart::xLabel).containsExactly("steps", "seconds");
    assertThat(charts.curves()).extracting(LineChart::scale).containsOnly(Scale.LOG);
    assertThat(charts.curves()).extracting(LineChart::across).containsOnly(Scale.LINEAR);
    assertThat(charts.sizes()).isEmpty();
  }

  @Test
  void qualityIsDrawnAgainstTheLogarithmOfSeconds() {
    List<LineChart> curves = new ComparisonCharts(pictures("psnr", VALUES)).curves();
    assertThat(curves)
        .extracting(LineChart::title)
        .containsExactly(
            "camera: PSNR of a sample, dB",
            "camera: PSNR of a sample, dB",
            "coast: PSNR of a sample, dB",
            "coast: PSNR of a sample, dB");
    assertThat(curves.get(1).xLabel()).isEqualTo("seconds");
    assertThat(curves.get(1).across()).isEqualTo(Scale.AUTO);
    assertThat(curves.get(1).series()).extracting(Series::name).containsExactly("large", "small");
  }

  @Test
  void comparisonsByAnotherFigureHaveThePsnrBesideIt() {
    assertThat(new ComparisonCharts(pictures("mse", VALUES)).curves())
        .extracting(LineChart::title)
        .startsWith(
            "camera: Loss",
            "camera: Loss",
            "camera: PSNR of a sample, dB",
            "camera: PSNR of a sample, dB");
  }

  @Test
  void sizesAreBitsOfTheNetworkForEachValueLearned() {
    List<LineChart> sizes = new ComparisonCharts(pictures("psnr", VALUES)).sizes();
    assertThat(sizes)
        .extracting(LineChart::title)
        .containsExactly("Mean over the subjects: PSNR, dB", "camera: PSNR, dB", "coast: PSNR, dB");
    // 500 and 100 parameters of 32 bits, for 1000 and 4000 values.
    assertThat(points(sizes.get(1))).containsExactly(16, 40.5, 3.2, 30.5);
    assertThat(points(sizes.get(2))).containsExactly(4, 44.5, 0.8, 34.5);
    assertThat(points(sizes.get(0)))
        .containsExactly(new double[] {10, 42.5, 2, 32.5}, within(1e-12));
    assertThat(sizes.get(1).series())
        .extracting(Series::role)
        .containsExactly(Role.MAIN, Role.BASELINE);
  }

  @Test
  void comparisonsThatDoNotSayWhatWasLearnedHaveNoSizes() {
    assertThat(new ComparisonCharts(pictures("psnr", Map.of())).sizes()).isEmpty();
    assertThat(new ComparisonCharts(pictures("psnr", Map.of("coast", 4000L))).sizes())
        .extracting(LineChart::title)
        .containsExactly("coast: PSNR, dB");
  }

  @Test
  void pageHasASectionOnSizesWhereThereAreSome() {
    assertThat(new ComparisonReport(pictures("psnr", VALUES), "").page().html())
        .contains("<h2>Curves</h2>", "<h2>Quality and size</h2>", "against bits a value");
    assertThat(new ComparisonReport(SampleComparison.comparison(), "").page().html())
        .contains("<h2>Curves</h2>")
        .doesNotContain("Quality and size");
  }

  private static double[] points(LineChart chart) {
    return chart.series().stream()
        .flatMapToDouble(dot -> java.util.stream.DoubleStream.of(dot.x()[0], dot.y()[0]))
        .toArray();
  }

  /** A large and a small network on two pictures with two seeds, whose PSNRs differ by 1 dB. */
  private static Comparison pictures(String metric, Map<String, Long> values) {
    List<CellOutcome> outcomes = new ArrayList<>();
    for (String subject : List.of("camera", "coast")) {
      for (String activation : List.of("small", "large")) {
        for (long seed = 1; seed <= 2; seed++) {
          outcomes.add(cell(outcomes.size(), subject, activation, seed));
        }
      }
    }
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("experiment", "tiny");
    configuration.put("size", "short");
    configuration.put("kind", "image");
    configuration.put("metric", metric);
    configuration.put("seeds", List.of(1, 2));
    Map<String, Object> inputs = new LinkedHashMap<>();
    values.forEach((subject, count) -> inputs.put(subject, Map.of("values", count)));
    return Comparison.of(
        Jobs.kind("image"),
        SampleComparison.comparison()
            .manifest()
            .with(Section.CONFIGURATION, Fields.of(configuration))
            .with(Section.INPUT, Fields.of(inputs)),
        new ComparisonSummary(
            Figure.named(metric, Jobs.kind("image").figures(), "image"),
            List.of("small"),
            outcomes));
  }

  private static CellOutcome cell(long index, String subject, String activation, long seed) {
    boolean isLarge = activation.equals("large");
    double psnr = 29 + seed + (isLarge ? 10 : 0) + (subject.equals("coast") ? 4 : 0);
    List<MetricRow> rounds = SampleRun.metrics(20);
    return new CellOutcome(
        new CellRow(
            "run",
            index,
            "tiny",
            "short",
            "image",
            subject,
            activation,
            seed,
            CellRow.Status.DONE,
            "",
            Map.of("psnr", psnr, "mse", 1 / psnr, "parameters", isLarge ? 500L : 100L),
            "{}",
            "abc1234"),
        rounds);
  }
}
