package io.raf4j.spark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts: which points are drawn, on which scale, and what is said of them. */
class LineChartTest {

  private static final double[] X = {1, 2, 3, 4};

  @Test
  void automaticScaleIsLogarithmicOverMoreThanAFactorOfTen() {
    assertThat(chart(Scale.AUTO, 1, 2, 3, 11).logarithmic()).isTrue();
    assertThat(chart(Scale.AUTO, 1, 2, 3, 10).logarithmic()).isFalse();
    assertThat(chart(Scale.AUTO, 0, 2, 3, 11).logarithmic()).isFalse();
    assertThat(chart(Scale.AUTO, -1, 2, 3, 11).logarithmic()).isFalse();
    assertThat(chart(Scale.AUTO, 1, 2, Double.POSITIVE_INFINITY, 3).logarithmic()).isFalse();
  }

  @Test
  void pointsThatCannotBeDrawnLeaveAGapAndAreCounted() {
    LineChart chart = chart(Scale.LINEAR, 5, Double.NaN, Double.POSITIVE_INFINITY, -1);
    assertThat(chart.drawn().get(0).y()).containsExactly(5, Double.NaN, Double.NaN, -1);
    assertThat(chart.alternative()).contains("goes from 5 to -1", "2 points left out");
    LineChart log = chart(Scale.LOG, 5, 0, -1, 1);
    assertThat(log.drawn().get(0).y()).containsExactly(5, Double.NaN, Double.NaN, 1);
    assertThat(chart(Scale.LINEAR, 1, 1.7e308, -1.7e308, 1).alternative())
        .contains("2 points left out");
  }

  @Test
  void longLinesKeepTheirExtremesAndTheirOrder() {
    int n = 100_000;
    double[] x = IntStream.range(0, n).mapToDouble(i -> i).toArray();
    double[] y = Arrays.stream(x).map(Math::sin).toArray();
    y[77_777] = 9;
    y[12_345] = -9;
    Series thin = new Series("s", Role.MAIN, x, y).thinned(false);
    assertThat(thin.x()).hasSizeLessThanOrEqualTo(600).isSorted();
    assertThat(thin.y()).contains(9).contains(-9);
  }

  @Test
  void longLinesKeepTheGapsThatCanBeSeen() {
    int n = 100_000;
    double[] y = IntStream.range(0, n).mapToDouble(i -> i % 7 == 0 ? Double.NaN : i).toArray();
    Arrays.fill(y, 20_000, 30_000, Double.NaN);
    LineChart chart = LineChart.of("s", "i", Scale.LINEAR, y.clone(), y);
    assertThat(Arrays.stream(chart.drawn().get(0).y()).filter(Double::isNaN)).hasSize(30);
  }

  @Test
  void longLinesOverALogarithmicAxisKeepTheirBeginning() {
    int n = 100_000;
    double[] x = IntStream.rangeClosed(1, n).mapToDouble(i -> 0.01 * i).toArray();
    double[] y = Arrays.stream(x).map(Math::log).toArray();
    y[77_777] = 99;
    LineChart chart = LineChart.of("PSNR", "seconds", Scale.LINEAR, x, y).over(Scale.AUTO);
    Series thin = chart.drawn().get(0);
    assertThat(thin.x()).hasSizeBetween(300, 600).isSorted().startsWith(0.01, 0.02, 0.03, 0.04);
    assertThat(thin.y()).contains(99);
    assertThat(thin.x()[thin.x().length - 1]).isEqualTo(1000);
  }

  @Test
  void pointsWithoutAPlaceOnALogarithmicAxisBelowAreGaps() {
    LineChart chart =
        LineChart.of("PSNR", "seconds", Scale.LINEAR, new double[] {0, 1, -1, 20}, X)
            .over(Scale.LOG);
    assertThat(chart.drawn().get(0).y()).containsExactly(Double.NaN, 2, Double.NaN, 4);
    assertThat(chart.below()).isEqualTo("seconds (logarithmic)");
    assertThat(chart.alternative()).contains("against seconds:", "2 points left out");
    assertThat(chart.over(Scale.AUTO).below()).isEqualTo("seconds");
  }

  @Test
  void shortLinesAreDrawnPointByPoint() {
    Series line = new Series("s", Role.MAIN, X, X);
    assertThat(line.thinned(false)).isSameAs(line);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, 1e-300, 1e-12, 0.5, 7, 1e9, 1e300, Double.NaN, Double.NEGATIVE_INFINITY})
  void constantLinesAndSinglePointsAreDrawn(double value) {
    for (Scale scale : Scale.values()) {
      LineChart constant = chart(scale, value, value, value, value);
      LineChart single = LineChart.of("p", "x", scale, new double[] {3}, new double[] {value});
      for (LineChart chart : List.of(constant, single)) {
        boolean drawable = Double.isFinite(value) && (scale != Scale.LOG || value > 0);
        assertThat(chart.blank()).isEqualTo(!drawable);
        assertThat(HtmlPage.titled("", "t").charts(List.of(chart)).build().html())
            .contains(drawable ? "</svg>" : "There are no points to draw.");
      }
    }
  }

  @Test
  void linesOfUnequalLengthsAndEmptyChartsAreRefused() {
    assertThatThrownBy(() -> new Series("s", Role.MAIN, X, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 4");
    assertThatThrownBy(() -> new LineChart("t", "x", Scale.LINEAR, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LineChart chart(Scale scale, double... y) {
    return LineChart.of("loss", "steps", scale, X, y);
  }
}
