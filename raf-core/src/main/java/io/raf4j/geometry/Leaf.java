package io.raf4j.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * A primitive shape within a combination: a region that lines, circles, planes or spheres bound.
 */
sealed interface Leaf permits Leaf.OfBox, Leaf.OfBall, Leaf.OfHalfSpace, Polygon.Outline {

  /** A plane curve with the shape to its left, and the part of the boundary that it is. */
  record Edge(Curve curve, String part) {}

  /** Returns the distance from the boundary, positive inside. */
  double signedDistance(double[] x);

  /** Writes the outward unit normal at the point of the boundary that is nearest. */
  void normal(double[] x, double[] normal);

  /** Tells where a curve crosses the boundary; surfaces may be taken for longer than they are. */
  void crossings(Curve curve, DoubleConsumer each);

  /** Returns what bounds it in space. */
  List<Surface> surfaces();

  /** Returns the boundary in the plane; lines without ends are as long as the bounds are wide. */
  List<Edge> edges(Box bounds);

  /** Returns the boundary in space; planes are as wide as the bounds. */
  List<Face> faces(Box bounds);

  /** A box. */
  record OfBox(Box box) implements Leaf {

    @Override
    public double signedDistance(double[] x) {
      return box.signedDistanceBound(x);
    }

    @Override
    public void normal(double[] x, double[] normal) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < 2 * x.length; k++) {
        double distance = x[k / 2] - (k % 2 == 0 ? box.low(k / 2) : box.high(k / 2));
        if (Math.abs(distance) < least) {
          least = Math.abs(distance);
          nearest = k;
        }
      }
      Vectors.copy(outward(nearest), normal);
    }

    private double[] outward(int side) {
      return Vectors.times(side % 2 == 0 ? -1 : 1, Vectors.axis(box.dimension(), side / 2));
    }

    private Surface.Plane plane(int side) {
      double offset = side % 2 == 0 ? -box.low(side / 2) : box.high(side / 2);
      return new Surface.Plane(outward(side), offset);
    }

    @Override
    public void crossings(Curve curve, DoubleConsumer each) {
      surfaces().forEach(surface -> curve.crossings(surface, each));
    }

    @Override
    public List<Surface> surfaces() {
      List<Surface> planes = new ArrayList<>();
      for (int side = 0; side < 2 * box.dimension(); side++) {
        planes.add(plane(side));
      }
      return planes;
    }

    @Override
    public List<Edge> edges(Box bounds) {
      double[] low = box.low();
      double[] high = box.high();
      double[] right = {high[0], low[1]};
      double[] left = {low[0], high[1]};
      return List.of(
          new Edge(Curve.Line.between(left, low), BoxSide.name(0, false)),
          new Edge(Curve.Line.between(right, high), BoxSide.name(0, true)),
          new Edge(Curve.Line.between(low, right), BoxSide.name(1, false)),
          new Edge(Curve.Line.between(high, left), BoxSide.name(1, true)));
    }

    @Override
    public List<Face> faces(Box bounds) {
      List<Face> faces = new ArrayList<>();
      for (int side = 0; side < 2 * box.dimension(); side++) {
        faces.add(Face.Flat.of(plane(side), box, BoxSide.name(side / 2, side % 2 == 1)));
      }
      return faces;
    }
  }

  /** A ball. */
  record OfBall(Ball ball) implements Leaf {

    @Override
    public double signedDistance(double[] x) {
      return ball.signedDistanceBound(x);
    }

    @Override
    public void normal(double[] x, double[] normal) {
      double[] from = Vectors.minus(x, ball.centre());
      double length = Vectors.length(from);
      Vectors.copy(
          length > 0 ? Vectors.times(1 / length, from) : Vectors.axis(x.length, 0), normal);
    }

    @Override
    public void crossings(Curve curve, DoubleConsumer each) {
      curve.crossings(sphere(), each);
    }

    private Surface.Sphere sphere() {
      return new Surface.Sphere(ball.centre(), ball.radius());
    }

    @Override
    public List<Surface> surfaces() {
      return List.of(sphere());
    }

    @Override
    public List<Edge> edges(Box bounds) {
      return List.of(new Edge(Curve.Circle.of(ball.centre(), ball.radius()), Ball.SPHERE));
    }

    @Override
    public List<Face> faces(Box bounds) {
      return List.of(new Face.Round(sphere(), Ball.SPHERE));
    }
  }

  /** A half space. */
  record OfHalfSpace(HalfSpace half) implements Leaf {

    @Override
    public double signedDistance(double[] x) {
      return half.signedDistance(x);
    }

    @Override
    public void normal(double[] x, double[] normal) {
      Vectors.copy(half.normal(), normal);
    }

    @Override
    public void crossings(Curve curve, DoubleConsumer each) {
      curve.crossings(plane(), each);
    }

    private Surface.Plane plane() {
      return new Surface.Plane(half.normal(), half.offset());
    }

    @Override
    public List<Surface> surfaces() {
      return List.of(plane());
    }

    @Override
    public List<Edge> edges(Box bounds) {
      double[] normal = half.normal();
      double[] centre = bounds.centre();
      double[] foot = Vectors.plus(centre, half.signedDistance(centre), normal);
      double reach = bounds.diagonal() / 2;
      double[] direction = {-normal[1], normal[0]};
      return List.of(new Edge(new Curve.Line(foot, direction, -reach, reach), half.name()));
    }

    @Override
    public List<Face> faces(Box bounds) {
      return List.of(Face.Flat.of(plane(), bounds, half.name()));
    }
  }
}
