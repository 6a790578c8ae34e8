package io.raf4j.spark.page;

/** The little of HTML that is the same for every element. */
public final class Html {

  private Html() {}

  /** Returns text that shows as itself, in an element or in a quoted attribute. */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(codePoint);
    }
  }

  /** Returns an element around text, which is escaped. */
  static String text(String name, String text) {
    return "<" + name + ">" + escape(text) + "</" + name + ">";
  }
}
