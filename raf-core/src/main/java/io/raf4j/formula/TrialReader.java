package io.raf4j.formula;

import io.raf4j.formula.Expression.JetProgram;
import io.raf4j.formula.grammar.ProblemParser.ExactlyStatementContext;
import io.raf4j.formula.grammar.ProblemParser.FactorStatementContext;
import io.raf4j.formula.grammar.ProblemParser.LiftStatementContext;
import io.raf4j.formula.grammar.ProblemParser.SettingContext;
import io.raf4j.geometry.BoundaryPart;
import io.raf4j.geometry.Box;
import io.raf4j.jet.Jet;
import io.raf4j.pde.BoundaryFactors;
import io.raf4j.pde.ExactSolution;
import io.raf4j.pde.TimeSpaceLift;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what is met exactly: the factors B, which vanish there, and the lifts A. */
final class TrialReader {

  private final Syntax syntax;
  private final Names names;
  private final FormulaReader formulas;
  private final DomainReader domain;
  private final JetProgram[] factors;
  private final JetProgram[] lifts;

  TrialReader(
      Syntax syntax,
      Typed typed,
      Names names,
      FormulaReader formulas,
      DomainReader domain,
      Optional<ExactSolution> solution) {
    this.syntax = syntax;
    this.names = names;
    this.formulas = formulas;
    this.domain = domain;
    this.factors = new JetProgram[names.unknowns().size()];
    this.lifts = new JetProgram[factors.length];
    for (ExactlyStatementContext one : typed.all(ExactlyStatementContext.class)) {
      JetProgram factor = factor(one);
      for (SettingContext setting : one.setting()) {
        set(factors, setting, "exactly or factor", factor);
        set(lifts, setting, "exactly or lift", function(setting, "a prescribed value"));
      }
    }
    for (FactorStatementContext one : typed.all(FactorStatementContext.class)) {
      for (SettingContext setting : one.setting()) {
        set(factors, setting, "exactly or factor", function(setting, "a factor"));
      }
    }
    for (LiftStatementContext one : typed.all(LiftStatementContext.class)) {
      for (SettingContext setting : one.setting()) {
        set(lifts, setting, "exactly or lift", function(setting, "a lift"));
      }
      if (one.EXACT() != null) {
        setLifts(one, solution);
      }
    }
  }

  private JetProgram function(SettingContext setting, String purpose) {
    return formulas.of(setting.formula(), Scope.function(purpose)).jet();
  }

  private void set(
      JetProgram[] all, SettingContext setting, String statements, JetProgram program) {
    String name = setting.NAME().getText();
    int i = names.unknowns().indexOf(name);
    if (i < 0) {
      throw syntax.wrong(setting, FormulaReader.unknown("unknown", name, names.unknowns()));
    }
    if (all[i] != null) {
      throw syntax.wrong(
          setting,
          name + " has a formula there already; expected one statement " + statements + " for it");
    }
    all[i] = program;
  }

  private JetProgram factor(ExactlyStatementContext typed) {
    String[] parts =
        domain.parts(typed.place()).stream().map(BoundaryPart::name).toArray(String[]::new);
    try {
      Function<Jet[], Jet> factor = BoundaryFactors.of(domain.shape(), parts);
      return factor::apply;
    } catch (IllegalArgumentException e) {
      throw syntax.refused(typed.place(), e, "conditions there");
    }
  }

  private void setLifts(LiftStatementContext typed, Optional<ExactSolution> solution) {
    if (solution.isEmpty()) {
      throw syntax.wrong(
          typed, "there is no exact solution; expected a statement such as exact u = sin(x)");
    }
    if (!(domain.shape() instanceof Box box) || names.laplacian()[0] != 0) {
      throw syntax.wrong(
          typed, "a lift comes from the exact solution on intervals with time; expected lift u =");
    }
    TimeSpaceLift lift = new TimeSpaceLift(box, solution.get());
    for (int i = 0; i < lifts.length; i++) {
      if (lifts[i] != null) {
        throw syntax.wrong(
            typed, names.unknowns().get(i) + " has a lift already; expected one statement for it");
      }
      int component = i;
      lifts[i] = x -> lift.at(component, x);
    }
  }

  List<JetProgram> factors() {
    return filled(factors, 1);
  }

  List<JetProgram> lifts() {
    return filled(lifts, 0);
  }

  private static List<JetProgram> filled(JetProgram[] all, double otherwise) {
    List<JetProgram> filled = new ArrayList<>();
    Arrays.stream(all)
        .forEach(one -> filled.add(one == null ? new Constant(otherwise).jet() : one));
    return List.copyOf(filled);
  }
}
