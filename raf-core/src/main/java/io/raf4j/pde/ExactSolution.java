package io.raf4j.pde;

import io.raf4j.jet.Jet;

/** A solution in closed form, written once over jets. */
@FunctionalInterface
public interface ExactSolution {

  /**
   * Returns the m functions at a point.
   *
   * @param x the coordinates as functions; constants give values alone
   */
  Jet[] at(Jet[] x);
}
