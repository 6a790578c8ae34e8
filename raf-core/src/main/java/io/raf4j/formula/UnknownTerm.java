package io.raf4j.formula;

import io.raf4j.jet.Partial;
import java.util.ArrayList;
import java.util.List;

/** An unknown function, or one of its derivatives. */
final class UnknownTerm extends Expression {

  private final int component;
  private final List<Integer> axes;

  /** Creates the derivative along some axes, none for the value. */
  UnknownTerm(int component, List<Integer> axes) {
    super(false);
    this.component = component;
    this.axes = List.copyOf(axes);
  }

  int component() {
    return component;
  }

  /** Returns whether it is the function itself. */
  boolean isValue() {
    return axes.isEmpty();
  }

  @Override
  PointProgram point() {
    throw without("numbers");
  }

  @Override
  JetProgram jet() {
    throw without("jets");
  }

  @Override
  DualProgram unknown() {
    int i = component;
    if (axes.isEmpty()) {
      return (x, numbers, u, c) -> u[i].value();
    }
    if (axes.size() == 1) {
      int k = axes.get(0);
      return (x, numbers, u, c) -> u[i].derivative(k);
    }
    Partial partial = new Partial(axes);
    return (x, numbers, u, c) -> u[i].derivative(partial);
  }

  @Override
  Expression derivative(int axis) {
    List<Integer> more = new ArrayList<>(axes);
    more.add(axis);
    // Refuses what is of too high an order, saying what to do instead.
    return new UnknownTerm(component, new Partial(more).axes());
  }
}
