package io.raf4j.spark.page;

import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.Build;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * One self-contained HTML file: no links to other places, every picture and chart inside, and no
 * script but the one that moves the sliders of pages with some.
 *
 * <p>It reads in light and dark, in wide and narrow windows, and on paper. All text is escaped. The
 * page knows nothing of what it shows; the reports of the kinds of work do.
 *
 * @param html the whole file
 */
public record HtmlPage(String html) {

  private static final String STYLE = "page.css";

  /**
   * A figure at the head of the page.
   *
   * @param label what it is
   * @param value the figure with its unit, as it is to be read
   * @param note a few words that help to judge it; may be empty
   */
  public record Headline(String label, String value, String note) {}

  /**
   * Begins a page.
   *
   * @param kicker the line above the title: what kind of page this is
   * @param title what the page is about
   */
  public static Builder titled(String kicker, String title) {
    return new Builder(kicker, title);
  }

  /**
   * Writes the page, replacing the one that is there in one step.
   *
   * @param target the file, on any Hadoop file system
   * @param hadoop configuration that names the file systems
   * @throws IOException if the file system refuses
   */
  public void write(Path target, Configuration hadoop) throws IOException {
    AtomicFile.write(target, html.getBytes(StandardCharsets.UTF_8), hadoop);
  }

