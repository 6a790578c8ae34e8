package io.raf4j.spark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  void pointsThatCannotBeDrawnAreLeftOutAndCounted() {
    LineChart chart = chart(Scale.LINEAR, 5, Double.NaN, Double.POSITIVE_INFINITY, -1);
    assertThat(chart.drawn().get(0).x()).containsExactly(1, 4);
    assertThat(chart.alternative()).contains("goes from 5 to -1", "2 points left out");
    LineChart log = chart(Scale.LOG, 5, 0, -1, 1);
    assertThat(log.drawn().get(0).y()).containsExactly(5, 1);
  }

  @Test
  void longLinesKeepTheirExtremesAndTheirOrder() {
    int n = 100_000;
    double[] x = IntStream.range(0, n).mapToDouble(i -> i).toArray();
    double[] y = Arrays.stream(x).map(Math::sin).toArray();
    y[77_777] = 9;
    y[12_345] = -9;
    Series thin = new Series("s", Role.MAIN, x, y).thinned();
    assertThat(thin.x()).hasSizeLessThanOrEqualTo(600).isSorted();
    assertThat(thin.y()).contains(9).contains(-9);
  }

  @Test
  void shortLinesAreDrawnPointByPoint() {
    Series line = new Series("s", Role.MAIN, X, X);
    assertThat(line.thinned()).isSameAs(line);
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

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-3, 1, 1e6, 1e15})
  void axesAreDrawnAtEveryMagnitude(double unit) {
    for (Scale scale : Scale.values()) {
      LineChart chart = chart(scale, 1 * unit, 30 * unit, 2 * unit, 400 * unit);
      assertThat(ChartSvg.draw(chart, 480, 270, "c")).contains("<polyline");
    }
  }

  @Test
  void manyDecadesAreALogarithmicAxisWithFewGridLines() {
    String svg = ChartSvg.draw(chart(Scale.LOG, 1, 1e-4, 1e-8, 1e-12), 480, 270, "c");
    assertThat(svg.split("var\\(--line\\)", -1)).hasSizeBetween(3, 12);
    Matcher curve = Pattern.compile("var\\(--first\\)[^>]* points=\"([^\"]+)\"").matcher(svg);
    assertThat(curve.find()).isTrue();
    double[] heights =
        Arrays.stream(curve.group(1).split(" "))
            .mapToDouble(point -> Double.parseDouble(point.split(",")[1]))
            .toArray();
    assertThat(heights).hasSize(4);
    assertThat(heights[1] - heights[0]).isPositive();
    assertThat(heights[2] - heights[1]).isCloseTo(heights[1] - heights[0], within(0.3));
    assertThat(heights[3] - heights[2]).isCloseTo(heights[1] - heights[0], within(0.3));
  }

  @Test
  void segmentsOfACurveBecomeOneLine() {
    String svg =
        """
        <g>
          <line style="a" x1="0.123456" x2="1" y1="0" y2="2.0"/>
          <line style="a" x1="1" x2="3.99999" y1="2.0" y2="4"/>
          <line style="b" x1="3" x2="5" y1="4" y2="6"/>
        </g>
        """;
    assertThat(SvgSize.reduce(svg))
        .isEqualTo(
            "<g><polyline style=\"a\" points=\"0.1,0 1,2.0 4,4\"/>"
                + "<polyline style=\"b\" points=\"3,4 5,6\"/></g>");
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
