package io.raf4j.geometry;

import java.util.Arrays;

/**
 * The half space {@code normal . x <= offset}, by which shapes are cut: {@code
 * shape.intersection(half)} keeps what lies in it, {@code shape.difference(half)} the rest.
 *
 * @param normal {@code [d]}, d 2 or 3; points out of it; kept with length 1
 * @param offset kept for the normal of length 1
 * @param name of the part of a boundary that its line or plane becomes
 */
public record HalfSpace(double[] normal, double offset, String name) implements Region {

  /** The name of the part where none is given. */
  public static final String PLANE = "plane";

  /**
   * Scales the normal to the length 1.
   *
   * @throws IllegalArgumentException if the normal is 0, has another number of coordinates than 2
   *     or 3, or a number is not finite
   */
  public HalfSpace {
    if (normal.length < 2 || normal.length > 3) {
      throw new IllegalArgumentException(
          "a half space has a normal of " + normal.length + " coordinates; expected 2 or 3");
    }
    double length = Vectors.length(normal);
    if (!(length > 0) || !Double.isFinite(length) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "a half space has the normal "
              + Arrays.toString(normal)
              + " and the offset "
              + offset
              + "; expected finite numbers, the normal not 0");
    }
    Parts.requireName(name);
    normal = Vectors.times(1 / length, normal);
    offset /= length;
  }

  /**
   * Returns the half space with a point on its boundary.
   *
   * @param point {@code [d]}
   * @param normal {@code [d]}, points out of it, of any length
   */
  public static HalfSpace through(double[] point, double... normal) {
    if (point.length != normal.length) {
      throw new IllegalArgumentException(
          "a half space has a point of "
              + point.length
              + " coordinates and a normal of "
              + normal.length
              + "; expected as many");
    }
    return new HalfSpace(normal, Vectors.dot(point, normal), PLANE);
  }

  /** Returns the same half space with another name of the part that it makes. */
  public HalfSpace named(String other) {
    return new HalfSpace(normal, offset, other);
  }

  /** Returns the half space on the other side of the same plane. */
  public HalfSpace opposite() {
    return new HalfSpace(Vectors.times(-1, normal), -offset, name);
  }

  @Override
  public int dimension() {
    return normal.length;
  }

  /** Returns the distance of a point from the plane, positive inside. */
  public double signedDistance(double[] x) {
    return offset - Vectors.dot(normal, x);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HalfSpace that
        && Arrays.equals(normal, that.normal)
        && offset == that.offset
        && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(normal) + Double.hashCode(offset);
  }

  @Override
  public String toString() {
    return Arrays.toString(normal) + " . x <= " + offset;
  }
}
