package io.raf4j.formula;

import io.raf4j.formula.grammar.ProblemParser.ConstantStatementContext;
import io.raf4j.formula.grammar.ProblemParser.SettingContext;
import io.raf4j.formula.grammar.ProblemParser.StatementContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Other values for the constants of a problem.
 *
 * <p>They are put into the problem's text, in place of the formulas that stand there: so whatever
 * keeps, hashes or sends the text has them, and a model needs nothing else to know what it solves.
 */
final class ConstantValues {

  /** What makes a statement of a list of values. */
  private static final String STATEMENT = "constant ";

  /** What is put where: from a character on to another, which is kept. */
  private record Change(int from, int to, String formula) {}

  private final Syntax syntax;
  private final Map<String, SettingContext> values = new LinkedHashMap<>();

  private ConstantValues(String label, String assignments) {
    this.syntax = Syntax.of(label, STATEMENT + assignments);
    List<StatementContext> statements = syntax.statements().statement();
    if (statements.size() > 1) {
      throw syntax.wrong(
          statements.get(1), "another statement begins; expected values alone, as in nu=0.02,k=3");
    }
    for (SettingContext setting : ((ConstantStatementContext) statements.get(0)).setting()) {
      Token name = setting.NAME().getSymbol();
      if (values.put(name.getText(), setting) != null) {
        throw syntax.wrong(name, name.getText() + " is given twice; expected one value");
      }
    }
  }

  /**
   * Reads values and puts them into a problem.
   *
   * @param label of the values, for messages about them
   * @param assignments names and formulas, as in a statement of constants
   * @param file of the problem, for messages about it
   * @return the problem's text with the values
   * @throws ProblemTextException if one of the two texts is not what it should be, or the problem
   *     has no constant of a name
   */
  static String put(String label, String assignments, String file, String text) {
    try {
      return new ConstantValues(label, assignments).into(file, text);
    } catch (ProblemTextException e) {
      throw e.of(label) ? e.earlier(STATEMENT.length()) : e;
    }
  }

  private String into(String file, String text) {
    List<Change> changes = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (StatementContext statement : Syntax.of(file, text).statements().statement()) {
      if (statement instanceof ConstantStatementContext constants) {
        for (SettingContext setting : constants.setting()) {
          known.add(setting.NAME().getText());
          change(setting).ifPresent(changes::add);
        }
      }
    }
    for (Map.Entry<String, SettingContext> one : values.entrySet()) {
      if (!known.contains(one.getKey())) {
        throw syntax.wrong(
            one.getValue(),
            known.isEmpty()
                ? file + " has no constants; expected none"
                : FormulaReader.unknown("constant", one.getKey(), known));
      }
    }
    StringBuilder changed = new StringBuilder();
    int at = 0;
    for (Change change : changes) {
      // The parser counts code points.
      changed.append(text, text.offsetByCodePoints(0, at), text.offsetByCodePoints(0, change.from));
      changed.append(change.formula);
      at = change.to;
    }
    return changed.append(text.substring(text.offsetByCodePoints(0, at))).toString();
  }

  private Optional<Change> change(SettingContext setting) {
    SettingContext value = values.get(setting.NAME().getText());
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Change(
            setting.formula().getStart().getStartIndex(),
            setting.formula().getStop().getStopIndex() + 1,
            Syntax.typed(value.formula())));
  }
}
