package io.raf4j.spark.page;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.data.Range;

/**
 * Ticks at whole multiples of 1, 2 or 5 times a power of ten, with as many digits as tell them
 * apart.
 */
final class DecimalTicks extends NumberTickUnit {

  private static final long serialVersionUID = 1;

  private final BigDecimal step;
  private final boolean scientific;

  private DecimalTicks(BigDecimal step, boolean scientific) {
    super(step.doubleValue());
    this.step = step;
    this.scientific = scientific;
  }

  /**
   * Returns the closest ticks.
   *
   * @param range what they divide
   * @param most how many steps the range may have
   */
  static DecimalTicks over(Range range, int most) {
    double exact = range.getLength() / most;
    BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(exact)));
    for (int factor : new int[] {2, 5, 10}) {
      if (step.doubleValue() >= exact) {
        break;
      }
      step = BigDecimal.valueOf(factor, step.scale());
    }
    double largest = Math.max(Math.abs(range.getLowerBound()), Math.abs(range.getUpperBound()));
    return new DecimalTicks(step.stripTrailingZeros(), largest >= 1e7 || largest < 1e-4);
  }

  /** Returns these ticks without those between whole numbers. */
  DecimalTicks whole() {
    return step.compareTo(BigDecimal.ONE) < 0 ? new DecimalTicks(BigDecimal.ONE, false) : this;
  }

  /** Returns a tick's number, rid of what adding up steps has left behind its last digit. */
  @Override
  public String valueToString(double value) {
    BigDecimal exact = step.multiply(BigDecimal.valueOf(Math.rint(value / getSize())));
    String pattern = scientific ? "0.################E0" : "#,##0.################";
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(exact)
        .replace("E0", "")
        .replace('E', 'e');
  }
}
