package io.raf4j.formula;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Jet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** A function of one formula, such as its sine. */
final class FunctionCall extends Expression {

  /** The functions of one number. */
  enum Function {
    /** Minus. */
    MINUS("-", v -> -v, Jet::negate, Dual::negate),
    /** Sine. */
    SIN("sin", Math::sin, Jet::sin, Dual::sin),
    /** Cosine. */
    COS("cos", Math::cos, Jet::cos, Dual::cos),
    /** e to a power. */
    EXP("exp", Math::exp, Jet::exp, Dual::exp),
    /** Natural logarithm. */
    LOG("log", Math::log, Jet::log, Dual::log),
    /** Square root. */
    SQRT("sqrt", Math::sqrt, Jet::squareRoot, Dual::squareRoot),
    /** Hyperbolic sine. */
    SINH("sinh", Math::sinh, Jet::sinh, Dual::sinh),
    /** Hyperbolic cosine. */
    COSH("cosh", Math::cosh, Jet::cosh, Dual::cosh),
    /** Hyperbolic tangent. */
    TANH("tanh", Math::tanh, Jet::tanh, Dual::tanh),
    /** 1 / cosh. */
    SECH("sech", FunctionCall::sech, Jet::sech, Dual::sech),
    /** Arc tangent. */
    ATAN("atan", Math::atan, Jet::atan, Dual::atan),
    /** Absolute value. */
    ABS("abs", Math::abs, Jet::abs, Dual::abs);

    private final String label;
    private final DoubleUnaryOperator number;
    private final UnaryOperator<Jet> jet;
    private final UnaryOperator<Dual> dual;

    Function(
        String label,
        DoubleUnaryOperator number,
        UnaryOperator<Jet> jet,
        UnaryOperator<Dual> dual) {
      this.label = label;
      this.number = number;
      this.jet = jet;
      this.dual = dual;
    }

    /** Returns the function of a name in formulas. */
    static Optional<Function> of(String name) {
      return Arrays.stream(values())
          .filter(one -> one != MINUS && one.label.equals(name))
          .findFirst();
    }

    /** Returns the names in formulas. */
    static List<String> names() {
      return Arrays.stream(values()).filter(one -> one != MINUS).map(one -> one.label).toList();
    }
  }

  private final Function function;
  private final Expression of;

  private FunctionCall(Function function, Expression of) {
    super(of.isPoint(), of);
    this.function = function;
    this.of = of;
  }

  /** Returns a function of a formula, or the number that it is. */
  static Expression of(Function function, Expression of) {
    return of instanceof Constant constant
        ? new Constant(function.number.applyAsDouble(constant.value()))
        : new FunctionCall(function, of);
  }

  /** As jets have it. */
  private static double sech(double value) {
    double exp = Math.exp(-Math.abs(value));
    return 2 * exp / (1 + exp * exp);
  }

  @Override
  PointProgram point() {
    PointProgram inner = of.point();
    DoubleUnaryOperator outer = function.number;
    return (x, numbers) -> outer.applyAsDouble(inner.at(x, numbers));
  }

  @Override
  JetProgram jet() {
    JetProgram inner = of.jet();
    UnaryOperator<Jet> outer = function.jet;
    return x -> outer.apply(inner.at(x));
  }

  @Override
  DualProgram unknown() {
    DualProgram inner = of.unknown();
    UnaryOperator<Dual> outer = function.dual;
    return (x, numbers, u, c) -> outer.apply(inner.at(x, numbers, u, c));
  }

  @Override
  Expression derivative(int axis) {
    Expression inner = of.derivative(axis);
    if (inner.isConstant(0)) {
      return inner;
    }
    return function == Function.MINUS ? of(Function.MINUS, inner) : Algebra.times(slope(), inner);
  }

  private Expression slope() {
    Expression one = new Constant(1);
    return switch (function) {
      case MINUS -> new Constant(-1);
      case SIN -> of(Function.COS, of);
      case COS -> of(Function.MINUS, of(Function.SIN, of));
      case EXP -> this;
      case LOG -> Algebra.divide(one, of);
      case SQRT -> Algebra.divide(new Constant(0.5), this);
      case SINH -> of(Function.COSH, of);
      case COSH -> of(Function.SINH, of);
      case TANH -> Algebra.minus(one, Power.of(this, 2));
      case SECH -> of(Function.MINUS, Algebra.times(this, of(Function.TANH, of)));
      case ATAN -> Algebra.divide(one, Algebra.plus(one, Power.of(of, 2)));
      case ABS -> Algebra.divide(of, this);
    };
  }
}
