package io.raf4j.spark.page;

import java.util.Locale;

/** Writes numbers the way people read them; always with a decimal point, whatever the locale. */
public final class Quantity {

  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Quantity() {}

  /** Returns a whole number with a comma between thousands. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Returns a number with a fixed number of decimals, or a word for one that is not finite. */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** Returns a number with four significant digits: {@code 0.001234}, {@code 1.234e-7}. */
  public static String significant(double value) {
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e6) {
      return count((long) value);
    }
    if (size < 1e-4 || size >= 1e6) {
      return trimmed(String.format(Locale.ROOT, "%.3e", value));
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return trimmed(String.format(Locale.ROOT, "%,." + decimals + "f", value));
  }

  /** Returns a length of time: {@code 0.42 s}, {@code 1 min 20 s}, {@code 3 h 5 min}. */
  public static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return notFinite(seconds);
    }
    if (seconds < 10) {
      return trimmed(String.format(Locale.ROOT, "%.2f", seconds)) + " s";
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    return whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** Returns an amount of memory or storage: {@code 23.4 MiB}. */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return (unit == 0 ? count(bytes) : fixed(value, 1)) + " " + BYTE_UNITS[unit];
  }

  private static String trimmed(String number) {
    int exponent = number.indexOf('e');
    String digits = exponent < 0 ? number : number.substring(0, exponent);
    String rest =
        exponent < 0
            ? ""
            : number.substring(exponent).replaceFirst("e([+-])0*", "e$1").replace("e+", "e");
    if (digits.indexOf('.') >= 0) {
      digits = digits.replaceFirst("\\.?0+$", "");
    }
    return (digits.equals("-0") ? "0" : digits) + rest;
  }

  private static String notFinite(double value) {
    return Double.isNaN(value) ? "not a number" : value > 0 ? "infinite" : "minus infinite";
  }
}
