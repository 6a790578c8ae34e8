package io.raf4j.spark.conf;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The numbers that a setting takes.
 *
 * <p>Texts are read exactly: decimal digits with or without a point and a power of ten. Nothing is
 * cut off or rounded to fit, and words such as {@code NaN}, hexadecimal digits and digits with
 * underscores are no numbers.
 *
 * @param isWhole whether fractions are refused
 * @param least smallest number
 * @param most largest number
 * @param isBelow whether {@code most} itself is refused
 */
public record Range(boolean isWhole, BigDecimal least, BigDecimal most, boolean isBelow) {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");

  /** No number that is meant needs more letters. */
  private static final int MOST_LETTERS = 100;

  /** Nearer to zero a double loses digits. */
  private static final BigDecimal SMALLEST = new BigDecimal("1e-300");

  /** Returns the whole numbers of an interval, both ends included. */
  public static Range whole(long least, long most) {
    return new Range(true, BigDecimal.valueOf(least), BigDecimal.valueOf(most), false);
  }

  /** Returns the numbers of an interval, both ends included. */
  public static Range real(String least, String most) {
    return new Range(false, new BigDecimal(least), new BigDecimal(most), false);
  }

  /** Returns the numbers of an interval without its upper end. */
  public static Range below(String least, String most) {
    return new Range(false, new BigDecimal(least), new BigDecimal(most), true);
  }

  /** Returns the number that a text is, exactly; nothing where it is none. */
  public static Optional<BigDecimal> read(String text) {
    String number = text.trim();
    return number.length() <= MOST_LETTERS && DECIMAL.matcher(number).matches()
        ? Optional.of(new BigDecimal(number))
        : Optional.empty();
  }

  /**
   * Returns the number that a text is.
   *
   * @param name of the setting, as messages begin
   * @throws SettingsException if the text is no number, or none of these
   */
  public BigDecimal require(String name, String text) {
    Optional<BigDecimal> number = read(text);
    String refusal = number.map(this::refusal).orElse(kind());
    if (!refusal.isEmpty()) {
      throw new SettingsException(name + " is " + text + "; expected " + refusal);
    }
    return number.orElseThrow();
  }

  /** Returns what is expected instead of a number, empty where the number is one of these. */
  private String refusal(BigDecimal number) {
    if (number.compareTo(least) < 0) {
      boolean isPositive = least.signum() > 0 && number.signum() <= 0 && !isWhole;
      return isPositive ? "a positive number" : "at least " + least;
    }
    int over = number.compareTo(most);
    if (over > 0 || (isBelow && over == 0)) {
      return (isBelow ? "less than " : "at most ") + most;
    }
    if (isWhole) {
      // A power of ten is compared before its digits are written out.
      return number.stripTrailingZeros().scale() > 0 ? kind() : "";
    }
    boolean isLost = number.signum() != 0 && number.abs().compareTo(SMALLEST) < 0;
    return isLost ? "0 or at least " + SMALLEST : "";
  }

  private String kind() {
    return isWhole ? "a whole number" : "a number";
  }

  /** Returns the interval for documentation, such as {@code 1 to 1000}. */
  public String inWords() {
    return least + " to " + (isBelow ? "below " : "") + most;
  }
}
