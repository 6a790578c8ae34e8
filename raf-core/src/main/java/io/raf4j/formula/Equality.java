package io.raf4j.formula;

import io.raf4j.formula.Expression.DualProgram;
import io.raf4j.formula.Expression.PointProgram;
import io.raf4j.formula.grammar.ProblemParser.EqualityContext;

/**
 * Both sides of an equation or a condition.
 *
 * @param left side
 * @param right side, zero where it is what the exact solution gives
 */
record Equality(Expression left, Expression right) {

  private static final String SOURCE = "source";

  /** Returns whether the right side is what the exact solution gives. */
  static boolean hasSource(EqualityContext typed) {
    return typed.formula(1).getText().equals(SOURCE);
  }

  /**
   * Returns both sides.
   *
   * @param hasExact whether there is an exact solution
   */
  static Equality of(
      Syntax syntax, FormulaReader formulas, EqualityContext typed, Scope scope, boolean hasExact) {
    Expression left = formulas.of(typed.formula(0), scope);
    if (hasSource(typed) && !hasExact) {
      throw syntax.wrong(
          typed.formula(1),
          "source is what the equation gives for the exact solution; expected a statement such as"
              + " exact u = sin(x)");
    }
    Expression right = hasSource(typed) ? new Constant(0) : formulas.of(typed.formula(1), scope);
    if (left.isPoint() && right.isPoint()) {
      throw syntax.wrong(
          typed,
          "there is no unknown in " + Syntax.typed(typed) + "; expected one in " + scope.purpose());
    }
    return new Equality(left, right);
  }

  /** Returns left less right as one program. */
  DualProgram residual() {
    return right.isConstant(0)
        ? left.dual()
        : Binary.of(Binary.Operation.MINUS, left, right).dual();
  }

  /**
   * Returns the side of unknowns.
   *
   * @param hasSource whether what depends on no unknown is told apart
   */
  DualProgram operator(boolean hasSource) {
    return hasSource && right.isPoint() ? left.dual() : residual();
  }

  /**
   * Returns the side without unknowns.
   *
   * @param hasSource as for {@link #operator}
   */
  PointProgram source(boolean hasSource) {
    return hasSource && right.isPoint() ? right.point() : new Constant(0).point();
  }
}
