package io.raf4j.spark.page;

import java.util.List;
import java.util.Map;

/** Puts a Markdown text together; the same parts give the same text. Not thread-safe. */
public final class Markdown {

  private final StringBuilder out = new StringBuilder();

  /** Adds a heading of a level from 1. */
  public Markdown heading(int level, String text) {
    return block("#".repeat(level) + " " + text);
  }

  /** Adds a paragraph. */
  public Markdown paragraph(String text) {
    return block(escape(text));
  }

  /** Adds a list with a point for each text. */
  public Markdown points(List<String> texts) {
    return block(String.join("\n", texts.stream().map(text -> "- " + escape(text)).toList()));
  }

  /** Adds a list of names and values. */
  public Markdown pairs(Map<String, String> pairs) {
    return points(
        pairs.entrySet().stream().map(pair -> pair.getKey() + ": " + pair.getValue()).toList());
  }

  /** Adds a table, with its caption before it. */
  public Markdown table(DataTable table) {
    if (!table.caption().isEmpty()) {
      block("**" + escape(table.caption()) + "**");
    }
    StringBuilder text = new StringBuilder(row(table.columns()));
    text.append("|");
    for (int column = 0; column < table.columns().size(); column++) {
      text.append(table.numeric(column) && column > 0 ? "---:|" : "---|");
    }
    for (List<Object> cells : table.rows()) {
      text.append("\n").append(row(cells).stripTrailing());
    }
    return block(text.toString());
  }

  private static String row(List<?> cells) {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      String text = escape(DataTable.text(cell)).replace("|", "\\|").replace("\n", " ");
      row.append(" ").append(text).append(text.isEmpty() ? "|" : " |");
    }
    return row.append("\n").toString();
  }

  /** Powers and products in names are no emphasis. */
  private static String escape(String text) {
    return text.replace("*", "\\*").replace("<", "&lt;");
  }

  private Markdown block(String text) {
    out.append(out.isEmpty() ? "" : "\n").append(text).append("\n");
    return this;
  }

  /** Returns the whole text. */
  public String text() {
    return out.toString();
  }
}
