package io.raf4j.spark.page;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/**
 * A function on a plane as colours, with its axes and its scale, for {@link HtmlPage}.
 *
 * <p>Numbers that are not finite, such as those outside of a ball, are left transparent. Numbers
 * beyond the scale take the colour of its nearer end.
 *
 * @param title what is drawn
 * @param across the horizontal axis
 * @param up the vertical axis
 * @param values by rows from the low end of the vertical axis
 * @param scale which colour stands for which number
 * @param aspect width of the drawing over its height
 */
public record HeatMap(
    String title, GridAxis across, GridAxis up, double[] values, Scale scale, double aspect) {

  private static final int LEGEND_WIDTH = 256;

  /** Of two signs that differ this much in size, only the larger one matters. */
  private static final double ONE_SIGN = 0.02;

  /**
   * The numbers at the ends of the colours.
   *
   * @param low at the first colour
   * @param high at the last colour
   * @param colours between them
   */
  public record Scale(double low, double high, ColourMap colours) {

    /**
     * Returns the scale that holds all finite numbers: symmetric about zero where they have both
     * signs, so that the pale colour is zero, and from the lowest to the highest otherwise.
     *
     * @param values arrays that are to share one scale
     */
    public static Scale of(double[]... values) {
      DoubleSummaryStatistics range = finite(values);
      double positive = Math.max(0, range.getMax());
      double negative = Math.max(0, -range.getMin());
      if (Math.min(positive, negative) > ONE_SIGN * Math.max(positive, negative)) {
        return aboutZero(values);
      }
      return range.getCount() == 0
          ? new Scale(0, 1, ColourMap.SEQUENTIAL)
          : new Scale(range.getMin(), range.getMax(), ColourMap.SEQUENTIAL);
    }

    /**
     * Returns the scale from minus to plus the largest finite absolute value: for numbers whose
     * sign says something, such as errors.
     *
     * @param values arrays that are to share one scale
     */
    public static Scale aboutZero(double[]... values) {
      DoubleSummaryStatistics range = finite(values);
      double largest =
          range.getCount() == 0 ? 1 : Math.max(Math.abs(range.getMin()), Math.abs(range.getMax()));
      return new Scale(-largest, largest, ColourMap.DIVERGING);
    }

    private static DoubleSummaryStatistics finite(double[][] values) {
      return Arrays.stream(values)
          .flatMapToDouble(DoubleStream::of)
          .filter(Double::isFinite)
          .summaryStatistics();
    }

    /** Returns the colour of a finite number; the middle one where all numbers are equal. */
    int colour(double value) {
      double share = high > low ? (value - low) / (high - low) : 0.5;
      return colours.colour(Math.max(0, Math.min(1, share)));
    }
  }

  /** Makes a map whose axes have one unit of length, as far as that can be read. */
  public HeatMap(String title, GridAxis across, GridAxis up, double[] values, Scale scale) {
    // A long strip, such as a short time over a wide space, would be too thin to read.
    this(title, across, up, values, scale, Math.max(0.5, Math.min(2, shape(across, up))));
  }

  /** Returns the map with another title. */
  public HeatMap titled(String other) {
    return new HeatMap(other, across, up, values, scale, aspect);
  }

  private static double shape(GridAxis across, GridAxis up) {
    return (across.high() - across.low()) / (up.high() - up.low());
  }

  private static void requireLength(String title, String name, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          title + ": " + name + " has " + length + " values; expected " + expected);
    }
  }

  /** Checks that there is a value for every cell. */
  public HeatMap {
    requireLength(title, "values", values.length, across.cells() * up.cells());
  }

  /** Returns the map, one pixel for a cell, the low end of the vertical axis at the bottom. */
  Picture picture() {
    int columns = across.cells();
    int rows = up.cells();
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        image.setRGB(i % columns, rows - 1 - i / columns, scale.colour(values[i]));
      }
    }
    return new Picture(image, title, alternative());
  }

  /** Returns the colours of the scale, from its low end at the left. */
  Picture legend() {
    BufferedImage image = new BufferedImage(LEGEND_WIDTH, 1, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < LEGEND_WIDTH; i++) {
      image.setRGB(i, 0, scale.colours().colour(i / (LEGEND_WIDTH - 1.0)));
    }
    String text = "Colours from " + text(scale.low()) + " to " + text(scale.high());
    return new Picture(image, "", text);
  }

  private String alternative() {
    DoubleSummaryStatistics range = Scale.finite(new double[][] {values});
    String where =
        String.format(
            "%s over %s from %s to %s and %s from %s to %s: ",
            title,
            across.label(),
            text(across.low()),
            text(across.high()),
            up.label(),
            text(up.low()),
            text(up.high()));
    return where
        + (range.getCount() == 0
            ? "no value is finite."
            : "values from " + text(range.getMin()) + " to " + text(range.getMax()) + ".");
  }

  private static String text(double value) {
    return Quantity.significant(value);
  }

  /** Returns the figure: title, map between its axes, scale. */
  String html() {
    Picture map = picture();
    StringBuilder out = new StringBuilder("<figure class=\"heat\">");
    out.append(Html.text("figcaption", title)).append("<div class=\"map\">");
    appendAxis(out, "up", up, up.high(), up.low());
    out.append("<img width=\"").append(across.cells()).append("\" height=\"").append(up.cells());
    out.append("\" style=\"aspect-ratio:").append(Math.round(1000 * aspect)).append("/1000");
    appendSource(out, map);
    appendAxis(out, "across", across, across.low(), across.high());
    out.append("</div><div class=\"scale\"><span>").append(Html.escape(text(scale.low())));
    out.append("</span><img width=\"256\" height=\"1");
    appendSource(out, legend());
    out.append("<span>").append(Html.escape(text(scale.high()))).append("</span></div>");
    return out.append("</figure>").toString();
  }

  private static void appendSource(StringBuilder out, Picture picture) {
    out.append("\" alt=\"").append(Html.escape(picture.alternative()));
    out.append("\" src=\"").append(picture.dataUri()).append("\">");
  }

  private static void appendAxis(
      StringBuilder out, String style, GridAxis axis, double first, double last) {
    out.append("<div class=\"").append(style).append("\"><span>").append(Html.escape(text(first)));
    out.append("</span><span>").append(Html.escape(axis.label())).append("</span><span>");
    out.append(Html.escape(text(last))).append("</span></div>");
  }
}
