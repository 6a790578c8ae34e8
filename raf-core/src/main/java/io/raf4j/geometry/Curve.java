package io.raf4j.geometry;

import java.util.function.DoubleConsumer;
import org.apache.commons.math3.util.FastMath;

/** A line or a circle in R^2 or R^3: what surfaces are cut along, and what plane shapes end at. */
sealed interface Curve {

  /** The angle of a whole circle. */
  double TURN = 2 * FastMath.PI;

  /** Returns where the parameter begins; it is a length on lines and an angle on circles. */
  double low();

  /** Returns where the parameter ends. */
  double high();

  /** Returns the length of the curve for a unit of the parameter. */
  double speed();

  /** Writes a point. */
  void at(double t, double[] point);

  /** Tells every parameter at which the curve crosses a surface. */
  void crossings(Surface surface, DoubleConsumer each);

  /**
   * Writes the unit normal to the right of the direction of a plane curve: outwards, where the
   * curve goes around a shape counterclockwise.
   */
  void right(double t, double[] normal);

  /** Returns the point of a parameter. */
  default double[] at(double t) {
    double[] point = new double[dimension()];
    at(t, point);
    return point;
  }

  /** Returns the number of coordinates. */
  int dimension();

  /**
   * A part of a line, {@code start + t direction}.
   *
   * @param direction of length 1
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Line(double[] start, double[] direction, double low, double high) implements Curve {

    /** Returns the segment between two points. */
    static Line between(double[] start, double[] end) {
      double[] step = Vectors.minus(end, start);
      double length = Vectors.length(step);
      return new Line(start, Vectors.times(1 / length, step), 0, length);
    }

    @Override
    public int dimension() {
      return start.length;
    }

    @Override
    public double speed() {
      return 1;
    }

    @Override
    public void at(double t, double[] point) {
      for (int k = 0; k < start.length; k++) {
        point[k] = start[k] + t * direction[k];
      }
    }

    @Override
    public void right(double t, double[] normal) {
      normal[0] = direction[1];
      normal[1] = -direction[0];
    }

    @Override
    public void crossings(Surface surface, DoubleConsumer each) {
      if (surface instanceof Surface.Plane plane) {
        double slope = Vectors.dot(plane.normal(), direction);
        if (slope != 0) {
          tell((plane.offset() - Vectors.dot(plane.normal(), start)) / slope, each);
        }
        return;
      }
      Surface.Sphere sphere = (Surface.Sphere) surface;
      double[] from = Vectors.minus(start, sphere.centre());
      double along = Vectors.dot(from, direction);
      // The distance of the line from the centre, without the cancellation of |from|^2 - along^2.
      double[] foot = Vectors.plus(from, -along, direction);
      double square = sphere.radius() * sphere.radius() - Vectors.dot(foot, foot);
      if (square > 0) {
        tell(-along - Math.sqrt(square), each);
        tell(-along + Math.sqrt(square), each);
      }
    }

    private void tell(double t, DoubleConsumer each) {
      if (t > low && t < high) {
        each.accept(t);
      }
    }
  }

  /**
   * A circle, {@code centre + radius (cos t first + sin t second)}.
   *
   * @param first of length 1
   * @param second of length 1, orthogonal to the first
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Circle(double[] centre, double radius, double[] first, double[] second) implements Curve {

    /** Returns a circle of the plane, counterclockwise. */
    static Circle of(double[] centre, double radius) {
      return new Circle(centre, radius, new double[] {1, 0}, new double[] {0, 1});
    }

    @Override
    public int dimension() {
      return centre.length;
    }

    @Override
    public double low() {
      return 0;
    }

    @Override
    public double high() {
      return TURN;
    }

    @Override
    public double speed() {
      return radius;
    }

    @Override
    public void at(double t, double[] point) {
      double cos = radius * FastMath.cos(t);
      double sin = radius * FastMath.sin(t);
      for (int k = 0; k < centre.length; k++) {
        point[k] = centre[k] + cos * first[k] + sin * second[k];
      }
    }

    @Override
    public void right(double t, double[] normal) {
      normal[0] = FastMath.cos(t) * first[0] + FastMath.sin(t) * second[0];
      normal[1] = FastMath.cos(t) * first[1] + FastMath.sin(t) * second[1];
    }

    @Override
    public void crossings(Surface surface, DoubleConsumer each) {
      // a cos t + b sin t = c
      double[] towards;
      double c;
      if (surface instanceof Surface.Plane plane) {
        towards = plane.normal();
        c = (plane.offset() - Vectors.dot(plane.normal(), centre)) / radius;
      } else {
        Surface.Sphere sphere = (Surface.Sphere) surface;
        towards = Vectors.minus(centre, sphere.centre());
        double reach = Vectors.length(towards);
        c = ((sphere.radius() - reach) * (sphere.radius() + reach) / radius - radius) / 2;
      }
      double a = Vectors.dot(towards, first);
      double b = Vectors.dot(towards, second);
      double size = Math.sqrt(a * a + b * b);
      if (Math.abs(c) < size) {
        double middle = FastMath.atan2(b, a);
        double half = FastMath.acos(c / size);
        each.accept(turned(middle - half));
        each.accept(turned(middle + half));
      }
    }

    /** Returns an angle from 0 to below a turn. */
    static double turned(double angle) {
      double turned = angle - TURN * FastMath.floor(angle / TURN);
      return turned < TURN ? turned : 0;
    }

    /** Returns how far the circle reaches from its centre in a direction of length 1. */
    double reach(double[] direction) {
      double a = Vectors.dot(first, direction);
      double b = Vectors.dot(second, direction);
      return radius * Math.sqrt(a * a + b * b);
    }
  }
}
