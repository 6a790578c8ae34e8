package io.raf4j.formula;

import io.raf4j.formula.grammar.ProblemParser.FileContext;
import io.raf4j.formula.grammar.ProblemParser.StatementContext;
import java.util.List;
import java.util.Optional;

/**
 * The statements of a problem by their kind.
 *
 * @param syntax of the text
 * @param statements in the order of the text
 */
record Typed(Syntax syntax, List<StatementContext> statements) {

  static Typed of(Syntax syntax) {
    FileContext file = syntax.statements();
    return new Typed(syntax, file.statement());
  }

  /** Returns the statements of a kind. */
  <T extends StatementContext> List<T> all(Class<T> kind) {
    return statements.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * Returns the statement of a kind of which there may be one.
   *
   * @throws ProblemTextException if there are two
   */
  <T extends StatementContext> Optional<T> one(Class<T> kind) {
    List<T> all = all(kind);
    if (all.size() > 1) {
      String word = all.get(1).getStart().getText();
      throw syntax.wrong(
          all.get(1),
          "a second statement "
              + word
              + ", after the one in line "
              + all.get(0).getStart().getLine()
              + "; expected one");
    }
    return all.stream().findFirst();
  }
}
