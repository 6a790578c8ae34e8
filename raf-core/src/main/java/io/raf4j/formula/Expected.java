package io.raf4j.formula;

import io.raf4j.formula.grammar.ProblemLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says in words which tokens a parser would have taken. */
final class Expected {

  private static final Set<Integer> STATEMENTS = range(ProblemLexer.PROBLEM, ProblemLexer.SET);
  private static final Set<Integer> FORMULA =
      Set.of(
          ProblemLexer.NUMBER,
          ProblemLexer.NAME,
          ProblemLexer.LEFT,
          ProblemLexer.MINUS,
          ProblemLexer.SOURCE,
          ProblemLexer.MEASURED);
  private static final Set<Integer> OPERATORS =
      Set.of(
          ProblemLexer.PLUS,
          ProblemLexer.MINUS,
          ProblemLexer.TIMES,
          ProblemLexer.DIVIDE,
          ProblemLexer.POWER);
  private static final Set<Integer> WORDS = words();

  private Expected() {}

  private static Set<Integer> range(int first, int last) {
    Set<Integer> all = new TreeSet<>();
    for (int type = first; type <= last; type++) {
      all.add(type);
    }
    return all;
  }

  private static Set<Integer> words() {
    Set<Integer> words = range(ProblemLexer.PROBLEM, ProblemLexer.POLYGON);
    words.add(ProblemLexer.NAME);
    return words;
  }

  /** Returns the tokens in words that follow "expected". */
  static String of(IntervalSet tokens) {
    Set<Integer> left = new TreeSet<>(tokens.toSet());
    List<String> words = new ArrayList<>();
    take(left, WORDS, "a word", words);
    take(left, STATEMENTS, "the next statement", words);
    if (left.contains(ProblemLexer.NUMBER)) {
      take(left, FORMULA, "a formula", words);
    }
    if (left.containsAll(OPERATORS)) {
      left.remove(ProblemLexer.POWER);
      take(left, Set.of(ProblemLexer.PLUS, ProblemLexer.MINUS), "an operator", words);
      left.removeAll(OPERATORS);
    } else if (left.contains(ProblemLexer.PLUS)) {
      take(left, Set.of(ProblemLexer.PLUS, ProblemLexer.MINUS), "an operator", words);
      left.removeAll(OPERATORS);
    }
    List<String> signs = new ArrayList<>();
    left.forEach(type -> signs.add(word(type)));
    signs.addAll(words);
    return signs.size() == 1
        ? signs.get(0)
        : String.join(", ", signs.subList(0, signs.size() - 1))
            + " or "
            + signs.get(signs.size() - 1);
  }

  /** Returns the words with which statements begin. */
  static List<String> statements() {
    return STATEMENTS.stream().map(Expected::word).toList();
  }

  private static void take(Set<Integer> left, Set<Integer> group, String word, List<String> words) {
    if (left.containsAll(group)) {
      left.removeAll(group);
      words.add(word);
    }
  }

  private static String word(int type) {
    return switch (type) {
      case Token.EOF -> "the end";
      case ProblemLexer.NAME -> "a name";
      case ProblemLexer.NUMBER -> "a number";
      case ProblemLexer.STRING -> "a text in quotes";
      case ProblemLexer.TO -> "..";
      default -> {
        String literal = ProblemLexer.VOCABULARY.getLiteralName(type);
        yield literal == null
            ? ProblemLexer.VOCABULARY.getSymbolicName(type).toLowerCase(Locale.ROOT)
            : literal.substring(1, literal.length() - 1);
      }
    };
  }
}
