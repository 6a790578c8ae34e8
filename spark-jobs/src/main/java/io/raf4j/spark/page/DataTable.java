package io.raf4j.spark.page;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A table of rows and columns, for {@link HtmlPage}.
 *
 * @param caption what it holds; empty for none
 * @param columns the headings
 * @param rows the cells; whole numbers are written in full, others with four significant digits,
 *     everything else as its text; numbers, and texts that are numbers, are set right; an empty
 *     text is a number that is not known
 */
public record DataTable(String caption, List<String> columns, List<List<Object>> rows) {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?(e-?[0-9]+)?");

  private static final String UNKNOWN = "";

  /** Checks that every row has a cell for every column. */
  public DataTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "row " + row + " has " + row.size() + " cells; expected " + columns.size());
      }
    }
  }

  /** Returns the table as HTML, in a box that scrolls when it is long. */
  String html() {
    String label = caption.isEmpty() ? "Table" : caption;
    StringBuilder out = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
    out.append(" aria-label=\"").append(Html.escape(label)).append("\"><table>");
    if (!caption.isEmpty()) {
      out.append(Html.text("caption", caption));
    }
    out.append("<thead><tr>");
    for (int column = 0; column < columns.size(); column++) {
      out.append("<th scope=\"col\"").append(numeric(column) ? " class=\"number\">" : ">");
      out.append(Html.escape(columns.get(column))).append("</th>");
    }
    out.append("</tr></thead><tbody>");
    rows.forEach(row -> appendRow(out, row));
    return out.append("</tbody></table></div>").toString();
  }

  /** Returns whether a column holds numbers alone. */
  boolean numeric(int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .allMatch(cell -> numeric(cell) || cell.equals(UNKNOWN));
  }

  private static boolean numeric(Object cell) {
    return cell instanceof Number || NUMBER.matcher(String.valueOf(cell)).matches();
  }

  private static void appendRow(StringBuilder out, List<Object> row) {
    out.append("<tr>");
    for (Object cell : row) {
      out.append(numeric(cell) ? "<td class=\"number\">" : "<td>");
      out.append(Html.escape(text(cell))).append("</td>");
    }
    out.append("</tr>");
  }

  /** Returns a value as people read it. */
  static String text(Object value) {
    boolean fraction = value instanceof Double || value instanceof Float;
    return fraction ? Quantity.significant(((Number) value).doubleValue()) : String.valueOf(value);
  }
}
