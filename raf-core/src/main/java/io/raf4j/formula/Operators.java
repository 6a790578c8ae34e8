package io.raf4j.formula;

import io.raf4j.formula.Scope.Allowed;
import io.raf4j.formula.grammar.ProblemParser.ArgumentContext;
import io.raf4j.formula.grammar.ProblemParser.CallContext;
import io.raf4j.pde.Coordinates.Role;
import io.raf4j.pde.CornerSingularity;
import io.raf4j.pde.DiffusingKink;
import java.util.ArrayList;
import java.util.List;

/** The functions that formulas have beside those of the problem: derivatives, sums, sines. */
final class Operators {

  private static final List<String> OF_MANY =
      List.of(
          "d", "lap", "div", "dn", "along", "normal", "sum", "product", "sumsq", "min", "max",
          "atan2", "corner", "kink");

  private final FormulaReader formulas;
  private final Syntax syntax;
  private final Names names;

  Operators(FormulaReader formulas, Syntax syntax, Names names) {
    this.formulas = formulas;
    this.syntax = syntax;
    this.names = names;
  }

  static boolean isFunction(String name) {
    return OF_MANY.contains(name) || FunctionCall.Function.of(name).isPresent();
  }

  /** Returns what a function makes of its arguments. */
  Expression of(CallContext call, Scope scope) {
    String name = call.NAME().getText();
    if (!isFunction(name)) {
      List<String> known = new ArrayList<>(OF_MANY);
      known.addAll(FunctionCall.Function.names());
      names.all().stream().filter(this::isDefinedFunction).forEach(known::add);
      throw syntax.wrong(
          call,
          names.has(name) && !isDefinedFunction(name)
              ? name + " is no function; expected an operator between " + name + " and ("
              : FormulaReader.unknown("function", name, known));
    }
    if (name.equals("d")) {
      return derivative(call, scope);
    } else if (name.equals("normal")) {
      requireNormal(call, scope);
      requireCount(call, 1, 1, "a coordinate");
      return new Site(Site.Kind.NORMAL, axis(call.argument(0)));
    }
    List<Expression> all = formulas.arguments(call.argument(), scope);
    return formulas.tried(call, () -> of(call, name, all, scope));
  }

  private boolean isDefinedFunction(String name) {
    return names.of(name) instanceof Names.Definition definition
        && !definition.parameters().isEmpty();
  }

  private Expression of(CallContext call, String name, List<Expression> all, Scope scope) {
    return switch (name) {
      case "lap" -> laplacian(call, all);
      case "div" -> divergence(call, all);
      case "dn" -> normalSlope(call, all, scope);
      case "along" -> along(call, all);
      case "sum" -> Many.of(Many.Kind.SUM, all);
      case "product" -> Many.of(Many.Kind.PRODUCT, all);
      case "sumsq" -> Many.of(Many.Kind.SUMSQ, all);
      case "min" -> pairs(call, Binary.Operation.MIN, all);
      case "max" -> pairs(call, Binary.Operation.MAX, all);
      case "atan2" -> {
        require(call, all.size(), 2, 2, "y and x");
        yield Binary.of(Binary.Operation.ATAN2, all.get(0), all.get(1));
      }
      case "corner" -> corner(call, all);
      case "kink" -> kink(call, all);
      default -> {
        require(call, all.size(), 1, 1, "a formula");
        yield FunctionCall.of(FunctionCall.Function.of(name).orElseThrow(), all.get(0));
      }
    };
  }

  private Expression pairs(CallContext call, Binary.Operation operation, List<Expression> all) {
    require(call, all.size(), 2, Integer.MAX_VALUE, "two formulas or more");
    return all.stream().reduce((a, b) -> Binary.of(operation, a, b)).orElseThrow();
  }

  private void requireCount(CallContext call, int least, int most, String what) {
    require(call, call.argument().size(), least, most, what);
  }

  private void require(CallContext call, int count, int least, int most, String what) {
    if (count < least || count > most) {
      throw syntax.wrong(
          call, call.NAME().getText() + " is given " + count + " arguments; expected " + what);
    }
  }

  private int axis(ArgumentContext argument) {
    String name = argument.getText();
    if (names.of(name) instanceof Names.Axis axis) {
      return axis.index();
    }
    throw syntax.wrong(
        argument,
        "\""
            + Syntax.typed(argument)
            + "\" is no coordinate; expected one of "
            + String.join(", ", names.coordinates()));
  }

  private Expression derivative(CallContext call, Scope scope) {
    requireCount(
        call, 2, Integer.MAX_VALUE, "a formula and the coordinates that it is differentiated by");
    List<Expression> first = formulas.arguments(call.argument().subList(0, 1), scope);
    require(call, first.size(), 1, 1, "one formula");
    Expression derivative = first.get(0);
    for (ArgumentContext argument : call.argument().subList(1, call.argument().size())) {
      int axis = axis(argument);
      Expression before = derivative;
      derivative = formulas.tried(argument, () -> before.derivative(axis));
    }
    return derivative;
  }

