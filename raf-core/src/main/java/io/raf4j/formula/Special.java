package io.raf4j.formula;

import io.raf4j.jet.Jet;
import java.util.List;
import java.util.function.Function;

/** A function of coordinates that is written in Java, such as the singular one of a corner. */
final class Special extends Expression {

  private final List<Expression> of;
  private final Function<Jet[], Jet> function;

  /**
   * Creates the function.
   *
   * @param of formulas of coordinates
   */
  Special(List<Expression> of, Function<Jet[], Jet> function) {
    super(true, of.toArray(Expression[]::new));
    this.of = List.copyOf(of);
    this.function = function;
  }

  @Override
  PointProgram point() {
    PointProgram[] each = of.stream().map(Expression::point).toArray(PointProgram[]::new);
    Function<Jet[], Jet> outer = function;
    return (x, numbers) -> {
      Jet[] at = new Jet[each.length];
      for (int i = 0; i < at.length; i++) {
        at[i] = Jet.constant(each[i].at(x, numbers));
      }
      return outer.apply(at).value();
    };
  }

  @Override
  JetProgram jet() {
    JetProgram[] each = of.stream().map(Expression::jet).toArray(JetProgram[]::new);
    Function<Jet[], Jet> outer = function;
    return x -> {
      Jet[] at = new Jet[each.length];
      for (int i = 0; i < at.length; i++) {
        at[i] = each[i].at(x);
      }
      return outer.apply(at);
    };
  }

  @Override
  DualProgram unknown() {
    throw without("unknowns");
  }

  @Override
  Expression derivative(int axis) {
    throw new IllegalArgumentException(
        "there is no derivative of corner and kink in a formula; expected a smooth formula");
  }
}
