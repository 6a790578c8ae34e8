package io.raf4j.geometry;

import java.util.Optional;

/** What bounds primitive shapes: lines and circles of the plane, planes and spheres of space. */
sealed interface Surface {

  /**
   * Returns the curve along which two surfaces of space cross, a line without ends or a circle;
   * nothing where they do not.
   */
  default Optional<Curve> crossing(Surface other) {
    if (this instanceof Plane a && other instanceof Plane b) {
      return a.along(b);
    }
    if (this instanceof Plane a) {
      return ((Sphere) other).along(a);
    }
    return other instanceof Plane b
        ? ((Sphere) this).along(b)
        : ((Sphere) this).along((Sphere) other);
  }

  /**
   * The points with {@code normal . x = offset}.
   *
   * @param normal of length 1
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Plane(double[] normal, double offset) implements Surface {

    private static final double PARALLEL = 1e-12;

    private Optional<Curve> along(Plane other) {
      double[] direction = Vectors.cross(normal, other.normal);
      double sine = Vectors.length(direction);
      if (sine < PARALLEL) {
        return Optional.empty();
      }
      double[] unit = Vectors.times(1 / sine, direction);
      double cosine = Vectors.dot(normal, other.normal);
      double square = sine * sine;
      double[] start =
          Vectors.plus(
              Vectors.times((offset - cosine * other.offset) / square, normal),
              (other.offset - cosine * offset) / square,
              other.normal);
      return Optional.of(
          new Curve.Line(start, unit, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    /** Returns a unit vector within the plane at which the third coordinate stays what it is. */
    double[] level() {
      double[] across = {-normal[1], normal[0], 0};
      double length = Vectors.length(across);
      return length < PARALLEL ? Vectors.axis(3, 0) : Vectors.times(1 / length, across);
    }
  }

  /** The points at a distance from a centre. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Sphere(double[] centre, double radius) implements Surface {

    private Optional<Curve> along(Plane plane) {
      double distance = plane.offset() - Vectors.dot(plane.normal(), centre);
      double square = (radius - distance) * (radius + distance);
      if (!(square > 0)) {
        return Optional.empty();
      }
      double[] level = plane.level();
      return Optional.of(
          new Curve.Circle(
              Vectors.plus(centre, distance, plane.normal()),
              Math.sqrt(square),
              level,
              Vectors.cross(plane.normal(), level)));
    }

    private Optional<Curve> along(Sphere other) {
      double[] step = Vectors.minus(other.centre, centre);
      double apart = Vectors.length(step);
      if (apart == 0) {
        return Optional.empty();
      }
      double[] normal = Vectors.times(1 / apart, step);
      double distance = (apart + (radius - other.radius) * (radius + other.radius) / apart) / 2;
      return along(new Plane(normal, Vectors.dot(normal, centre) + distance));
    }
  }
}
