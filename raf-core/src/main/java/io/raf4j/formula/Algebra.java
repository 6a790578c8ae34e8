package io.raf4j.formula;

/** Operations that leave out zeros and ones, for derivatives; what is typed is left as it is. */
final class Algebra {
  private Algebra() {}

  static Expression plus(Expression a, Expression b) {
    return a.isConstant(0) ? b : b.isConstant(0) ? a : Binary.of(Binary.Operation.PLUS, a, b);
  }

  static Expression minus(Expression a, Expression b) {
    if (b.isConstant(0)) {
      return a;
    }
    return a.isConstant(0)
        ? FunctionCall.of(FunctionCall.Function.MINUS, b)
        : Binary.of(Binary.Operation.MINUS, a, b);
  }

  static Expression times(Expression a, Expression b) {
    if (a.isConstant(0) || b.isConstant(0)) {
      return new Constant(0);
    }
    return a.isConstant(1) ? b : b.isConstant(1) ? a : Binary.of(Binary.Operation.TIMES, a, b);
  }

  static Expression divide(Expression a, Expression b) {
    return a.isConstant(0) || b.isConstant(1) ? a : Binary.of(Binary.Operation.DIVIDE, a, b);
  }
}
