package io.raf4j.formula;

import io.raf4j.formula.Expression.DualProgram;
import io.raf4j.formula.Expression.JetProgram;
import io.raf4j.formula.Expression.PointProgram;
import io.raf4j.formula.grammar.ProblemParser.CoefficientStatementContext;
import io.raf4j.formula.grammar.ProblemParser.ConstantStatementContext;
import io.raf4j.formula.grammar.ProblemParser.DefineStatementContext;
import io.raf4j.formula.grammar.ProblemParser.DomainStatementContext;
import io.raf4j.formula.grammar.ProblemParser.EqualityContext;
import io.raf4j.formula.grammar.ProblemParser.EquationStatementContext;
import io.raf4j.formula.grammar.ProblemParser.ExactStatementContext;
import io.raf4j.formula.grammar.ProblemParser.ExactlyStatementContext;
import io.raf4j.formula.grammar.ProblemParser.FactorStatementContext;
import io.raf4j.formula.grammar.ProblemParser.FeaturesStatementContext;
import io.raf4j.formula.grammar.ProblemParser.FormulaContext;
import io.raf4j.formula.grammar.ProblemParser.IntervalContext;
import io.raf4j.formula.grammar.ProblemParser.LiftStatementContext;
import io.raf4j.formula.grammar.ProblemParser.ParameterStatementContext;
import io.raf4j.formula.grammar.ProblemParser.PartStatementContext;
import io.raf4j.formula.grammar.ProblemParser.RangeContext;
import io.raf4j.formula.grammar.ProblemParser.ReferenceStatementContext;
import io.raf4j.formula.grammar.ProblemParser.SetStatementContext;
import io.raf4j.formula.grammar.ProblemParser.SettingContext;
import io.raf4j.formula.grammar.ProblemParser.SpaceAxisContext;
import io.raf4j.formula.grammar.ProblemParser.SpaceStatementContext;
import io.raf4j.formula.grammar.ProblemParser.TimeStatementContext;
import io.raf4j.formula.grammar.ProblemParser.TitleStatementContext;
import io.raf4j.formula.grammar.ProblemParser.UnknownStatementContext;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Jet;
import io.raf4j.pde.Coefficient;
import io.raf4j.pde.Condition;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.Coordinates.Coordinate;
import io.raf4j.pde.Coordinates.Role;
import io.raf4j.pde.ExactSolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes a problem of its text: names first, then the domain, then all that is said of them. */
final class ProblemReader {

  private static final int MOST_COORDINATES = 200;

  private final ProblemText text;
  private final Syntax syntax;
  private final Typed typed;
  private final Names names = new Names();
  private final FormulaReader formulas;
  private final DataFiles data;
  private final DomainReader domain;
  private final List<Coordinate> coordinates = new ArrayList<>();
  private final List<Coefficient> coefficients = new ArrayList<>();
  private final List<RangeContext> ranges = new ArrayList<>();

  ProblemReader(ProblemText text) {
    this.text = text;
    this.syntax = Syntax.of(text.file(), text.text());
    this.typed = Typed.of(syntax);
    this.formulas = new FormulaReader(syntax, names);
    this.data = new DataFiles(syntax, text.data());
    this.domain = new DomainReader(syntax, names, formulas, data);
  }

  /**
   * Returns the problem.
   *
   * @throws ProblemTextException for the first that is wrong
   */
  ReadProblem read() {
    readNames();
    readDomain();
    List<EquationStatementContext> equations = typed.all(EquationStatementContext.class);
    if (equations.isEmpty()) {
      throw missing("equation", "equation lap(u) = 0");
    }
    Map<String, Token> exactNames = new LinkedHashMap<>();
    Map<String, FormulaContext> exact = new LinkedHashMap<>();
    typed
        .all(ExactStatementContext.class)
        .forEach(one -> collect(one.setting(), exact, exactNames));
    Optional<double[]> exactCoefficients = exactCoefficients(exact, exactNames);
    Optional<ExactSolution> solution = exact(exact, exactNames, exactCoefficients);
    ConditionReader conditions =
        new ConditionReader(syntax, typed, names, formulas, domain, data, solution);
    TrialReader trial = new TrialReader(syntax, typed, names, formulas, domain, solution);
    boolean hasSource = equations.stream().anyMatch(one -> Equality.hasSource(one.equality()));
    List<Condition> all = conditions.all();
    boolean isManufactured = hasSource || conditions.hasSource();
    List<DualProgram> left = new ArrayList<>();
    List<PointProgram> right = new ArrayList<>();
    for (EquationStatementContext one : equations) {
      Equality equality = equality(one.equality(), solution.isPresent());
      left.add(equality.operator(!isManufactured));
      right.add(equality.source(!isManufactured));
    }
    TextProblem problem =
        new TextProblem(
            name(),
            inWords(equations),
            domain.shape(),
            new Coordinates(coordinates),
            List.copyOf(names.unknowns()),
            List.copyOf(coefficients),
            exactCoefficients,
            left,
            right,
            weights(equations),
            all,
            conditions.free(),
            trial.factors(),
            trial.lifts(),
            features(),
            solution,
            typed
                .one(ReferenceStatementContext.class)
                .map(one -> data.values(one.STRING().getSymbol(), names))
                .or(() -> solution.map(known -> known::values)),
            isManufactured);
    return new ReadProblem(
        problem,
        (int) coordinates.stream().filter(one -> one.role() == Role.SPACE).count(),
        settings(),
        places(conditions));
  }

