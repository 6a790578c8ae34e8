package io.raf4j.pde;

/** A solution whose values are known, such as an integral, though no formula for derivatives. */
@FunctionalInterface
public interface ExactValues {

  /** Returns the values of the m functions at a point. */
  double[] at(double[] x);
}
