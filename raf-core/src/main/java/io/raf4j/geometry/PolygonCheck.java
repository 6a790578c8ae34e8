package io.raf4j.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.locationtech.jts.triangulate.polygon.ConstrainedDelaunayTriangulator;

/**
 * What JTS says of a polygon: whether it is one, and into which triangles it is cut.
 *
 * @param area positive
 * @param triangles {@code [m][3][2]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record PolygonCheck(double area, double[][][] triangles) {

  private static final int MOST_VERTICES = 10_000;
  private static final double NOTHING = 1e-13;
  private static final double CUT = 1e-9;

  /** Returns rings without a last vertex that is the first one, of which each may be a ring. */
  static List<double[][]> rings(List<double[][]> given) {
    if (given.isEmpty()) {
      throw new IllegalArgumentException("the polygon is empty; give its vertices");
    }
    List<double[][]> rings = new ArrayList<>();
    int count = 0;
    for (int r = 0; r < given.size(); r++) {
      rings.add(ring(name(r), given.get(r)));
      count += given.get(r).length;
    }
    if (count > MOST_VERTICES) {
      throw new IllegalArgumentException(
          "the polygon has " + count + " vertices; expected at most " + MOST_VERTICES);
    }
    return rings;
  }

  private static String name(int ring) {
    return ring == 0 ? "the outline" : "hole " + (ring - 1);
  }

  private static double[][] ring(String name, double[][] given) {
    for (int i = 0; i < given.length; i++) {
      if (given[i].length != 2 || !Vectors.areFinite(given[i])) {
        throw new IllegalArgumentException(
            "vertex "
                + i
                + " of "
                + name
                + " is "
                + Arrays.toString(given[i])
                + "; expected two finite coordinates");
      }
    }
    int n = given.length;
    boolean isClosed = n > 1 && Arrays.equals(given[0], given[n - 1]);
    double[][] ring = new double[isClosed ? n - 1 : n][];
    Arrays.setAll(ring, i -> given[i].clone());
    if (ring.length < 3) {
      throw new IllegalArgumentException(
          name + " has " + ring.length + " vertices; expected 3 or more");
    }
    for (int i = 0; i < ring.length; i++) {
      int next = (i + 1) % ring.length;
      if (Arrays.equals(ring[i], ring[next])) {
        throw new IllegalArgumentException(
            "vertices " + i + " and " + next + " of " + name + " are the same; leave one out");
      }
    }
    requireArea(name, ring);
    return ring;
  }

  private static void requireArea(String name, double[][] ring) {
    double size = 0;
    for (double[] vertex : ring) {
      size = Math.max(size, Vectors.length(Vectors.minus(vertex, ring[0])));
    }
    boolean isFlat =
        Arrays.stream(ring)
            .allMatch(v -> Arrays.stream(ring).allMatch(w -> isInLine(ring[0], v, w)));
    if (isFlat || ring.length == 3 && !(Math.abs(area(ring)) > NOTHING * size * size)) {
      throw new IllegalArgumentException(
          name + " has no area: its vertices lie on a line; give the vertices around a region");
    }
  }

  private static boolean isInLine(double[] a, double[] b, double[] c) {
    return (b[0] - a[0]) * (c[1] - a[1]) == (c[0] - a[0]) * (b[1] - a[1]);
  }

  /** Returns the area within a ring, negative where it runs clockwise. */
  static double area(double[][] ring) {
    double sum = 0;
    for (int i = 0; i < ring.length; i++) {
      double[] a = ring[i];
      double[] b = ring[(i + 1) % ring.length];
      // Relative to a vertex: far from 0 products would cancel.
      sum += (a[0] - ring[0][0]) * (b[1] - ring[0][1]) - (b[0] - ring[0][0]) * (a[1] - ring[0][1]);
    }
    return sum / 2;
  }

  /** Asks JTS. */
  static PolygonCheck of(List<double[][]> rings) {
    GeometryFactory factory = new GeometryFactory();
    LinearRing[] all = rings.stream().map(r -> linearRing(factory, r)).toArray(LinearRing[]::new);
    Geometry polygon = factory.createPolygon(all[0], Arrays.copyOfRange(all, 1, all.length));
    TopologyValidationError error = new IsValidOp(polygon).getValidationError();
    if (error != null) {
      throw new IllegalArgumentException(sentence(error));
    }
    double area = Math.abs(area(rings.get(0)));
    for (int r = 1; r < rings.size(); r++) {
      area -= Math.abs(area(rings.get(r)));
    }
    return new PolygonCheck(area, triangles(polygon, area));
  }

  private static LinearRing linearRing(GeometryFactory factory, double[][] ring) {
    Coordinate[] coordinates = new Coordinate[ring.length + 1];
    for (int i = 0; i < coordinates.length; i++) {
      double[] vertex = ring[i % ring.length];
      coordinates[i] = new Coordinate(vertex[0], vertex[1]);
    }
    return factory.createLinearRing(coordinates);
  }

  private static String sentence(TopologyValidationError error) {
    Coordinate at = error.getCoordinate();
    String where = at == null ? "" : " at (" + at.x + ", " + at.y + ")";
    return switch (error.getErrorType()) {
      case TopologyValidationError.SELF_INTERSECTION,
              TopologyValidationError.RING_SELF_INTERSECTION ->
          "edges of the polygon cross or touch" + where + "; give the vertices in order around it";
      case TopologyValidationError.HOLE_OUTSIDE_SHELL ->
          "a hole of the polygon lies outside of its outline" + where + "; leave it out";
      case TopologyValidationError.NESTED_HOLES ->
          "a hole of the polygon lies in another one" + where + "; leave it out";
      case TopologyValidationError.DISCONNECTED_INTERIOR ->
          "holes cut the polygon in two" + where + "; give two polygons and their union";
      default -> "the polygon is none: " + error.getMessage() + where;
    };
  }

  private static double[][][] triangles(Geometry polygon, double area) {
    Geometry cut = ConstrainedDelaunayTriangulator.triangulate(polygon);
    List<double[][]> triangles = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < cut.getNumGeometries(); i++) {
      Coordinate[] corners = cut.getGeometryN(i).getCoordinates();
      double[][] triangle = new double[3][];
      Arrays.setAll(triangle, k -> new double[] {corners[k].x, corners[k].y});
      if (area(triangle) < 0) {
        triangle = new double[][] {triangle[0], triangle[2], triangle[1]};
      }
      double own = area(triangle);
      if (own > 0) {
        triangles.add(triangle);
        sum += own;
      }
    }
    if (!(Math.abs(sum - area) <= CUT * area)) {
      throw new IllegalArgumentException(
          "the polygon of area "
              + area
              + " could be cut into triangles of area "
              + sum
              + " only; leave out edges that are much shorter than the others");
    }
    return triangles.toArray(double[][][]::new);
  }
}