  private ProblemTextException missing(String statement, String example) {
    Token end = typed.statements().isEmpty() ? null : last();
    String what = "there is no statement " + statement + "; expected one such as " + example;
    return end == null
        ? new ProblemTextException(text.file(), 1, 1, what)
        : syntax.wrong(end, what);
  }

  private Token last() {
    return typed.statements().get(typed.statements().size() - 1).getStart();
  }

  private String name() {
    return typed
        .one(TitleStatementContext.class)
        .map(title -> title.hyphenated().getText())
        .orElseGet(
            () -> {
              String file = text.file().replaceAll(".*[/\\\\]", "").replaceAll("\\.[^.]*$", "");
              return file.isEmpty() ? "problem" : file.replaceAll("\\s", "-");
            });
  }

  private String inWords(List<EquationStatementContext> equations) {
    return typed
        .one(TitleStatementContext.class)
        .map(TitleStatementContext::STRING)
        .map(TerminalNode::getSymbol)
        .map(Syntax::unquoted)
        .orElseGet(
            () ->
                equations.stream()
                    .map(one -> Syntax.typed(one.equality()))
                    .collect(Collectors.joining(", ")));
  }

  private void readNames() {
    for (ConstantStatementContext one : typed.all(ConstantStatementContext.class)) {
      for (SettingContext setting : one.setting()) {
        Token name = fresh(setting.NAME());
        names.addKnown(name.getText(), formulas.number(setting.formula(), "a constant"));
      }
    }
    typed.one(TimeStatementContext.class).ifPresent(one -> addAxis(one.interval(), Role.TIME));
    for (SpaceStatementContext one : typed.all(SpaceStatementContext.class)) {
      one.spaceAxis().forEach(this::addSpace);
    }
    for (ParameterStatementContext one : typed.all(ParameterStatementContext.class)) {
      one.interval().forEach(interval -> addAxis(interval, Role.PARAMETER));
    }
    for (UnknownStatementContext one : typed.all(UnknownStatementContext.class)) {
      one.NAME().forEach(name -> names.addUnknown(fresh(name).getText()));
    }
    if (names.unknowns().isEmpty() && !names.has("u")) {
      names.addUnknown("u");
    }
    typed.all(CoefficientStatementContext.class).forEach(this::addCoefficient);
    for (DefineStatementContext one : typed.all(DefineStatementContext.class)) {
      List<String> parameters = new ArrayList<>();
      for (TerminalNode parameter : one.NAME().subList(1, one.NAME().size())) {
        if (parameters.contains(parameter.getText())) {
          throw syntax.wrong(
              parameter.getSymbol(), parameter + " is named twice; expected different names");
        }
        parameters.add(parameter.getText());
      }
      names.define(fresh(one.NAME(0)).getText(), parameters, one.formula());
    }
    if (coordinates.stream().noneMatch(one -> one.role() == Role.SPACE)) {
      throw missing("space", "space x in [0, 1]");
    }
    if (names.unknowns().isEmpty()) {
      throw missing("unknown", "unknown v, as u is something else");
    }
  }

  private Token fresh(TerminalNode name) {
    String word = name.getText();
    if (names.has(word) || Operators.isFunction(word)) {
      throw syntax.wrong(
          name.getSymbol(), word + " already means something; expected another name");
    }
    return name.getSymbol();
  }

  private void addAxis(IntervalContext interval, Role role) {
    addAxis(interval.NAME().getSymbol(), fresh(interval.NAME()).getText(), interval.range(), role);
  }