  static String style() {
    try (InputStream in = HtmlPage.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STYLE, e);
    }
  }

  /** Collects the parts of a page in the order in which they are shown; not thread-safe. */
  public static final class Builder {

    private final String kicker;
    private final String title;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private final Map<String, String> sections = new LinkedHashMap<>();
    private int sliders;

    private Builder(String kicker, String title) {
      this.kicker = kicker;
      this.title = title;
    }

    /**
     * Adds a paragraph under the title: the page in a few sentences.
     *
     * @param text plain text
     */
    public Builder lead(String text) {
      head.append("<p class=\"lead\">").append(Html.escape(text)).append("</p>");
      return this;
    }

    /**
     * Adds a line that stands out, in the page's head: what a reader must not overlook.
     *
     * @param text plain text
     */
    public Builder note(String text) {
      head.append("<p class=\"remark\">").append(Html.escape("Note: " + text)).append("</p>");
      return this;
    }

    /**
     * Adds the figures to look at first, in the page's head.
     *
     * @param figures three to six of them
     */
    public Builder headlines(List<Headline> figures) {
      head.append("<dl class=\"headlines\">");
      for (Headline figure : figures) {
        head.append("<div>").append(Html.text("dt", figure.label()));
        head.append("<dd class=\"value\">").append(Html.escape(figure.value())).append("</dd>");
        if (!figure.note().isEmpty()) {
          head.append("<dd class=\"note\">").append(Html.escape(figure.note())).append("</dd>");
        }
        head.append("</div>");
      }
      head.append("</dl>");
      return this;
    }

    /**
     * Begins a section; what is added next belongs to it.
     *
     * @param heading its title, which no other section has
     * @param introduction a sentence or two on how to read it; empty for none
     */
    public Builder section(String heading, String introduction) {
      String id = heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
      if (sections.putIfAbsent(id, heading) != null) {
        throw new IllegalArgumentException("there is a section '" + heading + "' already");
      }
      body.append(sections.size() > 1 ? "</section>" : "");
      body.append("<section id=\"").append(id).append("\">").append(Html.text("h2", heading));
      return introduction.isEmpty() ? this : paragraph(introduction);
    }

    /**
     * Adds a paragraph.
     *
     * @param text plain text
     */
    public Builder paragraph(String text) {
      body.append(Html.text("p", text));
      return this;
    }

    /**
     * Adds tables of names and values, side by side where there is room.
     *
     * @param groups the tables by title; empty ones are left out
     */
    public Builder keyValues(Map<String, ? extends Map<String, ?>> groups) {
      body.append("<div class=\"grid\">");
      groups.forEach(
          (name, pairs) -> {
            if (!pairs.isEmpty()) {
              body.append("<table class=\"pairs\">").append(Html.text("caption", name));
              pairs.forEach(this::appendPair);
              body.append("</table>");
            }
          });
      body.append("</div>");
      return this;
    }

    private void appendPair(String name, Object value) {
      body.append("<tr><th scope=\"row\">").append(Html.escape(name)).append("</th>");
      body.append(Html.text("td", DataTable.text(value))).append("</tr>");
    }

    /**
     * Adds a table of rows and columns.
     *
     * @param table the table
     */
    public Builder table(DataTable table) {
      body.append(table.html());
      return this;
    }

    /**
     * Adds charts, two in a row where there is room.
     *
     * @param list the charts in order
     */
    public Builder charts(List<LineChart> list) {
      return grid("grid", list, 480, 270, true);
    }

    /**
     * Adds small charts that are compared with one another, under one common legend.
     *
     * @param list charts with the same lines
     */
    public Builder smallMultiples(List<LineChart> list) {
      if (!list.isEmpty()) {
        body.append(ChartFigure.legend(list.get(0).series()));
      }
      return grid("grid small", list, 260, 170, false);
    }

    private Builder grid(
        String style, List<LineChart> list, int width, int height, boolean legends) {
      body.append("<div class=\"").append(style).append("\">");
      for (LineChart chart : list) {
        body.append(ChartFigure.html(chart, width, height));
        body.append(legends ? ChartFigure.legend(chart.series()) : "").append("</figure>");
      }
      body.append("</div>");
      return this;
    }

    /**
     * Adds a row of pictures under a heading of its own.
     *
     * @param heading what they show; empty for none
     * @param row the pictures from left to right
     */
    public Builder pictures(String heading, List<Picture> row) {
      body.append(heading.isEmpty() ? "" : Html.text("h3", heading));
      body.append("<div class=\"pictures\">");
      row.forEach(picture -> body.append(picture.figure("")));
      body.append("</div>");
      return this;
    }

    /**
     * Adds an original, its reconstruction and their difference under a heading of their own.
     *
     * @param heading what they show; empty for none
     * @param slider the pictures
     */
    public Builder slider(String heading, PictureSlider slider) {
      body.append(heading.isEmpty() ? "" : Html.text("h3", heading));
      sliders++;
      // No heading's id has a colon.
      body.append(slider.html("slider:" + sliders));
      return this;
    }

    /**
     * Adds a row of heat maps under a heading of its own.
     *
     * @param heading what they show; empty for none
     * @param row the maps in order
     */
    public Builder heatMaps(String heading, List<HeatMap> row) {
      body.append(heading.isEmpty() ? "" : Html.text("h3", heading));
      body.append("<div class=\"maps\">");
      row.forEach(map -> body.append(map.html()));
      body.append("</div>");
      return this;
    }

    /**
     * Adds heat maps over the whole width, one below the other.
     *
     * @param heading what they show; empty for none
     * @param column the maps from top to bottom
     */
    public Builder wideMaps(String heading, List<HeatMap> column) {
      body.append(heading.isEmpty() ? "" : Html.text("h3", heading));
      body.append("<div class=\"maps wide\">");
      column.forEach(map -> body.append(map.html()));
      body.append("</div>");
      return this;
    }

    /**
     * Adds sounds that the browser plays, beside one another where there is room.
     *
     * @param row the sounds in order
     */
    public Builder sounds(List<Sound> row) {
      body.append("<div class=\"sounds\">");
      row.forEach(sound -> body.append(sound.html()));
      body.append("</div>");
      return this;
    }

    /**
     * Adds text that keeps its line breaks: a program, a query.
     *
     * @param text the text
     */
    public Builder code(String text) {
      body.append("<pre tabindex=\"0\">").append(Html.escape(text.strip())).append("</pre>");
      return this;
    }

    /**
     * Adds text that keeps its line breaks and is folded away until somebody asks for it.
     *
     * @param summary the line that is always seen
     * @param text the rest
     */
    public Builder folded(String summary, String text) {
      body.append("<details>").append(Html.text("summary", summary));
      return code(text).append("</details>");
    }

    private Builder append(String html) {
      body.append(html);
      return this;
    }

    /** Returns the page with everything added so far. */
    public HtmlPage build() {
      StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>");
      out.append("<meta charset=\"utf-8\">").append(PageScript.policy(sliders > 0));
      out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
      out.append(Html.text("title", title)).append("\n<style>\n").append(style());
      out.append("</style>\n</head>\n<body>\n<header>");
      out.append("<p class=\"kicker\">").append(Html.escape(kicker)).append("</p>");
      out.append(Html.text("h1", title)).append(head).append(contents()).append("</header>\n");
      out.append("<main>").append(body).append(sections.isEmpty() ? "" : "</section>");
      out.append("</main>\n<footer>Made by RAF4J ").append(Html.escape(Build.current().version()));
      out.append("</footer>\n").append(sliders > 0 ? PageScript.element() : "");
      return new HtmlPage(out.append("</body>\n</html>\n").toString());
    }

    private String contents() {
      if (sections.size() < 2) {
        return "";
      }
      StringBuilder out = new StringBuilder("<nav aria-label=\"Contents\"><ul>");
      sections.forEach(
          (id, heading) ->
              out.append("<li><a href=\"#")
                  .append(id)
                  .append("\">")
                  .append(Html.escape(heading))
                  .append("</a></li>"));
      return out.append("</ul></nav>").toString();
    }
  }
}
