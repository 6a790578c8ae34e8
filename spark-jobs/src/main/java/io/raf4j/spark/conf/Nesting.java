package io.raf4j.spark.conf;

/** How deeply a text of HOCON is nested and how often it refers to itself, without parsing it. */
final class Nesting {

  private final String text;
  private int at;
  private int open;
  private int dots;
  private int deepest;
  private int substitutions;

  Nesting(String text) {
    this.text = text;
    while (at < text.length()) {
      step(text.charAt(at));
      deepest = Math.max(deepest, open + dots);
      at++;
    }
  }

  /** Returns how many brackets and parts of keys are within one another at most. */
  int deepest() {
    return deepest;
  }

  /** Returns how many values are made of others: {@code ${}} and {@code +=}. */
  int substitutions() {
    return substitutions;
  }

  private void step(char c) {
    switch (c) {
      case '"' -> skipString();
      case '#' -> skipLine();
      case '/' -> skipComment();
      case '{', '[' -> open(1);
      case '}', ']' -> open(-1);
      case '.' -> dots++;
      case '$' -> substitutions += text.startsWith("${", at) ? 1 : 0;
      case '+' -> substitutions += text.startsWith("+=", at) ? 1 : 0;
      case ',', '=', ':', '\n' -> dots = 0;
      default -> {
        // Part of a word.
      }
    }
  }

  private void open(int more) {
    open += more;
    dots = 0;
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end - 1;
  }

  private void skipComment() {
    if (text.startsWith("//", at)) {
      skipLine();
    }
  }

  private void skipString() {
    if (text.startsWith("\"\"\"", at)) {
      int end = text.indexOf("\"\"\"", at + 3);
      at = end < 0 ? text.length() : end + 2;
      return;
    }
    at++;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
  }
}
