package io.raf4j.formula;

/** A problem that is typed wrong: says where, what is wrong and what was expected. */
public final class ProblemTextException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;
  private final String what;

  /**
   * Creates the error.
   *
   * @param file that holds the problem
   * @param line counted from 1
   * @param column counted from 1
   * @param what is wrong and what was expected, in one sentence
   */
  ProblemTextException(String file, int line, int column, String what) {
    super(file + ":" + line + ":" + column + ": " + what);
    this.file = file;
    this.line = line;
    this.column = column;
    this.what = what;
  }

  /** Returns whether it is of a text of this name. */
  boolean of(String name) {
    return file.equals(name);
  }

  /** Returns the same error of a text that lacks what is before it in the first line. */
  ProblemTextException earlier(int characters) {
    int from = line == 1 ? Math.max(1, column - characters) : column;
    return new ProblemTextException(file, line, from, what);
  }

  /** Returns the line, counted from 1. */
  public int line() {
    return line;
  }

  /** Returns the column, counted from 1. */
  public int column() {
    return column;
  }
}
