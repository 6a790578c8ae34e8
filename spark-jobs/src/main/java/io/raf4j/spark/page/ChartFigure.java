package io.raf4j.spark.page;

import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Series;
import java.util.List;

/** Sets a chart into a page: its caption, its drawing, its legend. */
final class ChartFigure {

  private ChartFigure() {}

  /**
   * Returns a figure that is still open, so that a legend may follow.
   *
   * @param chart what to draw
   * @param width of the drawing's own units
   * @param height likewise
   */
  static String html(LineChart chart, int width, int height) {
    return "<figure class=\"chart\">"
        + Html.text("figcaption", caption(chart))
        + (chart.blank()
            ? Html.text("p", "There are no points to draw.")
            : ChartSvg.draw(chart, width, height));
  }

  static String caption(LineChart chart) {
    return chart.title() + (chart.logarithmic() ? " (logarithmic)" : "");
  }

  /** Returns the names of the lines beside how they look; nothing for a single line. */
  static String legend(List<Series> lines) {
    if (lines.size() < 2) {
      return "";
    }
    StringBuilder out = new StringBuilder("<ul class=\"legend\">");
    for (Series line : lines) {
      String role = line.role() == Role.MAIN ? "main" : line.role().style();
      out.append("<li class=\"").append(role).append("\">");
      out.append(Html.escape(line.name())).append("</li>");
    }
    return out.append("</ul>").toString();
  }
}
