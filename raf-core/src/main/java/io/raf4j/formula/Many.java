package io.raf4j.formula;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Jet;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A sum or product of many formulas, which jets have in one pass. */
final class Many extends Expression {

  /** What is made of many. */
  enum Kind {
    /** Their sum. */
    SUM(0, Jet::sum, Dual::plus),
    /** The sum of their squares. */
    SUMSQ(0, Jet::sumOfSquares, (sum, one) -> sum.plus(one.square())),
    /** Their product. */
    PRODUCT(1, Jet::product, Dual::times);

    private final double ofNone;
    private final Function<Jet[], Jet> jets;
    private final BinaryOperator<Dual> step;

    Kind(double ofNone, Function<Jet[], Jet> jets, BinaryOperator<Dual> step) {
      this.ofNone = ofNone;
      this.jets = jets;
      this.step = step;
    }

    private double next(double before, double one) {
      return switch (this) {
        case SUM -> before + one;
        case SUMSQ -> before + one * one;
        case PRODUCT -> before * one;
      };
    }
  }

  private final Kind kind;
  private final List<Expression> all;

  private Many(Kind kind, List<Expression> all) {
    super(arePoints(all.toArray(Expression[]::new)), all.toArray(Expression[]::new));
    this.kind = kind;
    this.all = List.copyOf(all);
  }

  /** Returns a sum or product, or the number that it is. */
  static Expression of(Kind kind, List<Expression> all) {
    Many many = new Many(kind, all);
    return all.stream().allMatch(Expression::isConstant)
        ? new Constant(many.point().at(null, null))
        : many;
  }

  @Override
  PointProgram point() {
    PointProgram[] each = all.stream().map(Expression::point).toArray(PointProgram[]::new);
    Kind of = kind;
    return (x, numbers) -> {
      double result = of.ofNone;
      for (PointProgram one : each) {
        result = of.next(result, one.at(x, numbers));
      }
      return result;
    };
  }

  @Override
  JetProgram jet() {
    JetProgram[] each = all.stream().map(Expression::jet).toArray(JetProgram[]::new);
    Function<Jet[], Jet> of = kind.jets;
    return x -> {
      Jet[] at = new Jet[each.length];
      for (int i = 0; i < at.length; i++) {
        at[i] = each[i].at(x);
      }
      return of.apply(at);
    };
  }

  @Override
  DualProgram unknown() {
    DualProgram[] each = all.stream().map(Expression::dual).toArray(DualProgram[]::new);
    Kind of = kind;
    return (x, numbers, u, c) -> {
      Dual result = Dual.constant(of.ofNone);
      for (DualProgram one : each) {
        result = of.step.apply(result, one.at(x, numbers, u, c));
      }
      return result;
    };
  }

  @Override
  Expression derivative(int axis) {
    return terms(axis)
        .reduce(Algebra::plus)
        .orElseThrow(() -> new IllegalStateException("a sum or product of none"));
  }

  private Stream<Expression> terms(int axis) {
    return switch (kind) {
      case SUM -> all.stream().map(part -> part.derivative(axis));
      case SUMSQ ->
          all.stream()
              .map(
                  part ->
                      Algebra.times(Algebra.times(new Constant(2), part), part.derivative(axis)));
      case PRODUCT -> IntStream.range(0, all.size()).mapToObj(i -> productBut(i, axis));
    };
  }

  /** Returns the product with the derivative of one of its factors. */
  private Expression productBut(int i, int axis) {
    Expression product = new Constant(1);
    for (int j = 0; j < all.size(); j++) {
      product = Algebra.times(product, i == j ? all.get(j).derivative(axis) : all.get(j));
    }
    return product;
  }
}
