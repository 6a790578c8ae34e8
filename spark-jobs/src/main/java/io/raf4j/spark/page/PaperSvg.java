package io.raf4j.spark.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Charts and maps as files of their own, for papers and slides: SVG on white, with the title, the
 * axes and the legend that a page sets around its drawings.
 *
 * <p>Text stays text. There is nothing in them that only browsers understand, so that Inkscape,
 * LaTeX's converters and office programs draw the same.
 */
public final class PaperSvg {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 300;
  private static final int MARGIN = 12;
  private static final int LINE = 18;
  private static final int FONT = 12;

  /** Room for the numbers at the left of a map. */
  private static final int NUMBERS = 64;

  private static final int MAP = 320;
  private static final int LEGEND_HEIGHT = 10;
  private static final int SWATCH = 24;

  private static final Pattern VARIABLE = Pattern.compile("var\\(--([a-z]+)\\)");

  private final StringBuilder body = new StringBuilder();

  private PaperSvg() {}

  /** Returns a chart with its title above and the names of its lines below. */
  public static byte[] of(LineChart chart) {
    PaperSvg file = new PaperSvg();
    int y = MARGIN + LINE;
    file.text(MARGIN, y - 4, "start", ChartFigure.caption(chart));
    if (chart.blank()) {
      file.text(MARGIN, y + LINE, "start", "There are no points to draw.");
      y += 2 * LINE;
    } else {
      String place =
          String.format(
              Locale.ROOT,
              "<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" ",
              MARGIN,
              y,
              WIDTH,
              HEIGHT);
      file.body
          .append(ChartSvg.draw(chart, WIDTH, HEIGHT).replaceFirst("<svg ", place))
          .append('\n');
      y += HEIGHT;
    }
    List<LineChart.Series> lines = chart.series();
    for (LineChart.Series line : lines.size() > 1 ? lines : List.<LineChart.Series>of()) {
      y += LINE;
      String colour = "var(--" + line.role().style() + ")";
      String dashes = line.role() == LineChart.Role.BASELINE ? "\" stroke-dasharray=\"5 4" : "";
      file.body.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2%s\"/>\n",
              MARGIN,
              y - 4,
              MARGIN + SWATCH,
              y - 4,
              colour,
              dashes));
      file.text(MARGIN + SWATCH + 6, y, "start", line.name());
    }
    return file.document(WIDTH + 2 * MARGIN, y + MARGIN, chart.alternative());
  }

  /** Returns a map between its axes, with its title above and its scale below. */
  public static byte[] of(HeatMap map) {
    PaperSvg file = new PaperSvg();
    int left = MARGIN + NUMBERS;
    int right = left + MAP;
    int top = MARGIN + LINE;
    int bottom = top + (int) Math.round(MAP / map.aspect());
    file.text(left, top - 6, "start", map.title());
    file.image(map.picture(), left, top, MAP, bottom - top);
    file.body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"var(--line)\"/>\n",
            left,
            top,
            MAP,
            bottom - top));
    file.text(left - 6, top + FONT, "end", number(map.up().high()));
    file.text(left - 6, (top + bottom) / 2 + 4, "end", map.up().label());
    file.text(left - 6, bottom, "end", number(map.up().low()));
    int y = bottom + LINE;
    file.text(left, y, "start", number(map.across().low()));
    file.text((left + right) / 2, y, "middle", map.across().label());
    file.text(right, y, "end", number(map.across().high()));
    y += LINE;
    file.image(map.legend(), left, y - LEGEND_HEIGHT, MAP, LEGEND_HEIGHT);
    y += LINE;
    file.text(left, y, "start", number(map.scale().low()));
    file.text(right, y, "end", number(map.scale().high()));
    return file.document(right + MARGIN + NUMBERS / 2, y + MARGIN, map.picture().alternative());
  }

  private static String number(double value) {
    return Quantity.significant(value);
  }

  private void image(Picture picture, int x, int y, int width, int height) {
    body.append(
        String.format(
            Locale.ROOT,
            "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\""
                + " image-rendering=\"optimizeSpeed\" xlink:href=\"%s\"/>\n",
            x,
            y,
            width,
            height,
            picture.dataUri()));
  }

  private void text(int x, int y, String anchor, String words) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"var(--ink)\">%s</text>\n",
            x,
            y,
            anchor,
            Html.escape(words)));
  }

  private byte[] document(int width, int height, String description) {
    String text =
        String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\""
                    + " xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"%1$d\" height=\"%2$d\""
                    + " viewBox=\"0 0 %1$d %2$d\" font-family=\"Helvetica, Arial, sans-serif\""
                    + " font-size=\"%3$d\">\n",
                width,
                height,
                FONT)
            + "<desc>"
            + Html.escape(description)
            + "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
            + body
            + "</svg>\n";
    return coloured(text).getBytes(StandardCharsets.UTF_8);
  }

  /** Puts the light page's colours in the place of the variables of its style sheet. */
  private static String coloured(String text) {
    String style = HtmlPage.style();
    return VARIABLE
        .matcher(text)
        .replaceAll(variable -> Matcher.quoteReplacement(colour(style, variable.group(1))));
  }

  /** The light colours stand first. */
  private static String colour(String style, String name) {
    Matcher colour = Pattern.compile("--" + name + ": (#[0-9a-f]{6});").matcher(style);
    if (!colour.find()) {
      throw new IllegalStateException("the style sheet has no colour " + name);
    }
    return colour.group(1);
  }
}
