package io.raf4j.spark.page;

import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Series;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws a {@link LineChart} with XChart as an SVG element that takes its colours from the page.
 *
 * <p>XChart paints in colours that stand for roles (ink, grid, first line); in the SVG each becomes
 * a CSS variable, so that one drawing serves light and dark pages. Letters become outlines, so the
 * page looks the same everywhere and needs no font.
 */
final class ChartSvg {

  private static final Color PAPER = new Color(1, 0, 0);
  private static final Color INK = new Color(2, 0, 0);
  private static final Color GRID = new Color(3, 0, 0);
  private static final Map<Role, Color> LINES = new EnumMap<>(Role.class);
  private static final Map<Color, String> PAINTS = new LinkedHashMap<>();

  static {
    PAINTS.put(PAPER, "none");
    PAINTS.put(INK, "var(--muted)");
    PAINTS.put(GRID, "var(--line)");
    for (Role role : Role.values()) {
      Color colour = new Color(4 + role.ordinal(), 0, 0);
      LINES.put(role, colour);
      PAINTS.put(colour, "var(--" + role.style() + ")");
    }
  }

  private static final double MOST_DECADES = 4;
  private static final double UNEVEN = 1e-3;
  private static final Pattern OPENING_TAG = Pattern.compile("^.*?<svg[^>]*>", Pattern.DOTALL);

  private ChartSvg() {}

  /**
   * Draws a chart.
   *
   * @param chart what to draw; not a blank one
   * @param width of the drawing's own units, which the page scales
   * @param height likewise
   * @param id unique in the page; prefix of the ids inside the drawing
   */
  static String draw(LineChart chart, int width, int height, String id) {
    XYChart drawing =
        new XYChartBuilder().width(width).height(height).xAxisTitle(chart.xLabel()).build();
    List<Series> lines = chart.drawn().stream().filter(line -> line.x().length > 0).toList();
    boolean deep = chart.logarithmic() && decades(range(lines, Series::y)) > MOST_DECADES;
    if (deep) {
      lines = lines.stream().map(ChartSvg::exponents).toList();
    }
    style(drawing.getStyler(), width);
    axes(drawing.getStyler(), lines, chart.logarithmic() && !deep);
    if (deep) {
      exponentAxis(drawing.getStyler(), range(lines, Series::y));
    }
    for (Series line : lines) {
      addLine(drawing, line);
    }
    return inline(vector(drawing), chart, width, height, id);
  }

  private static double decades(DoubleSummaryStatistics y) {
    return Math.log10(y.getMax()) - Math.log10(y.getMin());
  }

  private static Series exponents(Series line) {
    double[] y = Arrays.stream(line.y()).map(Math::log10).toArray();
    return new Series(line.name(), line.role(), line.x(), y);
  }

  /** XChart's own axis rules eight lines between two decades, a grey wall where there are many. */
  private static void exponentAxis(XYStyler styler, DoubleSummaryStatistics exponents) {
    styler.setYAxisMin(Math.floor(exponents.getMin()));
    styler.setYAxisMax(Math.ceil(exponents.getMax()));
    styler.setyAxisTickLabelsFormattingFunction(
        exponent -> exponent == Math.rint(exponent) ? "1E" + Math.round(exponent) : "");
  }

  private static void addLine(XYChart drawing, Series line) {
    String name = "line " + drawing.getSeriesMap().size();
    XYSeries series = drawing.addSeries(name, line.x(), line.y());
    boolean baseline = line.role() == Role.BASELINE;
    series.setLineColor(LINES.get(line.role()));
    series.setLineStyle(
        new BasicStroke(
            baseline ? 1.5f : 2f,
            BasicStroke.CAP_ROUND,
            BasicStroke.JOIN_ROUND,
            10f,
            baseline ? new float[] {5f, 4f} : null,
            0f));
    series.setMarker(line.x().length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setMarkerColor(LINES.get(line.role()));
  }

  private static void axes(XYStyler styler, List<Series> lines, boolean logarithmic) {
    DoubleSummaryStatistics x = range(lines, Series::x);
    DoubleSummaryStatistics y = range(lines, Series::y);
    if (x.getMax() > x.getMin()) {
      // XChart puts the ticks of evenly spaced points at those points; a margin that nobody sees
      // makes them uneven and the ticks round.
      double margin = UNEVEN * (x.getMax() - x.getMin());
      styler.setXAxisMin(x.getMin() - margin);
      styler.setXAxisMax(x.getMax() + margin);
    }
    styler.setXAxisDecimalPattern(pattern(x));
    styler.setYAxisDecimalPattern(pattern(y));
    styler.setYAxisLogarithmic(logarithmic);
    if (logarithmic) {
      styler.setYAxisLogarithmicDecadeOnly(true);
      styler.setYAxisMin(Math.pow(10, Math.floor(Math.log10(y.getMin()))));
      styler.setYAxisMax(roundUp(y.getMax()));
    }
  }

  private static DoubleSummaryStatistics range(
      List<Series> lines, Function<Series, double[]> axis) {
    return lines.stream().map(axis).flatMapToDouble(Arrays::stream).summaryStatistics();
  }

  private static String pattern(DoubleSummaryStatistics range) {
    double largest = Math.max(Math.abs(range.getMin()), Math.abs(range.getMax()));
    double smallest = range.getMin() > 0 ? range.getMin() : largest;
    boolean ordinary = largest < 1e7 && (smallest >= 1e-5 || largest == 0);
    return ordinary ? "#,##0.#####" : "0.##E0";
  }

  /** Returns the lowest of 1, 2, 5, 10 times a power of ten that is not below the value. */
  private static double roundUp(double value) {
    double decade = Math.pow(10, Math.floor(Math.log10(value)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(step -> step * decade)
        .filter(candidate -> candidate >= value)
        .findFirst()
        .orElse(10 * decade);
  }

  private static void style(XYStyler styler, int width) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    styler.setChartBackgroundColor(PAPER);
    styler.setPlotBackgroundColor(PAPER);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setAxisTicksLineVisible(false);
    styler.setAxisTicksMarksVisible(false);
    styler.setAxisTickLabelsFont(font);
    styler.setAxisTickLabelsColor(INK);
    styler.setAxisTitleFont(font);
    styler.setXAxisTitleColor(INK);
    styler.setYAxisTitleVisible(false);
    styler.setLegendVisible(false);
    styler.setChartTitleVisible(false);
    styler.setChartPadding(4);
    styler.setPlotContentSize(0.96);
    styler.setXAxisTickMarkSpacingHint(width / 5);
    styler.setYAxisTickMarkSpacingHint(44);
    styler.setLocale(Locale.ROOT);
  }

  private static String vector(XYChart drawing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(
          drawing, out, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a chart", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String inline(String svg, LineChart chart, int width, int height, String id) {
    String opening =
        String.format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
            width, height, Html.escape(chart.alternative()));
    // The drawing first, the label after: nothing below may touch the label's text.
    String body = OPENING_TAG.matcher(svg).replaceFirst("");
    for (Map.Entry<Color, String> paint : PAINTS.entrySet()) {
      body = body.replace("rgb(" + paint.getKey().getRed() + ",0,0)", paint.getValue());
    }
    body = body.replace("\"clip", "\"" + id + "-clip").replace("#clip", "#" + id + "-clip");
    return opening + SvgSize.reduce(body);
  }
}
