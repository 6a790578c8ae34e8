package io.raf4j.formula;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Jet;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

/** An operation on two formulas. */
final class Binary extends Expression {

  /** Computes a jet of a jet and a number. */
  @FunctionalInterface
  private interface JetNumber {
    Jet of(Jet jet, double number);
  }

  /** Computes a dual of a dual and a number. */
  @FunctionalInterface
  private interface DualNumber {
    Dual of(Dual dual, double number);
  }

  /** The operations, each with its forms for a number on either side. */
  enum Operation {
    /** a + b. */
    PLUS(Double::sum, Jet::plus, Jet::plus, Jet::plus, Dual::plus, Dual::plus, Dual::plus),
    /** a - b. */
    MINUS(
        (a, b) -> a - b,
        Jet::minus,
        Jet::minus,
        Jet::subtractedFrom,
        Dual::minus,
        Dual::minus,
        Dual::subtractedFrom),
    /** a b. */
    TIMES(
        (a, b) -> a * b, Jet::times, Jet::times, Jet::times, Dual::times, Dual::times, Dual::times),
    /** a / b. */
    DIVIDE(
        (a, b) -> a / b,
        Jet::dividedBy,
        (jet, number) -> jet.times(1 / number),
        (jet, number) -> Jet.constant(number).dividedBy(jet),
        Dual::dividedBy,
        (dual, number) -> dual.times(1 / number),
        (dual, number) -> Dual.constant(number).dividedBy(dual)),
    /** The smaller of both, a where they are equal. */
    MIN(
        (a, b) -> b < a ? b : a,
        Jet::min,
        (jet, number) -> jet.min(Jet.constant(number)),
        (jet, number) -> Jet.constant(number).min(jet),
        Dual::min,
        (dual, number) -> dual.min(Dual.constant(number)),
        (dual, number) -> Dual.constant(number).min(dual)),
    /** The larger of both, a where they are equal. */
    MAX(
        (a, b) -> b > a ? b : a,
        Jet::max,
        (jet, number) -> jet.max(Jet.constant(number)),
        (jet, number) -> Jet.constant(number).max(jet),
        Dual::max,
        (dual, number) -> dual.max(Dual.constant(number)),
        (dual, number) -> Dual.constant(number).max(dual)),
    /** The angle of the point (b, a). */
    ATAN2(
        Math::atan2,
        Jet::atan2,
        (jet, number) -> Jet.atan2(jet, Jet.constant(number)),
        (jet, number) -> Jet.atan2(Jet.constant(number), jet),
        Dual::atan2,
        (dual, number) -> Dual.atan2(dual, Dual.constant(number)),
        (dual, number) -> Dual.atan2(Dual.constant(number), dual));

    private final DoubleBinaryOperator numbers;
    private final BinaryOperator<Jet> jets;
    private final JetNumber jetFirst;
    private final JetNumber jetLast;
    private final BinaryOperator<Dual> duals;
    private final DualNumber dualFirst;
    private final DualNumber dualLast;

    Operation(
        DoubleBinaryOperator numbers,
        BinaryOperator<Jet> jets,
        JetNumber jetFirst,
        JetNumber jetLast,
        BinaryOperator<Dual> duals,
        DualNumber dualFirst,
        DualNumber dualLast) {
      this.numbers = numbers;
      this.jets = jets;
      this.jetFirst = jetFirst;
      this.jetLast = jetLast;
      this.duals = duals;
      this.dualFirst = dualFirst;
      this.dualLast = dualLast;
    }
  }

  private final Operation operation;
  private final Expression a;
  private final Expression b;

  private Binary(Operation operation, Expression a, Expression b) {
    super(arePoints(a, b), a, b);
    this.operation = operation;
    this.a = a;
    this.b = b;
  }

  /** Returns an operation on two formulas, or the number that it is. */
  static Expression of(Operation operation, Expression a, Expression b) {
    return a instanceof Constant first && b instanceof Constant second
        ? new Constant(operation.numbers.applyAsDouble(first.value(), second.value()))
        : new Binary(operation, a, b);
  }

  @Override
  PointProgram point() {
    PointProgram first = a.point();
    PointProgram second = b.point();
    return switch (operation) {
      // Without a call through an interface, as these are most of all.
      case PLUS -> (x, numbers) -> first.at(x, numbers) + second.at(x, numbers);
      case MINUS -> (x, numbers) -> first.at(x, numbers) - second.at(x, numbers);
      case TIMES -> (x, numbers) -> first.at(x, numbers) * second.at(x, numbers);
      default -> {
        DoubleBinaryOperator of = operation.numbers;
        yield (x, numbers) -> of.applyAsDouble(first.at(x, numbers), second.at(x, numbers));
      }
    };
  }

  @Override
  JetProgram jet() {
    if (b instanceof Constant second) {
      JetProgram first = a.jet();
      JetNumber of = operation.jetFirst;
      double number = second.value();
      return x -> of.of(first.at(x), number);
    }
    JetProgram second = b.jet();
    if (a instanceof Constant first) {
      JetNumber of = operation.jetLast;
      double number = first.value();
      return x -> of.of(second.at(x), number);
    }
    JetProgram first = a.jet();
    BinaryOperator<Jet> of = operation.jets;
    return x -> of.apply(first.at(x), second.at(x));
  }

  @Override
  DualProgram unknown() {
    if (b.isPoint()) {
      DualProgram first = a.unknown();
      PointProgram second = b.point();
      DualNumber of = operation.dualFirst;
      return (x, numbers, u, c) -> of.of(first.at(x, numbers, u, c), second.at(x, numbers));
    }
    DualProgram second = b.unknown();
    if (a.isPoint()) {
      PointProgram first = a.point();
      DualNumber of = operation.dualLast;
      return (x, numbers, u, c) -> of.of(second.at(x, numbers, u, c), first.at(x, numbers));
    }
    DualProgram first = a.unknown();
    BinaryOperator<Dual> of = operation.duals;
    return (x, numbers, u, c) -> of.apply(first.at(x, numbers, u, c), second.at(x, numbers, u, c));
  }

  @Override
  Expression derivative(int axis) {
    Expression da = a.derivative(axis);
    Expression db = b.derivative(axis);
    return switch (operation) {
      case PLUS -> Algebra.plus(da, db);
      case MINUS -> Algebra.minus(da, db);
      case TIMES -> Algebra.plus(Algebra.times(da, b), Algebra.times(a, db));
      case DIVIDE ->
          Algebra.minus(
              Algebra.divide(da, b), Algebra.divide(Algebra.times(a, db), Power.of(b, 2)));
      case ATAN2 ->
          Algebra.divide(
              Algebra.minus(Algebra.times(da, b), Algebra.times(a, db)),
              Algebra.plus(Power.of(a, 2), Power.of(b, 2)));
      case MIN, MAX ->
          throw new IllegalArgumentException(
              "there is no derivative of min and max; expected a smooth formula");
    };
  }
}
