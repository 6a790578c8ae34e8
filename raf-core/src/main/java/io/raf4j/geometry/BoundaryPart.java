package io.raf4j.geometry;

import java.util.OptionalDouble;

/**
 * A named part of the boundary of a {@link Shape}, from which points are drawn with the normals
 * there.
 *
 * <p>A part maps the unit cube, of one coordinate fewer than the space as a rule, onto itself, as a
 * {@link Domain} does. The boundary of an interval is points: its measure counts them, and a weight
 * is 1.
 *
 * <p>Points are on the part up to rounding, a few units in the last place of the shape's size.
 * Which part a point is on is known by where it was drawn, never from its coordinates.
 *
 * <p>Immutable and usable by any number of threads.
 */
public interface BoundaryPart {

  /** Returns the name, unique within the shape. */
  String name();

  /** Returns the number d of coordinates of the space. */
  int dimension();

  /** Returns how many numbers in [0, 1) a point takes, 0 or more. */
  int cubeDimension();

  /**
   * Maps a point of the unit cube to the part.
   *
   * @param cube at least {@link #cubeDimension()} numbers in [0, 1)
   * @param point receives the d coordinates
   * @param normal receives the unit normal there that points out of the shape
   * @return the point's weight, 1 / density with all points of the cube counted; 0 if the point of
   *     the cube belongs to none of the part
   */
  double place(double[] cube, double[] point, double[] normal);

  /** Returns the length in the plane, the area in space, the number of points on a line. */
  double measure();

  /**
   * Returns the probability that a uniformly distributed point of the cube belongs to the part: 1,
   * unless {@link #place} returns 0 for some; nothing where it is not known.
   */
  default OptionalDouble keptShare() {
    return OptionalDouble.of(1);
  }
}
