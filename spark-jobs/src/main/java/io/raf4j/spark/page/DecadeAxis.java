package io.raf4j.spark.page;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/**
 * A logarithmic axis with plain labels.
 *
 * <p>JFreeChart's own labels are powers with raised exponents, which become outlines in SVG, and
 * stand at powers of ten alone.
 */
final class DecadeAxis extends LogAxis {

  private static final long serialVersionUID = 1;

  /** Beyond as many decades there are two powers of ten at least. */
  private static final double FEW_DECADES = 2;

  /** Up to as many decades all of 1 to 9 have a line. */
  private static final double SOME_DECADES = 4;

  private final int most;

  /**
   * Makes an axis.
   *
   * @param range its ends, both positive
   * @param most how many steps there may be between labels
   */
  DecadeAxis(Range range, int most) {
    this.most = most;
    setRange(range);
  }

  @Override
  @SuppressWarnings("rawtypes") // JFreeChart's signature
  public List refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    double low = getRange().getLowerBound();
    double high = getRange().getUpperBound();
    TextAnchor anchor =
        RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    return high < 10 * low
        ? withinDecade(anchor)
        : decades(Math.log10(high) - Math.log10(low), anchor);
  }

  private List<NumberTick> withinDecade(TextAnchor anchor) {
    DecimalTicks unit = DecimalTicks.over(getRange(), most);
    double first = Math.ceil(getRange().getLowerBound() / unit.getSize());
    return IntStream.rangeClosed(0, most)
        .mapToDouble(i -> (first + i) * unit.getSize())
        .filter(getRange()::contains)
        .mapToObj(value -> tick(value, unit.valueToString(value), anchor))
        .toList();
  }

  private List<NumberTick> decades(double count, TextAnchor anchor) {
    int apart = (int) Math.ceil(DecimalTicks.over(new Range(0, count), most).getSize());
    Set<Integer> labelled =
        3 * count <= most + 2 ? Set.of(1, 2, 5) : count <= FEW_DECADES ? Set.of(1, 3) : Set.of(1);
    List<NumberTick> ticks = new ArrayList<>();
    int from = (int) Math.floor(Math.log10(getRange().getLowerBound()));
    int to = (int) Math.ceil(Math.log10(getRange().getUpperBound()));
    for (int exponent = from; exponent <= to; exponent++) {
      for (int digit = 1; digit < (count <= SOME_DECADES ? 10 : 2); digit++) {
        double value = Double.parseDouble(digit + "e" + exponent);
        boolean hasLabel = Math.floorMod(exponent, apart) == 0 && labelled.contains(digit);
        if (getRange().contains(value)) {
          ticks.add(tick(value, hasLabel ? Quantity.significant(value) : "", anchor));
        }
      }
    }
    return ticks;
  }

  private static NumberTick tick(double value, String label, TextAnchor anchor) {
    return new NumberTick(
        label.isEmpty() ? TickType.MINOR : TickType.MAJOR, value, label, anchor, anchor, 0);
  }
}
