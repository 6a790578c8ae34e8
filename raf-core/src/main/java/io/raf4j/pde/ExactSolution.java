package io.raf4j.pde;

import io.raf4j.jet.Jet;
import java.util.function.Function;

/** A solution in closed form, written once over jets. */
@FunctionalInterface
public interface ExactSolution {

  /**
   * Returns the m functions at a point.
   *
   * @param x the coordinates as functions; constants give values alone
   */
  Jet[] at(Jet[] x);

  /** Returns the values of the m functions at a point. */
  default double[] values(double[] x) {
    Jet[] u = at(Jet.constants(x));
    double[] values = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      values[i] = u[i].value();
    }
    return values;
  }

  /** Returns the solution of an equation for one function. */
  static ExactSolution scalar(Function<Jet[], Jet> u) {
    return x -> new Jet[] {u.apply(x)};
  }
}
