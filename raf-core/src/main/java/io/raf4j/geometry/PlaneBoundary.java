package io.raf4j.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * The boundary of a plane combination: pieces of lines and of circles, found exactly.
 *
 * <pre>
 *   area = 1/2 sum over pieces of the integral of (x - o) . n     (Gauss), in closed form
 * </pre>
 *
 * <p>Cost: p^2 crossings for p primitive edges.
 */
final class PlaneBoundary {

  /**
   * A piece of a curve.
   *
   * @param side 1 if the shape is to the left of the curve, -1 if to the right
   */
  record Piece(Curve curve, double low, double high, int side) {

    double length() {
      return (high - low) * curve.speed();
    }

    /** Returns the integral of (x - o) . n. */
    private double flux(double[] o) {
      if (curve instanceof Curve.Line line) {
        double[] normal = new double[2];
        line.right(low, normal);
        return side * Vectors.dot(Vectors.minus(line.start(), o), normal) * length();
      }
      Curve.Circle circle = (Curve.Circle) curve;
      double[] centre = Vectors.minus(circle.centre(), o);
      double first = Vectors.dot(centre, circle.first());
      double second = Vectors.dot(centre, circle.second());
      double r = circle.radius();
      double moved =
          first * (FastMath.sin(high) - FastMath.sin(low))
              - second * (FastMath.cos(high) - FastMath.cos(low));
      return side * r * (moved + r * (high - low));
    }

    private double distance(double[] x) {
      if (curve instanceof Curve.Line line) {
        double t = Vectors.dot(Vectors.minus(x, line.start()), line.direction());
        return apart(x, Math.max(low, Math.min(high, t)));
      }
      Curve.Circle circle = (Curve.Circle) curve;
      double[] from = Vectors.minus(x, circle.centre());
      double angle =
          Curve.Circle.turned(
              FastMath.atan2(
                  Vectors.dot(from, circle.second()), Vectors.dot(from, circle.first())));
      return angle >= low && angle <= high
          ? Math.abs(Vectors.length(from) - circle.radius())
          : Math.min(apart(x, low), apart(x, high));
    }

    private double apart(double[] x, double t) {
      return Vectors.length(Vectors.minus(curve.at(t), x));
    }

    /** Widens a box to hold the piece. */
    private void widen(double[] least, double[] most) {
      include(curve.at(low), least, most);
      include(curve.at(high), least, most);
      if (curve instanceof Curve.Circle circle) {
        for (int quarter = 0; quarter < 4; quarter++) {
          double angle = quarter * Curve.TURN / 4;
          if (angle >= low && angle <= high) {
            include(circle.at(angle), least, most);
          }
        }
      }
    }

    private static void include(double[] x, double[] least, double[] most) {
      for (int k = 0; k < 2; k++) {
        least[k] = Math.min(least[k], x[k]);
        most[k] = Math.max(most[k], x[k]);
      }
    }
  }

  private final Map<String, List<Piece>> parts = new LinkedHashMap<>();
  private final List<Piece> pieces = new ArrayList<>();
  private final double[] origin;

  PlaneBoundary(Solid solid) {
    this.origin = solid.bounds().centre();
    for (int i = 0; i < solid.leaves().size(); i++) {
      for (Leaf.Edge edge : solid.leaves().get(i).edges(solid.bounds())) {
        Curve curve = edge.curve();
        List<Piece> kept = new ArrayList<>();
        Kept.of(
            solid,
            i,
            curve,
            (t, point, normal) -> curve.right(t, normal),
            (low, high, side) -> kept.add(new Piece(curve, low, high, side)));
        if (!kept.isEmpty()) {
          parts.computeIfAbsent(solid.name(i, edge.part()), n -> new ArrayList<>()).addAll(kept);
          pieces.addAll(kept);
        }
      }
    }
  }

  double area() {
    return pieces.stream().mapToDouble(piece -> piece.flux(origin)).sum() / 2;
  }

  double distance(double[] x) {
    double least = Double.POSITIVE_INFINITY;
    for (Piece piece : pieces) {
      least = Math.min(least, piece.distance(x));
    }
    return least;
  }

  /** Returns the smallest box around; there has to be a piece. */
  Box bounds() {
    double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    pieces.forEach(piece -> piece.widen(least, most));
    return new Box(least, most);
  }

  List<BoundaryPart> parts() {
    List<BoundaryPart> all = new ArrayList<>();
    parts.forEach((name, some) -> all.add(new PiecesPart(name, some)));
    return all;
  }

  /** Pieces one after the other: a number of the cube is a place along them. */
  static final class PiecesPart implements BoundaryPart {

    private final String name;
    private final List<Piece> pieces;

    /** Where pieces end along all of them. */
    private final double[] ends;

    PiecesPart(String name, List<Piece> pieces) {
      this.name = name;
      this.pieces = List.copyOf(pieces);
      this.ends = pieces.stream().mapToDouble(Piece::length).toArray();
      for (int i = 1; i < ends.length; i++) {
        ends[i] += ends[i - 1];
      }
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public int cubeDimension() {
      return 1;
    }

    @Override
    public double place(double[] cube, double[] point, double[] normal) {
      double along = cube[0] * measure();
      int found = Arrays.binarySearch(ends, along);
      int index = Math.min(found >= 0 ? found + 1 : -found - 1, ends.length - 1);
      Piece piece = pieces.get(index);
      double rest = along - (index == 0 ? 0 : ends[index - 1]);
      double t = Math.min(piece.low() + rest / piece.curve().speed(), piece.high());
      piece.curve().at(t, point);
      piece.curve().right(t, normal);
      if (piece.side() < 0) {
        normal[0] = -normal[0];
        normal[1] = -normal[1];
      }
      return measure();
    }

    @Override
    public double measure() {
      return ends[ends.length - 1];
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
