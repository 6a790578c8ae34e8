package io.raf4j.spark.page;

import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Series;
import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;

/** Draws a {@link LineChart} with JFreeChart, as an SVG element that a page takes as it is. */
final class ChartSvg {

  private static final ChartFont FONT = new ChartFont(12);

  private static final BasicStroke LINE = round(2, null);
  private static final BasicStroke DASHES = round(1.5f, new float[] {5, 4});
  private static final BasicStroke DOTS = round(5, null);

  /** The least distance of the numbers of an axis, or the gap between longer ones. */
  private static final int COLUMN = 50;

  /** The same of a logarithmic axis, on which 2 and 5 are closer than half. */
  private static final int DECADE_COLUMN = 60;

  private static final int ROW = 36;
  private static final int GAP = 12;

  /** What is left free at each end of an axis, as a share of what its points take. */
  private static final double MARGIN = 0.03;

  /** The least length of an axis over its numbers: below, doubles hold too few digits for ticks. */
  private static final double LEAST_LENGTH = 1e-12;

  /** The least length of an axis about zero, far above where doubles lose their digits. */
  private static final double LEAST = 1e-300;

  /** What is left free on both sides of a number that has no other beside it, as its share. */
  private static final double ALONE = 0.12;

  private ChartSvg() {}

  /**
   * Draws a chart. One at a time: Batik writes the numbers of all drawings with one formatter, and
   * Java does not promise that it serves several threads.
   *
   * @param chart what to draw; not a blank one
   * @param width of the drawing's own units, which the page scales
   * @param height likewise
   */
  static synchronized String draw(LineChart chart, int width, int height) {
    ChartGraphics graphics = new ChartGraphics(FONT);
    plot(chart, width, height)
        .draw(graphics, new Rectangle2D.Double(0, 0, width, height), null, null, null);
    return graphics.element(width, height, chart.alternative());
  }

  private static BasicStroke round(float width, float[] dashes) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  private static XYPlot plot(LineChart chart, int width, int height) {
    List<Series> lines = chart.drawn();
    ValueAxis across =
        chart.logarithmicAcross()
            ? decades(chart.below(), ratio(range(lines, Series::x)), width)
            : across(chart.below(), linear(range(lines, Series::x)), areWhole(lines), width);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    XYPlot plot =
        new XYPlot(
            new DefaultXYDataset(),
            across,
            up(chart, range(lines, Series::y), height / ROW),
            renderer);
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(ChartGraphics.GRID);
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setRangeMinorGridlinesVisible(true);
    plot.setRangeMinorGridlinePaint(ChartGraphics.GRID);
    plot.setRangeMinorGridlineStroke(new BasicStroke(0.5f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    // The last number of the horizontal axis may stand out by half of its width.
    plot.setInsets(new RectangleInsets(8, 2, 4, room(across) / 2.0));
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    lines.forEach(line -> addLine(plot, line));
    return plot;
  }

  private static NumberAxis across(String label, Range range, boolean isWhole, int width) {
    NumberAxis across = style(new NumberAxis(label));
    across.setRange(range);
    across.setTickUnit(DecimalTicks.over(range, width / COLUMN));
    int most = width / Math.max(COLUMN, room(across) + GAP);
    DecimalTicks ticks = DecimalTicks.over(range, Math.max(1, most));
    across.setTickUnit(isWhole ? ticks.whole() : ticks);
    return across;
  }

  private static ValueAxis decades(String label, Range range, int width) {
    DecadeAxis across = style(new DecadeAxis(range, width / DECADE_COLUMN));
    across.setLabel(label);
    return across;
  }

  /** Returns whether all lines are over whole numbers, such as steps, of which none has a half. */
  private static boolean areWhole(List<Series> lines) {
    return lines.stream()
        .flatMapToDouble(line -> Arrays.stream(line.x()))
        .allMatch(x -> x == Math.rint(x));
  }

  /** Returns the width that a number below an axis takes. */
  private static int room(ValueAxis across) {
    Range range = across.getRange();
    DoubleFunction<String> number =
        across instanceof NumberAxis linear
            ? linear.getTickUnit()::valueToString
            : Quantity::significant;
    return DoubleStream.of(range.getLowerBound(), range.getUpperBound())
        .mapToObj(number)
        .mapToInt(FONT.metrics()::stringWidth)
        .max()
        .getAsInt();
  }

  private static ValueAxis up(LineChart chart, DoubleSummaryStatistics y, int most) {
    if (chart.logarithmic()) {
      return style(new DecadeAxis(ratio(y), most));
    }
    NumberAxis up = style(new NumberAxis());
    up.setRange(linear(y));
    up.setTickUnit(DecimalTicks.over(up.getRange(), most));
    return up;
  }

  private static <T extends ValueAxis> T style(T axis) {
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setTickLabelFont(FONT);
    axis.setTickLabelPaint(ChartGraphics.INK);
    axis.setLabelFont(FONT);
    axis.setLabelPaint(ChartGraphics.INK);
    return axis;
  }

  private static DoubleSummaryStatistics range(
      List<Series> lines, Function<Series, double[]> axis) {
    return lines.stream()
        .flatMapToDouble(
            line ->
                IntStream.range(0, line.y().length)
                    .filter(i -> !Double.isNaN(line.y()[i]))
                    .mapToDouble(i -> axis.apply(line)[i]))
        .summaryStatistics();
  }

  /** Returns an axis' ends; JFreeChart would show no differences below 1e-8. */
  private static Range linear(DoubleSummaryStatistics values) {
    double low = values.getMin();
    double high = values.getMax();
    double size = Math.max(Math.abs(low), Math.abs(high));
    boolean constant = high - low <= Math.max(LEAST_LENGTH * size, LEAST);
    double margin = constant ? Math.max(ALONE * size, LEAST) : MARGIN * (high - low);
    return size == 0 ? new Range(-1, 1) : new Range(low - margin, high + margin);
  }

  private static Range ratio(DoubleSummaryStatistics values) {
    double low = values.getMin();
    double high = values.getMax();
    // The ratio of the ends may be larger than a double, and so may the upper end.
    double decades = Math.log10(high) - Math.log10(low);
    double margin = high <= (1 + LEAST_LENGTH) * low ? 1 + ALONE : Math.pow(10, MARGIN * decades);
    return new Range(
        Math.max(low / margin, Double.MIN_NORMAL), Math.min(high * margin, Double.MAX_VALUE));
  }

  private static void addLine(XYPlot plot, Series line) {
    add(plot, line, line.role() == Role.BASELINE ? DASHES : LINE);
    Series alone = line.alone();
    if (alone.y().length > 0) {
      add(plot, alone, DOTS);
    }
  }

  private static void add(XYPlot plot, Series line, BasicStroke stroke) {
    DefaultXYDataset lines = (DefaultXYDataset) plot.getDataset();
    int index = lines.getSeriesCount();
    lines.addSeries(index, new double[][] {line.x(), line.y()});
    plot.getRenderer().setSeriesPaint(index, ChartGraphics.colour(line.role()));
    plot.getRenderer().setSeriesStroke(index, stroke);
  }
}
