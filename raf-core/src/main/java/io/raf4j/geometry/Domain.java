package io.raf4j.geometry;

/**
 * A region of R^d (or a torus) from which points are drawn.
 *
 * <p>A domain maps the unit cube onto itself, so that any sequence of points in the cube, random or
 * quasi-random, becomes one in the domain. The map need not keep volumes: a domain may put more
 * points where an integrand is large, and tells each point's weight, so that {@code mean(weight *
 * f)} is always an estimate of the integral of f over the domain.
 *
 * <p>Immutable and usable by any number of threads.
 */
public interface Domain {

  /** Returns the number d of coordinates. */
  int dimension();

  /**
   * Returns how many numbers in [0, 1) a point takes; d, unless the map needs more, as that of a
   * ball does.
   */
  int cubeDimension();

  /**
   * Maps a point of the unit cube into the domain.
   *
   * @param cube at least {@link #cubeDimension()} numbers in [0, 1)
   * @param point receives the d coordinates
   * @return the point's weight, 1 / density
   */
  double place(double[] cube, double[] point);

  /** Returns whether a point lies in the domain, its boundary included. */
  boolean contains(double[] point);

  /** Returns the integral of 1 over the domain, or of the whole space infinity. */
  double volume();

  /**
   * Returns the smallest box around the domain, or around nearly all of the weight that it gives
   * its points when it has no bounds: what is drawn of it.
   */
  Box bounds();
}
