package io.raf4j.geometry;

import java.util.OptionalDouble;

/**
 * A region of R^d (or a torus) from which points are drawn.
 *
 * <p>A domain maps the unit cube onto itself, so that any sequence of points in the cube, random or
 * quasi-random, becomes one in the domain. The map need not keep volumes: a domain may put more
 * points where an integrand is large, and tells each point's weight, so that {@code mean(weight *
 * f)} is always an estimate of the integral of f over the domain.
 *
 * <p>The map need not reach from the whole cube either: points of it that belong to no point of the
 * domain have the weight 0, and count in that mean. {@link Sampler#draw} passes over them, and
 * makes the weights of those that it keeps smaller by the share that was kept.
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
   * @return the point's weight, 1 / density with all points of the cube counted; 0 if the point of
   *     the cube belongs to none of the domain, whose coordinates are then without meaning
   */
  double place(double[] cube, double[] point);

  /**
   * Returns the probability that a uniformly distributed point of the cube belongs to the domain:
   * 1, unless {@link #place} returns 0 for some; nothing where it is not known.
   */
  default OptionalDouble keptShare() {
    return OptionalDouble.of(1);
  }

  /** Returns whether {@link #place} returns 0 for some points of the cube. */
  default boolean isPlacedInPart() {
    OptionalDouble share = keptShare();
    return share.isEmpty() || share.getAsDouble() < 1;
  }

  /**
   * Returns the points of the cube that belong to the domain, as a domain of their own: a sampler
   * draws from it what it places in this one, point by point.
   */
  default Domain ofCube() {
    return isPlacedInPart() ? new CubeOf(this) : Box.unit(cubeDimension());
  }

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
