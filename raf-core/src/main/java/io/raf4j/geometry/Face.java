package io.raf4j.geometry;

import java.util.Optional;
import org.apache.commons.math3.util.FastMath;

/**
 * A piece of a surface in space, as a family of curves at constant third coordinate: {@code dA =
 * density dt ds}, t along the curve of number s.
 */
sealed interface Face {

  /** Returns what it is a piece of. */
  Surface surface();

  /** Returns the part of the boundary that it belongs to. */
  String part();

  /** Returns where s begins. */
  double low();

  /** Returns where s ends. */
  double high();

  /** Returns the curve of a number s; nothing where it shrinks to a point. */
  Optional<Curve> curve(double s);

  /** Returns dA / (dt ds). */
  double density();

  /** Returns the number s of a point. */
  double number(double[] point);

  /** Returns the unit vector along which s increases. */
  double[] up();

  /** Writes the normal at a point. */
  void normal(double[] point, double[] normal);

  /** Returns the whole area. */
  double area();

  /** Writes the point of two numbers in [0, 1), uniformly distributed if they are. */
  void place(double[] cube, double[] point);

  /**
   * A rectangle.
   *
   * @param centre its centre
   * @param level the direction of t, at constant third coordinate
   * @param up the direction of s
   * @param width half of its size along level
   * @param height half of its size along up
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Flat(
      Surface.Plane surface,
      double[] centre,
      double[] level,
      double[] up,
      double width,
      double height,
      String part)
      implements Face {

    /** Returns a rectangle that holds all points of a box that lie on a plane. */
    static Flat of(Surface.Plane plane, Box box, String part) {
      double[] middle = box.centre();
      double[] normal = plane.normal();
      double[] foot = Vectors.plus(middle, plane.offset() - Vectors.dot(normal, middle), normal);
      double[] level = plane.level();
      double[] up = Vectors.cross(normal, level);
      return new Flat(plane, foot, level, up, box.reach(level), box.reach(up), part);
    }

    @Override
    public double low() {
      return -height;
    }

    @Override
    public double high() {
      return height;
    }

    @Override
    public Optional<Curve> curve(double s) {
      return Optional.of(new Curve.Line(Vectors.plus(centre, s, up), level, -width, width));
    }

    @Override
    public double density() {
      return 1;
    }

    @Override
    public double number(double[] point) {
      return Vectors.dot(Vectors.minus(point, centre), up);
    }

    @Override
    public void normal(double[] point, double[] normal) {
      Vectors.copy(surface.normal(), normal);
    }

    @Override
    public double area() {
      return 4 * width * height;
    }

    @Override
    public void place(double[] cube, double[] point) {
      double s = height * (2 * cube[0] - 1);
      double t = width * (2 * cube[1] - 1);
      for (int k = 0; k < point.length; k++) {
        point[k] = centre[k] + s * up[k] + t * level[k];
      }
    }
  }

  /** A sphere. */
  record Round(Surface.Sphere surface, String part) implements Face {

    @Override
    public double low() {
      return -surface.radius();
    }

    @Override
    public double high() {
      return surface.radius();
    }

    @Override
    public Optional<Curve> curve(double s) {
      double square = (surface.radius() - s) * (surface.radius() + s);
      if (!(square > 0)) {
        return Optional.empty();
      }
      return Optional.of(
          new Curve.Circle(
              Vectors.plus(surface.centre(), s, up()),
              Math.sqrt(square),
              Vectors.axis(3, 0),
              Vectors.axis(3, 1)));
    }

    /** Returns the radius: a zone of height ds has the area 2 pi r ds (Archimedes). */
    @Override
    public double density() {
      return surface.radius();
    }

    @Override
    public double number(double[] point) {
      return point[2] - surface.centre()[2];
    }

    @Override
    public double[] up() {
      return Vectors.axis(3, 2);
    }

    @Override
    public void normal(double[] point, double[] normal) {
      for (int k = 0; k < 3; k++) {
        normal[k] = (point[k] - surface.centre()[k]) / surface.radius();
      }
    }

    @Override
    public double area() {
      return 4 * Math.PI * surface.radius() * surface.radius();
    }

    @Override
    public void place(double[] cube, double[] point) {
      double height = 2 * cube[0] - 1;
      double ring = Math.sqrt(4 * cube[0] * (1 - cube[0]));
      double r = surface.radius();
      point[0] = surface.centre()[0] + r * ring * FastMath.cos(Curve.TURN * cube[1]);
      point[1] = surface.centre()[1] + r * ring * FastMath.sin(Curve.TURN * cube[1]);
      point[2] = surface.centre()[2] + r * height;
    }
  }
}
