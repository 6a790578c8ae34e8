package io.raf4j.formula;

import io.raf4j.formula.Scope.Allowed;
import io.raf4j.formula.grammar.ProblemLexer;
import io.raf4j.formula.grammar.ProblemParser.ArgumentContext;
import io.raf4j.formula.grammar.ProblemParser.AtomContext;
import io.raf4j.formula.grammar.ProblemParser.CallContext;
import io.raf4j.formula.grammar.ProblemParser.FactorContext;
import io.raf4j.formula.grammar.ProblemParser.FormulaContext;
import io.raf4j.formula.grammar.ProblemParser.IndexedContext;
import io.raf4j.formula.grammar.ProblemParser.NameContext;
import io.raf4j.formula.grammar.ProblemParser.NestedContext;
import io.raf4j.formula.grammar.ProblemParser.NumberContext;
import io.raf4j.formula.grammar.ProblemParser.PowerContext;
import io.raf4j.formula.grammar.ProblemParser.ReadingContext;
import io.raf4j.formula.grammar.ProblemParser.TermContext;
import io.raf4j.naming.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Finds out what the names of formulas mean and makes expressions of them. */
final class FormulaReader {

  /** Terms of a sum that is written with a running number. */
  private static final int MOST_TERMS = 1000;

  /** Formulas within one another, with what they name. */
  private static final int MOST_NESTED = 150;

  /** Names and numbers that are looked at for one problem: definitions may double at each step. */
  private static final int MOST_WORK = 2_000_000;

  private final Syntax syntax;
  private final Names names;
  private final Operators operators;
  private int nested;
  private int work;

  FormulaReader(Syntax syntax, Names names) {
    this.syntax = syntax;
    this.names = names;
    this.operators = new Operators(this, syntax, names);
  }

  /**
   * Returns the expression of a formula.
   *
   * @throws ProblemTextException if a name is unknown or has no place there
   */
  Expression of(FormulaContext formula, Scope scope) {
    if (nested == MOST_NESTED) {
      throw syntax.wrong(
          formula,
          "formulas and what they name are nested more than "
              + MOST_NESTED
              + " times; expected fewer");
    }
    nested++;
    Expression found = sum(formula, scope);
    nested--;
    return found;
  }

  private Expression sum(FormulaContext formula, Scope scope) {
    Expression sum = of(formula.term(0), scope);
    for (int i = 1; i < formula.term().size(); i++) {
      boolean isPlus = sign(formula, i) == ProblemLexer.PLUS;
      sum =
          checked(
              formula,
              Binary.of(
                  isPlus ? Binary.Operation.PLUS : Binary.Operation.MINUS,
                  sum,
                  of(formula.term(i), scope)));
    }
    return sum;
  }

  /** Returns a number that is known beforehand. */
  double number(FormulaContext formula, String purpose) {
    return ((Constant) of(formula, Scope.number(purpose))).value();
  }

  private static int sign(ParserRuleContext operations, int i) {
    ParseTree sign = operations.getChild(2 * i - 1);
    return ((TerminalNode) sign).getSymbol().getType();
  }

  private Expression of(TermContext term, Scope scope) {
    Expression product = of(term.factor(0), scope);
    for (int i = 1; i < term.factor().size(); i++) {
      boolean isTimes = sign(term, i) == ProblemLexer.TIMES;
      product =
          checked(
              term,
              Binary.of(
                  isTimes ? Binary.Operation.TIMES : Binary.Operation.DIVIDE,
                  product,
                  of(term.factor(i), scope)));
    }
    return product;
  }

  private Expression of(FactorContext factor, Scope scope) {
    return factor.MINUS() == null
        ? of(factor.power(), scope)
        : checked(factor, FunctionCall.of(FunctionCall.Function.MINUS, of(factor.factor(), scope)));
  }

  private Expression of(PowerContext power, Scope scope) {
    Expression base = of(power.atom(), scope);
    if (power.factor() == null) {
      return base;
    }
    Expression exponent = of(power.factor(), scope);
    if (exponent instanceof Constant known) {
      return checked(power, Power.of(base, known.value()));
    }
    // a^b of a b that varies, for positive a.
    return checked(
        power,
        FunctionCall.of(
            FunctionCall.Function.EXP,
            Binary.of(
                Binary.Operation.TIMES,
                exponent,
                FunctionCall.of(FunctionCall.Function.LOG, base))));
  }

