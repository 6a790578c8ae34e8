package io.raf4j.solver;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;

/** The residuals of an equation at one point. Usable by any number of threads. */
interface PointEquations {

  /** Returns how many residuals a point has. */
  int equations();

  /** Returns how many unknowns there are beside the functions. */
  default int extra() {
    return 0;
  }

  /**
   * Returns the left-hand sides at a point.
   *
   * @param u the functions
   * @param extra the other unknowns
   */
  Dual[] at(double[] x, Field[] u, double[] extra);

  /** Writes the right-hand sides at a point, which the residuals are the differences to. */
  void source(double[] x, double[] f);

  /** Returns the derivative of a residual by one of the other unknowns. */
  default double byExtra(int equation, int unknown, Field[] u) {
    return 0;
  }

  /** Returns the factor of a point's squared residuals, beside the point's own weight. */
  default double weight(double[] x) {
    return 1;
  }
}
