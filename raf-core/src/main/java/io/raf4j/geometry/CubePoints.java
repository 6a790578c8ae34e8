package io.raf4j.geometry;

/** A sequence of points of the unit cube. */
interface CubePoints {

  /** Writes the next point, numbers in [0, 1). */
  void next(double[] cube);
}