  /** Refuses what has grown too large and numbers that are none. */
  Expression checked(ParserRuleContext at, Expression made) {
    if (made.isTooLarge()) {
      throw syntax.wrong(
          at,
          "the formula has more than "
              + Expression.MOST_NODES
              + " operations, or "
              + Expression.MOST_DEEP
              + " within one another, with what it names; expected fewer");
    }
    if (made instanceof Constant constant && !Double.isFinite(constant.value())) {
      throw syntax.wrong(
          at, Syntax.typed(at) + " is " + constant.value() + "; expected a finite number");
    }
    return made;
  }

  /** Returns what may be impossible, such as a derivative, with the place where it is asked for. */
  Expression tried(ParserRuleContext at, Supplier<Expression> made) {
    try {
      return checked(at, made.get());
    } catch (ProblemTextException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw syntax.refused(at, e, "another formula");
    }
  }

  private Expression of(AtomContext atom, Scope scope) {
    work++;
    if (work > MOST_WORK) {
      throw syntax.wrong(
          atom,
          "formulas and what they name have more than " + MOST_WORK + " parts; expected fewer");
    }
    if (atom instanceof NumberContext number) {
      return checked(atom, new Constant(Double.parseDouble(number.getText())));
    } else if (atom instanceof NestedContext nested) {
      return of(nested.formula(), scope);
    } else if (atom instanceof NameContext name) {
      return of(name.NAME().getSymbol(), name.getText(), scope);
    } else if (atom instanceof IndexedContext indexed) {
      int index = whole(indexed.formula(), scope);
      return of(indexed.NAME().getSymbol(), indexed.NAME().getText() + index, scope);
    } else if (atom instanceof ReadingContext reading) {
      return reading(reading, scope);
    } else if (atom instanceof CallContext call) {
      return of(call, scope);
    }
    throw syntax.wrong(
        atom,
        "source stands alone on the right of = in equations and conditions; expected a formula"
            + " without it");
  }

  private Expression reading(ReadingContext reading, Scope scope) {
    if (scope.readings() == 0) {
      throw syntax.wrong(
          reading,
          "nothing was measured in "
              + scope.purpose()
              + "; expected measured(i) only in conditions at the points of a file");
    }
    int column = whole(reading.formula(), scope);
    if (column < 1 || column > scope.readings()) {
      throw syntax.wrong(
          reading.formula(),
          "column "
              + column
              + " was not measured; expected a number from 1 to "
              + scope.readings());
    }
    return new Site(Site.Kind.READING, column - 1);
  }

  /** Returns a whole number that is known. */
  int whole(FormulaContext formula, Scope scope) {
    Expression found = of(formula, scope);
    if (found instanceof Constant known
        && known.value() == Math.rint(known.value())
        && Math.abs(known.value()) < 1e6) {
      return (int) known.value();
    }
    throw syntax.wrong(
        formula, Syntax.typed(formula) + " is no whole number; expected one such as 2");
  }

  /** Returns what a name stands for. */
  Expression of(Token at, String name, Scope scope) {
    Expression local = scope.locals().get(name);
    if (local != null) {
      return local;
    }
    Names.Meaning meaning = names.of(name);
    if (meaning instanceof Names.Known known) {
      return new Constant(known.value());
    } else if (meaning instanceof Names.Axis axis) {
      require(at, scope, Allowed.COORDINATES, "a coordinate");
      return new Site(Site.Kind.COORDINATE, axis.index());
    } else if (meaning instanceof Names.Unknown unknown) {
      require(at, scope, Allowed.UNKNOWNS, "an unknown function");
      return new UnknownTerm(unknown.index(), List.of());
    } else if (meaning instanceof Names.Coefficient coefficient) {
      if (scope.coefficients().isPresent()) {
        return new Constant(scope.coefficients().get()[coefficient.index()]);
      }
      require(at, scope, Allowed.COEFFICIENTS, "an unknown number");
      return new CoefficientTerm(coefficient.index());
    } else if (meaning instanceof Names.Definition definition
        && definition.order() < scope.before()) {
      if (!definition.parameters().isEmpty()) {
        throw syntax.wrong(
            at,
            name
                + " is a function; expected "
                + name
                + "("
                + String.join(", ", definition.parameters())
                + ")");
      }
      return of(definition.formula(), scope.within(Map.of(), definition.order()));
    }
    if (Operators.isFunction(name)) {
      throw syntax.wrong(at, name + " is a function; expected " + name + "(...)");
    }
    throw syntax.wrong(at, unknown("name", name, names.all()));
  }