  private void addAxis(Token at, String name, RangeContext range, Role role) {
    if (coordinates.size() == MOST_COORDINATES) {
      throw syntax.wrong(
          at, "there are more than " + MOST_COORDINATES + " coordinates; expected fewer");
    }
    names.addCoordinate(name, role);
    coordinates.add(new Coordinate(name, role));
    ranges.add(range);
  }

  private void addSpace(SpaceAxisContext axis) {
    Token first = axis.NAME(0).getSymbol();
    if (axis.TO() == null) {
      addAxis(first, fresh(axis.NAME(0)).getText(), axis.range(), Role.SPACE);
      return;
    }
    for (String name : formulas.between(axis, axis.NAME(0).getText(), axis.NAME(1).getText())) {
      if (names.has(name)) {
        throw syntax.wrong(first, name + " already means something; expected another name");
      }
      addAxis(first, name, axis.range(), Role.SPACE);
    }
  }

  private void addCoefficient(CoefficientStatementContext typedOne) {
    String name = fresh(typedOne.NAME()).getText();
    double start = formulas.number(typedOne.formula(), "a coefficient's first value");
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    if (typedOne.bounds() != null && typedOne.bounds().POSITIVE() != null) {
      low = 0;
    } else if (typedOne.bounds() != null) {
      double[] bounds = ends(typedOne.bounds().range());
      low = bounds[0];
      high = bounds[1];
    }
    try {
      coefficients.add(new Coefficient(name, start, low, high));
    } catch (IllegalArgumentException e) {
      throw syntax.refused(typedOne.formula(), e, "other bounds");
    }
    names.addCoefficient(name);
  }

  private double[] ends(RangeContext range) {
    double low = formulas.number(range.formula(0), "an interval");
    double high = formulas.number(range.formula(1), "an interval");
    if (!(low < high)) {
      throw syntax.wrong(
          range, "the interval goes from " + low + " to " + high + "; expected it to rise");
    }
    return new double[] {low, high};
  }

  private void readDomain() {
    Optional<DomainStatementContext> shape = typed.one(DomainStatementContext.class);
    domain.is(shape.map(this::shape).orElseGet(this::box));
    for (PartStatementContext one : typed.all(PartStatementContext.class)) {
      domain.name(one.NAME().getSymbol(), one.part());
    }
  }

  private Box box() {
    double[] low = new double[ranges.size()];
    double[] high = new double[ranges.size()];
    for (int k = 0; k < low.length; k++) {
      if (ranges.get(k) == null) {
        throw syntax.wrong(
            typed.all(SpaceStatementContext.class).get(0),
            coordinates.get(k).name()
                + " has no interval; expected "
                + coordinates.get(k).name()
                + " in [0, 1], or a statement domain");
      }
      double[] ends = ends(ranges.get(k));
      low[k] = ends[0];
      high[k] = ends[1];
    }
    return domain.tried(typed.all(SpaceStatementContext.class).get(0), () -> new Box(low, high));
  }

  private Shape shape(DomainStatementContext statement) {
    Shape space = domain.space(statement.shape());
    int expected = (int) coordinates.stream().filter(one -> one.role() == Role.SPACE).count();
    if (space.dimension() != expected) {
      throw syntax.wrong(
          statement.shape(),
          "the shape has "
              + space.dimension()
              + " coordinates; expected "
              + expected
              + ", as space has");
    }
    Shape whole = space;
    for (int k = 0; k < ranges.size(); k++) {
      switch (coordinates.get(k).role()) {
        case TIME -> {
          double[] ends = ends(ranges.get(k));
          whole = domain.tried(statement, () -> space.overTime(ends[0], ends[1]));
        }
        case SPACE -> {
          if (ranges.get(k) != null) {
            throw syntax.wrong(
                ranges.get(k), "the domain is a shape; expected a coordinate without an interval");
          }
        }
        case PARAMETER ->
            throw syntax.wrong(
                ranges.get(k), "parameters are sides of a box; expected no statement domain");
      }
    }
    return whole;
  }

  private void collect(
      List<SettingContext> settings,
      Map<String, FormulaContext> formulasOf,
      Map<String, Token> places) {
    for (SettingContext setting : settings) {
      String name = setting.NAME().getText();
      if (formulasOf.put(name, setting.formula()) != null) {
        throw syntax.wrong(
            setting, name + " is given twice; expected one formula for each unknown");
      }
      places.put(name, setting.NAME().getSymbol());
    }
  }

