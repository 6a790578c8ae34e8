package io.raf4j.datasets.audio;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Times in messages. */
final class Seconds {

  private Seconds() {}

  /** Returns a time to the millisecond, such as {@code 0.348 s}. */
  static String inWords(double seconds) {
    return format("0.###", seconds);
  }

  /** Returns a time to the microsecond, which tells single samples apart. */
  static String exactly(double seconds) {
    return format("0.######", seconds);
  }

  private static String format(String pattern, double seconds) {
    // A format of its own each time: they are not safe for threads.
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(seconds)
        + " s";
  }
}
