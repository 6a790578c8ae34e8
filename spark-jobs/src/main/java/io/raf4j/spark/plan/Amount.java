package io.raf4j.spark.plan;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads amounts that people write: {@code 1GB/s}, {@code 10Gbit/s}, {@code 8g}. Prefixes of bits
 * and of bytes a second are decimal (K 1000) unless they are written Ki; those of memory are binary
 * (k 1024), as Spark's and Java's are.
 */
public final class Amount {

  private static final Pattern RATE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,12})?)\\s*([kKMGT]?)(i?)(B|bit|b)(?:/s|ps)");
  private static final Pattern MEMORY =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,12})?)\\s*([kKmMgGtT]?)(?:i?[bB])?");

  /** A pebibyte, so that sums of a few amounts are sound. */
  private static final long MOST_BYTES = 1L << 50;

  private static final String PREFIXES = "kmgt";

  private Amount() {}

  /**
   * Returns bytes a second.
   *
   * @throws IllegalArgumentException if the text is no positive rate
   */
  public static double bandwidth(String text) {
    Matcher parts = RATE.matcher(text.trim());
    if (!parts.matches() || Double.parseDouble(parts.group(1)) == 0) {
      throw new IllegalArgumentException(
          text + "; expected bytes or bits a second such as 1GB/s or 10Gbit/s");
    }
    double unit = Math.pow(parts.group(3).isEmpty() ? 1000 : 1024, power(parts.group(2)));
    double each = parts.group(4).equals("B") ? 1 : 1.0 / 8;
    return Double.parseDouble(parts.group(1)) * unit * each;
  }

  /**
   * Returns bytes.
   *
   * @throws IllegalArgumentException if the text is no positive amount of memory
   */
  public static long memory(String text) {
    Matcher parts = MEMORY.matcher(text.trim());
    double bytes =
        parts.matches()
            ? Double.parseDouble(parts.group(1)) * Math.pow(1024, power(parts.group(2)))
            : Double.NaN;
    if (!(bytes >= 1)) {
      throw new IllegalArgumentException(text + "; expected memory such as 8g or 512m");
    }
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(text + "; expected at most " + MOST_BYTES + " bytes");
    }
    return (long) bytes;
  }

  private static int power(String prefix) {
    return prefix.isEmpty() ? 0 : 1 + PREFIXES.indexOf(prefix.toLowerCase(Locale.ROOT));
  }
}
