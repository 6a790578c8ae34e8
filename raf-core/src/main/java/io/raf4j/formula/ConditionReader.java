package io.raf4j.formula;

import io.raf4j.formula.Expression.DualProgram;
import io.raf4j.formula.Expression.PointProgram;
import io.raf4j.formula.grammar.ProblemParser.ConditionStatementContext;
import io.raf4j.formula.grammar.ProblemParser.EqualityContext;
import io.raf4j.formula.grammar.ProblemParser.FormulaContext;
import io.raf4j.formula.grammar.ProblemParser.FreeStatementContext;
import io.raf4j.formula.grammar.ProblemParser.MeasuredStatementContext;
import io.raf4j.formula.grammar.ProblemParser.WhereContext;
import io.raf4j.geometry.BoundaryPart;
import io.raf4j.jet.Dual;
import io.raf4j.pde.Condition;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.Observations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads what holds beside the equations. */
final class ConditionReader {

  private static final double[] NONE = {};

  private final Syntax syntax;
  private final Names names;
  private final FormulaReader formulas;
  private final DomainReader domain;
  private final DataFiles data;
  private final boolean hasExact;
  private final List<Condition> all = new ArrayList<>();
  private final List<ReadProblem.Place> places = new ArrayList<>();
  private final List<String> free = new ArrayList<>();
  private boolean hasSource;

  ConditionReader(
      Syntax syntax,
      Typed typed,
      Names names,
      FormulaReader formulas,
      DomainReader domain,
      DataFiles data,
      Optional<ExactSolution> solution) {
    this.syntax = syntax;
    this.names = names;
    this.formulas = formulas;
    this.domain = domain;
    this.data = data;
    this.hasExact = solution.isPresent();
    for (ParserRuleContext one : typed.statements()) {
      if (one instanceof ConditionStatementContext condition) {
        add(condition);
      } else if (one instanceof MeasuredStatementContext measured) {
        add(measured);
      } else if (one instanceof FreeStatementContext parts) {
        parts.part().forEach(part -> free.add(domain.part(part).name()));
      }
    }
  }

  List<Condition> all() {
    return List.copyOf(all);
  }

  /** Returns where they stand, by their names in quotes. */
  List<ReadProblem.Place> places() {
    return places;
  }

  List<String> free() {
    return List.copyOf(free);
  }

  /** Returns whether a right-hand side is what the exact solution gives. */
  boolean hasSource() {
    return hasSource;
  }

  private void add(Condition condition, ParserRuleContext at) {
    if (all.stream().anyMatch(other -> other.name().equals(condition.name()))) {
      throw syntax.wrong(
          at,
          "there is a condition \""
              + condition.name()
              + "\" already; expected another name, as in condition NAME on ..., or both"
              + " equations in one, with a comma between");
    }
    all.add(condition);
    places.add(ProblemReader.place("\"" + condition.name() + "\"", at));
  }

  private double weight(FormulaContext typed) {
    double weight = formulas.number(typed, "a weight");
    if (!(weight > 0)) {
      throw syntax.wrong(typed, "the weight is " + weight + "; expected a positive number");
    }
    return weight;
  }

  private void add(ConditionStatementContext typed) {
    Optional<String> label =
        Optional.ofNullable(typed.label())
            .map(
                one ->
                    one.STRING() == null
                        ? one.getText()
                        : Syntax.unquoted(one.STRING().getSymbol()));
    if (label.isPresent() && label.get().isBlank()) {
      throw syntax.wrong(typed.label(), "the name is blank; expected a word");
    }
    double weight = typed.formula() == null ? 1 : weight(typed.formula());
    WhereContext where = typed.where();
    if (where.ON() != null) {
      List<BoundaryPart> parts = domain.parts(where.place());
      for (BoundaryPart part : parts) {
        String name =
            label
                .map(word -> parts.size() == 1 ? word : word + " " + part.name())
                .orElse(part.name());
        add(on(part, typed.equality()).named(name).weighted(weight), typed);
      }
    } else if (where.INSIDE() != null) {
      Condition.Equation equation =
          equation(typed.equality(), Scope.equation("a condition inside"));
      add(Condition.inside(label.orElse("inside"), equation).weighted(weight), typed);
    } else {
      Observations points = points(where);
      Scope scope = Scope.equation("a condition at points");
      if (where.STRING() != null) {
        scope = scope.withReadings(points.columns());
      }
      String name = label.orElseGet(() -> Syntax.typed(where));
      Condition at = Condition.at(name, points, equation(typed.equality(), scope));
      add(at.weighted(weight), typed);
    }
  }

  private Observations points(WhereContext where) {
    int d = names.coordinates().size();
    if (where.STRING() != null) {
      return data.observations(where.STRING().getSymbol(), d);
    }
    double[] point = domain.numbers(where.tuple());
    if (point.length != d) {
      throw syntax.wrong(
          where.tuple(),
          Syntax.typed(where.tuple())
              + " has "
              + point.length
              + " numbers; expected "
              + d
              + ", for "
              + String.join(", ", names.coordinates()));
    }
    return new Observations(d, point, 1, new double[1]);
  }

  private Condition on(BoundaryPart part, List<EqualityContext> equalities) {
    Scope scope = Scope.boundary("a condition on the boundary");
    if (equalities.size() == 1) {
      Equality equality = equality(equalities.get(0), scope);
      if (equality.left() instanceof UnknownTerm unknown
          && unknown.isValue()
          && equality.right().isPoint()
          && equality.right().isOfCoordinates()) {
        PointProgram value = equality.right().point();
        return Condition.value(part, unknown.component(), x -> value.at(x, NONE));
      }
    }
    return Condition.on(part, equation(equalities, scope));
  }

  private Equality equality(EqualityContext typed, Scope scope) {
    hasSource |= Equality.hasSource(typed);
    return Equality.of(syntax, formulas, typed, scope, hasExact);
  }

  private Condition.Equation equation(List<EqualityContext> typed, Scope scope) {
    DualProgram[] residuals =
        typed.stream().map(one -> equality(one, scope).residual()).toArray(DualProgram[]::new);
    return (where, u, coefficients) -> {
      Dual[] all = new Dual[residuals.length];
      for (int e = 0; e < all.length; e++) {
        all[e] = residuals[e].at(where.x(), where.numbers(), u, coefficients);
      }
      return all;
    };
  }

  private void add(MeasuredStatementContext typed) {
    Token file = typed.STRING().getSymbol();
    Observations points = data.observations(file, names.coordinates().size());
    int[] components = new int[typed.NAME().size()];
    for (int j = 0; j < components.length; j++) {
      TerminalNode name = typed.NAME(j);
      components[j] = names.unknowns().indexOf(name.getText());
      if (components[j] < 0) {
        throw syntax.wrong(
            name.getSymbol(), FormulaReader.unknown("unknown", name.getText(), names.unknowns()));
      }
    }
    if (components.length != points.columns()) {
      throw syntax.wrong(
          file,
          file.getText()
              + " has "
              + points.columns()
              + " columns after the coordinates; expected "
              + components.length
              + ", for "
              + typed.NAME());
    }
    double noise = formulas.number(typed.formula(0), "a noise");
    if (!(noise > 0)) {
      throw syntax.wrong(
          typed.formula(0), "the noise is " + noise + "; expected a positive number");
    }
    Condition condition = Condition.measured("measured", points, noise, components);
    add(typed.WEIGHT() == null ? condition : condition.weighted(weight(typed.formula(1))), typed);
  }
}