  /** Says that there is nothing of a name, and what there is. */
  static String unknown(String kind, String name, List<String> known) {
    return String.format(
        "unknown %s \"%s\"; expected one of %s, perhaps \"%s\"",
        kind, name, String.join(", ", known), Nearest.of(name, known));
  }

  private void require(Token at, Scope scope, Allowed what, String kind) {
    if (!scope.has(what)) {
      List<String> taken = new ArrayList<>(List.of("numbers"));
      if (scope.has(Allowed.COORDINATES)) {
        taken.add("coordinates");
      }
      throw syntax.wrong(
          at,
          at.getText()
              + " is "
              + kind
              + ", which has no place in "
              + scope.purpose()
              + "; expected a formula of "
              + String.join(" and ", taken));
    }
  }

  private Expression of(CallContext call, Scope scope) {
    String name = call.NAME().getText();
    if (names.of(name) instanceof Names.Definition definition
        && definition.order() < scope.before()
        && !definition.parameters().isEmpty()) {
      return ofDefinition(call, definition, scope);
    }
    return operators.of(call, scope);
  }

  private Expression ofDefinition(CallContext call, Names.Definition definition, Scope scope) {
    List<Expression> arguments = arguments(call.argument(), scope);
    int expected = definition.parameters().size();
    if (arguments.size() != expected) {
      throw syntax.wrong(
          call,
          call.NAME().getText()
              + " is given "
              + arguments.size()
              + " formulas; expected "
              + expected
              + ", for "
              + String.join(", ", definition.parameters()));
    }
    Map<String, Expression> parameters = new HashMap<>();
    for (int i = 0; i < expected; i++) {
      parameters.put(definition.parameters().get(i), arguments.get(i));
    }
    return of(definition.formula(), scope.within(parameters, definition.order()));
  }

  /** Returns arguments, with those of running numbers and from one name to another one by one. */
  List<Expression> arguments(List<ArgumentContext> arguments, Scope scope) {
    List<Expression> all = new ArrayList<>();
    for (ArgumentContext argument : arguments) {
      if (argument.COLON() != null) {
        addRunning(argument, scope, all);
      } else if (argument.TO() != null) {
        addNames(argument, scope, all);
      } else {
        all.add(of(argument.formula(0), scope));
      }
      if (all.size() > MOST_TERMS) {
        throw syntax.wrong(
            argument, "there are more than " + MOST_TERMS + " formulas; expected fewer");
      }
    }
    return all;
  }

  private void addRunning(ArgumentContext argument, Scope scope, List<Expression> all) {
    int low = whole(argument.formula(0), scope);
    int high = whole(argument.formula(1), scope);
    requireRange(argument, low, high);
    for (int i = low; i <= high; i++) {
      Map<String, Expression> locals = new HashMap<>(scope.locals());
      locals.put(argument.NAME().getText(), new Constant(i));
      all.add(of(argument.formula(2), scope.with(locals)));
    }
  }

  private void addNames(ArgumentContext argument, Scope scope, List<Expression> all) {
    for (String name :
        between(argument, argument.formula(0).getText(), argument.formula(1).getText())) {
      all.add(of(argument.getStart(), name, scope));
    }
  }

  /** Returns the names from one to another, such as x1 to x10. */
  List<String> between(ParserRuleContext at, String first, String last) {
    String stem = first.replaceAll("[0-9]+$", "");
    String low = first.substring(stem.length());
    String high = last.startsWith(stem) ? last.substring(stem.length()) : "";
    if (!low.matches("[0-9]{1,5}") || !high.matches("[0-9]{1,5}") || stem.isEmpty()) {
      throw syntax.wrong(
          at, "nothing goes from " + first + " to " + last + "; expected names such as x1 .. x10");
    }
    requireRange(at, Integer.parseInt(low), Integer.parseInt(high));
    List<String> all = new ArrayList<>();
    for (int i = Integer.parseInt(low); i <= Integer.parseInt(high); i++) {
      all.add(stem + i);
    }
    return all;
  }

  private void requireRange(ParserRuleContext at, int low, int high) {
    if (low > high || high - low >= MOST_TERMS) {
      throw syntax.wrong(
          at,
          "the numbers go from "
              + low
              + " to "
              + high
              + "; expected them to rise, by less than "
              + MOST_TERMS);
    }
  }
}