  private Optional<double[]> exactCoefficients(
      Map<String, FormulaContext> exact, Map<String, Token> places) {
    List<String> all = names.coefficients();
    List<String> known = all.stream().filter(exact::containsKey).toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    for (String name : all) {
      if (!known.contains(name)) {
        throw syntax.wrong(
            places.get(known.get(0)),
            "the exact value of "
                + name
                + " is missing; expected one for each of "
                + String.join(", ", all));
      }
    }
    return Optional.of(
        all.stream()
            .mapToDouble(name -> formulas.number(exact.remove(name), "an exact coefficient"))
            .toArray());
  }

  private Optional<ExactSolution> exact(
      Map<String, FormulaContext> exact, Map<String, Token> places, Optional<double[]> values) {
    exact.forEach(
        (name, formula) -> {
          if (!names.unknowns().contains(name)) {
            throw syntax.wrong(
                places.get(name), FormulaReader.unknown("unknown", name, names.unknowns()));
          }
        });
    if (exact.isEmpty()) {
      return Optional.empty();
    }
    Scope scope = Scope.function("an exact solution");
    Scope withValues = values.map(scope::withCoefficients).orElse(scope);
    List<JetProgram> programs = new ArrayList<>();
    for (String name : names.unknowns()) {
      if (!exact.containsKey(name)) {
        throw syntax.wrong(
            places.values().iterator().next(),
            "the exact solution lacks "
                + name
                + "; expected formulas for "
                + String.join(", ", names.unknowns()));
      }
      programs.add(formulas.of(exact.get(name), withValues).jet());
    }
    return Optional.of(
        x -> {
          Jet[] u = new Jet[programs.size()];
          for (int i = 0; i < u.length; i++) {
            u[i] = programs.get(i).at(x);
          }
          return u;
        });
  }

  private Equality equality(EqualityContext one, boolean hasExact) {
    return Equality.of(syntax, formulas, one, Scope.equation("an equation"), hasExact);
  }

  private PointProgram weights(List<EquationStatementContext> equations) {
    List<FormulaContext> all =
        equations.stream()
            .map(EquationStatementContext::formula)
            .filter(one -> one != null)
            .toList();
    if (all.size() > 1) {
      throw syntax.wrong(
          all.get(1), "a second weight of the equations; expected one, which holds for all");
    }
    return all.isEmpty()
        ? (x, numbers) -> 1
        : formulas.of(all.get(0), Scope.function("a weight")).point();
  }

  private List<JetProgram> features() {
    return typed.one(FeaturesStatementContext.class).stream()
        .flatMap(one -> one.formula().stream())
        .map(one -> formulas.of(one, Scope.function("a feature")).jet())
        .toList();
  }

  private Map<String, ProblemText.Setting> settings() {
    Map<String, ProblemText.Setting> all = new LinkedHashMap<>();
    for (SetStatementContext one : typed.all(SetStatementContext.class)) {
      Token at = one.hyphenated().getStart();
      String value =
          one.value().STRING() == null
              ? one.value().getText()
              : Syntax.unquoted(one.value().STRING().getSymbol());
      ProblemText.Setting before =
          all.put(
              one.hyphenated().getText(),
              new ProblemText.Setting(value, at.getLine(), at.getCharPositionInLine() + 1));
      if (before != null) {
        throw syntax.wrong(
            at, one.hyphenated().getText() + " is set twice; expected each setting once");
      }
    }
    return all;
  }

  /** Returns where things stand, the most particular first, the whole last. */
  private List<ReadProblem.Place> places(ConditionReader conditions) {
    List<ReadProblem.Place> places = new ArrayList<>();
    ParserRuleContext where =
        typed
            .one(DomainStatementContext.class)
            .map(ParserRuleContext.class::cast)
            .orElseGet(() -> typed.all(SpaceStatementContext.class).get(0));
    places.add(place("has no condition on", where));
    places.addAll(conditions.places());
    typed.all(ExactStatementContext.class).forEach(one -> places.add(place("exact()", one)));
    typed.one(FeaturesStatementContext.class).ifPresent(one -> places.add(place("feature", one)));
    typed
        .all(ExactlyStatementContext.class)
        .forEach(
            one -> {
              places.add(place("boundary factor", one));
              places.add(place("lift", one));
            });
    typed
        .all(FactorStatementContext.class)
        .forEach(one -> places.add(place("boundary factor", one)));
    typed.all(LiftStatementContext.class).forEach(one -> places.add(place("lift", one)));
    places.add(place("", typed.all(EquationStatementContext.class).get(0)));
    return places;
  }

  static ReadProblem.Place place(String words, ParserRuleContext at) {
    return new ReadProblem.Place(
        words, at.getStart().getLine(), at.getStart().getCharPositionInLine() + 1);
  }
}
