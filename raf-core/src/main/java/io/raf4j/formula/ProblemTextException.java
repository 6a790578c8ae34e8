package io.raf4j.formula;

/** A problem that is typed wrong: says where, what is wrong and what was expected. */
public final class ProblemTextException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

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
    this.line = line;
    this.column = column;
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
