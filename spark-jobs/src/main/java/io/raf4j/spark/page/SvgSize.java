package io.raf4j.spark.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes an SVG drawing several times smaller without changing what it looks like.
 *
 * <p>XChart draws a curve as one element for each of its segments, which also starts the dashes of
 * a dashed one anew, and writes coordinates with fifteen digits.
 */
final class SvgSize {

  private static final Pattern INDENTATION = Pattern.compile("\\s*\\n\\s*");
  private static final Pattern LONG_DECIMAL = Pattern.compile("-?\\d+\\.\\d{2,}(?:E-?\\d+)?");
  private static final Pattern SEGMENT =
      Pattern.compile(
          "<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\" y2=\"([^\"]*)\"/>");

  private SvgSize() {}

  /** Returns the drawing without indentation, with joined segments and one decimal. */
  static String reduce(String svg) {
    String flat = INDENTATION.matcher(svg).replaceAll("");
    return round(join(flat));
  }

  private static String round(String svg) {
    return LONG_DECIMAL
        .matcher(svg)
        .replaceAll(
            match ->
                new BigDecimal(match.group())
                    .setScale(1, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString());
  }

  private static String join(String svg) {
    StringBuilder out = new StringBuilder(svg.length());
    Matcher segment = SEGMENT.matcher(svg);
    int copied = 0;
    String open = "";
    String end = "";
    while (segment.find()) {
      String start = segment.group(2) + "," + segment.group(4);
      boolean goesOn =
          segment.start() == copied && segment.group(1).equals(open) && start.equals(end);
      if (!goesOn) {
        out.append(open.isEmpty() ? "" : "\"/>").append(svg, copied, segment.start());
        open = segment.group(1);
        out.append("<polyline style=\"").append(open).append("\" points=\"").append(start);
      }
      end = segment.group(3) + "," + segment.group(5);
      out.append(' ').append(end);
      copied = segment.end();
    }
    return out.append(open.isEmpty() ? "" : "\"/>").append(svg.substring(copied)).toString();
  }
}