  private Expression laplacian(CallContext call, List<Expression> all) {
    double[] weights = names.laplacian();
    boolean isOfSpace = all.size() == 1;
    if (!isOfSpace) {
      require(
          call,
          all.size(),
          1 + weights.length,
          1 + weights.length,
          "a formula, alone or with a number for each of "
              + String.join(", ", names.coordinates()));
      for (int k = 0; k < weights.length; k++) {
        if (!(all.get(1 + k) instanceof Constant weight)) {
          throw syntax.wrong(
              call.argument(Math.min(1 + k, call.argument().size() - 1)),
              "the weights of lap are the same everywhere; expected a known number");
        }
        weights[k] = weight.value();
      }
    }
    Expression of = all.get(0);
    if (of instanceof UnknownTerm unknown && unknown.isValue()) {
      return new Laplacian(unknown.component(), weights, isOfSpace);
    }
    Expression sum = new Constant(0);
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] != 0) {
        Expression second = formulas.checked(call, of.derivative(k)).derivative(k);
        sum = Algebra.plus(sum, Algebra.times(new Constant(weights[k]), second));
      }
    }
    return sum;
  }

  private Expression divergence(CallContext call, List<Expression> all) {
    List<Integer> space = new ArrayList<>();
    for (String name : names.coordinates()) {
      Names.Axis axis = (Names.Axis) names.of(name);
      if (axis.role() == Role.SPACE) {
        space.add(axis.index());
      }
    }
    require(call, all.size(), space.size(), space.size(), space.size() + ", one for each of space");
    Expression sum = new Constant(0);
    for (int k = 0; k < space.size(); k++) {
      sum = Algebra.plus(sum, all.get(k).derivative(space.get(k)));
    }
    return sum;
  }

  private void requireNormal(CallContext call, Scope scope) {
    if (!scope.has(Allowed.NORMAL)) {
      throw syntax.wrong(
          call,
          "there is no normal in "
              + scope.purpose()
              + "; expected "
              + call.NAME().getText()
              + " only in conditions on parts of the boundary");
    }
  }

  private Expression normalSlope(CallContext call, List<Expression> all, Scope scope) {
    requireNormal(call, scope);
    require(call, all.size(), 1, 1, "a formula");
    if (all.get(0) instanceof UnknownTerm unknown && unknown.isValue()) {
      return new Slope(unknown.component(), List.of());
    }
    Expression sum = new Constant(0);
    for (int k = 0; k < names.coordinates().size(); k++) {
      Expression part = new Site(Site.Kind.NORMAL, k);
      sum = Algebra.plus(sum, Algebra.times(part, all.get(0).derivative(k)));
    }
    return sum;
  }

  private Expression along(CallContext call, List<Expression> all) {
    int d = names.coordinates().size();
    require(
        call, all.size(), 1 + d, 1 + d, "an unknown function and a direction of " + d + " numbers");
    if (!(all.get(0) instanceof UnknownTerm unknown) || !unknown.isValue()) {
      throw syntax.wrong(
          call.argument(0),
          "\""
              + Syntax.typed(call.argument(0))
              + "\" is no unknown function; expected one of "
              + String.join(", ", names.unknowns()));
    }
    List<Expression> direction = all.subList(1, 1 + d);
    if (!direction.stream().allMatch(Expression::isPoint)) {
      throw syntax.wrong(
          call, "the direction of along depends on unknowns; expected a formula of coordinates");
    }
    return new Slope(unknown.component(), direction);
  }

  private Expression corner(CallContext call, List<Expression> all) {
    require(call, all.size(), 4, 4, "two coordinates, the exponent and the direction of an edge");
    if (all.get(2) instanceof Constant exponent
        && all.get(3) instanceof Constant start
        && exponent.value() >= 0.5
        && Expression.arePoints(all.get(0), all.get(1))) {
      double a = exponent.value();
      double phi = start.value();
      return new Special(all.subList(0, 2), x -> CornerSingularity.at(x, a, phi));
    }
    throw syntax.wrong(
        call,
        "corner has two formulas of coordinates, an exponent of 1/2 or more and a direction;"
            + " expected both as known numbers");
  }

  private Expression kink(CallContext call, List<Expression> all) {
    require(call, all.size(), 3, 3, "the time, the distance and the diffusion");
    if (all.get(2) instanceof Constant diffusion
        && diffusion.value() > 0
        && Expression.arePoints(all.get(0), all.get(1))) {
      DiffusingKink kink = new DiffusingKink(diffusion.value());
      return new Special(all.subList(0, 2), x -> kink.at(x[0], x[1]));
    }
    throw syntax.wrong(
        call,
        "kink has two formulas of coordinates and a positive diffusion; expected that as a known"
            + " number");
  }
}
