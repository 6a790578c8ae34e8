package io.raf4j.formula;

import io.raf4j.formula.grammar.ProblemLexer;
import io.raf4j.formula.grammar.ProblemParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;

/**
 * The text of a problem by its grammar, before names mean anything: the first error ends it.
 *
 * <p>How deep formulas are nested and how long they are is bounded before the parser goes into
 * them, so that no text overflows its stack.
 */
final class Syntax {

  private static final int MOST_NESTED = 60;
  private static final int MOST_TOKENS = 20_000;

  private final String file;
  private final CommonTokenStream tokens;

  private Syntax(String file, CommonTokenStream tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  /**
   * Reads a text.
   *
   * @param file for messages
   * @throws ProblemTextException if it is no problem
   */
  static Syntax of(String file, String text) {
    ProblemLexer lexer = new ProblemLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    Syntax syntax = new Syntax(file, tokens);
    syntax.requireBounded();
    return syntax;
  }

  /** Returns all statements. */
  ProblemParser.FileContext statements() {
    ProblemParser parser = new ProblemParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(new Refusal());
    return parser.file();
  }

  /** Returns the error of a place. */
  ProblemTextException wrong(Token at, String what) {
    return new ProblemTextException(file, at.getLine(), at.getCharPositionInLine() + 1, what);
  }

  /** Returns the error of a formula or another part. */
  ProblemTextException wrong(ParserRuleContext at, String what) {
    return wrong(at.getStart(), what);
  }

  /**
   * Returns the error of a part that the library refuses, in its words.
   *
   * @param expected in its place, where the words do not say
   */
  ProblemTextException refused(ParserRuleContext at, RuntimeException why, String expected) {
    String words = String.valueOf(why.getMessage()).replaceAll("\\s+", " ");
    return wrong(at, words.contains("expected") ? words : words + "; expected " + expected);
  }

  /** Returns what was typed, in one line. */
  static String typed(ParserRuleContext part) {
    Interval where = Interval.of(part.getStart().getStartIndex(), part.getStop().getStopIndex());
    return part.getStart().getInputStream().getText(where).replaceAll("\\s+", " ");
  }

  /** Returns a text without its quotes. */
  static String unquoted(Token text) {
    return text.getText().substring(1, text.getText().length() - 1);
  }

  /** Returns the texts that name files, with their places. */
  List<Token> files() {
    statements();
    List<Token> files = new ArrayList<>();
    int before = Token.EOF;
    for (Token token : tokens.getTokens()) {
      boolean namesFile =
          before == ProblemLexer.FROM
              || before == ProblemLexer.AT
              || before == ProblemLexer.REFERENCE;
      if (token.getType() == ProblemLexer.STRING && namesFile) {
        files.add(token);
      }
      before = token.getType();
    }
    return files;
  }

  private void requireBounded() {
    List<Token> all = tokens.getTokens();
    if (all.size() > MOST_TOKENS) {
      throw wrong(
          all.get(MOST_TOKENS),
          "the text goes on beyond " + MOST_TOKENS + " words and signs; expected fewer");
    }
    int depth = 0;
    int chain = 0;
    int before = Token.EOF;
    for (Token token : all) {
      switch (token.getType()) {
        case ProblemLexer.LEFT, ProblemLexer.OPEN -> {
          depth++;
          chain = 0;
        }
        case ProblemLexer.RIGHT, ProblemLexer.CLOSE -> {
          depth = Math.max(0, depth - 1);
          chain = 0;
        }
        case ProblemLexer.POWER -> chain++;
        case ProblemLexer.MINUS ->
            chain = before == ProblemLexer.MINUS || before == ProblemLexer.POWER ? chain + 1 : 0;
        case ProblemLexer.NUMBER, ProblemLexer.NAME -> {}
        default -> chain = 0;
      }
      if (depth + chain > MOST_NESTED) {
        throw wrong(
            token,
            "formulas are nested more than "
                + MOST_NESTED
                + " times; expected fewer: name parts of them by define");
      }
      before = token.getType();
    }
  }

  /** Turns the first error of the parser into one of ours. */
  private final class Refusal extends BaseErrorListener {

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object offending,
        int line,
        int column,
        String message,
        RecognitionException cause) {
      ProblemParser parser = (ProblemParser) recognizer;
      Token token = (Token) offending;
      String expected = Expected.of(parser.getExpectedTokens());
      Token before = before(token);
      boolean beginsLine = before == null || token.getLine() > before.getLine();
      if (beginsLine
          && token.getType() == ProblemLexer.NAME
          && parser.getExpectedTokens().contains(ProblemLexer.EQUATION)) {
        throw wrong(
            token, FormulaReader.unknown("statement", token.getText(), Expected.statements()));
      }
      if (before != null && (token.getType() == Token.EOF || token.getLine() > before.getLine())) {
        // What is missing is missing at the end of the line, not at the beginning of the next.
        String end = token.getType() == Token.EOF ? "the text" : "the line";
        throw new ProblemTextException(
            file,
            before.getLine(),
            before.getCharPositionInLine() + 1 + before.getText().length(),
            end + " ends; expected " + expected);
      }
      throw wrong(
          token,
          (token.getType() == Token.EOF ? "the text is empty" : shown(token) + " is out of place")
              + "; expected "
              + expected);
    }

    private static String shown(Token token) {
      String text = token.getText();
      return text.startsWith("\"") ? text : "\"" + text + "\"";
    }

    private Token before(Token token) {
      int index = token.getTokenIndex() - 1;
      return index < 0 ? null : tokens.get(index);
    }
  }
}
