package io.raf4j.solver;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.pde.Location;

/** The residuals of an equation at one point. Usable by any number of threads. */
interface PointEquations {

  /** Returns how many residuals a point has. */
  int equations();

  /** Returns how many unknowns there are beside the functions. */
  default int extra() {
    return 0;
  }

  /**
   * Returns how many of these the residuals' duals have partials by, after those by the functions'
   * jets: all or none.
   */
  default int extraPartials() {
    return 0;
  }

  /**
   * Returns the left-hand sides at a point.
   *
   * @param u the functions
   * @param extra the other unknowns
   */
  Dual[] at(Location where, Field[] u, double[] extra);

  /** Writes the right-hand sides at a point, which the residuals are the differences to. */
  void source(Location where, double[] f);

  /**
   * Returns the derivative of a residual by one of the other unknowns.
   *
   * @param residual of that equation
   * @param rows partials by the functions' jets, which come first
   */
  default double byExtra(int equation, int unknown, Field[] u, Dual residual, int rows) {
    return residual.partial(rows + unknown);
  }

  /** Returns the factor of a point's squared residuals, beside the point's own weight. */
  default double weight(Location where) {
    return 1;
  }
}
