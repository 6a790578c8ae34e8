package io.raf4j.geometry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * A polygon of the plane, with holes or without. Uniform density.
 *
 * <p>The edge from vertex i to the next one is the part "edge i" of the boundary, i counted from 0
 * in the order in which vertices are given, clockwise or not; those of hole j are "hole j edge i".
 *
 * <p>The polygon is cut into triangles, of which the first number of the cube chooses one, so that
 * no point of the cube is passed over. Area and distance are exact up to rounding; the inside
 * includes what is outside by 1e-12 of the size.
 *
 * <p>Cost: n^2 at most for n vertices at construction, n for a distance, log n for a point that is
 * drawn. Source of the triangles: M. Bern, D. Eppstein (ears) and L. P. Chew, Algorithmica 4 (1989)
 * (flipped to be Delaunay's), as JTS has them.
 */
public final class Polygon implements Shape {

  private static final double TOLERANCE = 1e-12;
  private static final double LARGEST = Math.nextDown(1.0);

  /**
   * An edge, with the polygon to its left.
   *
   * @param part its name
   * @param start {@code [2]}
   * @param end {@code [2]}
   * @param normal {@code [2]}, of length 1, points out of the polygon
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Edge(String part, double[] start, double[] end, double[] normal) {

    static Edge of(String part, double[] start, double[] end) {
      Curve.Line line = Curve.Line.between(start, end);
      double[] normal = new double[2];
      line.right(0, normal);
      return new Edge(part, start, end, normal);
    }

    /** Returns the distance of a point from the edge's line, positive on the polygon's side. */
    public double depth(double[] x) {
      return (start[0] - x[0]) * normal[0] + (start[1] - x[1]) * normal[1];
    }

    private double squaredDistance(double[] x) {
      double[] step = Vectors.minus(end, start);
      double[] from = Vectors.minus(x, start);
      double share = Vectors.dot(from, step) / Vectors.dot(step, step);
      double[] apart = Vectors.plus(from, -Math.max(0, Math.min(1, share)), step);
      return Vectors.dot(apart, apart);
    }
  }

  private final List<Edge> edges;
  private final int holes;
  private final Box bounds;
  private final double area;
  private final double[][][] triangles;

  /** Where triangles end in the sum of their areas, as shares of it. */
  private final double[] ends;

  /** Makes a polygon of rings, of which the first one is the outline. */
  private Polygon(List<double[][]> rings) {
    PolygonCheck checked = PolygonCheck.of(rings);
    this.edges = Collections.unmodifiableList(edges(rings));
    this.holes = rings.size() - 1;
    this.bounds = bounds(rings.get(0));
    this.area = checked.area();
    this.triangles = checked.triangles();
    this.ends = new double[triangles.length];
    double sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += PolygonCheck.area(triangles[i]);
      ends[i] = sum;
    }
    for (int i = 0; i < ends.length; i++) {
      ends[i] /= sum;
    }
  }

  /**
   * Returns a polygon without holes.
   *
   * @param vertices {@code [n][2]}, in order around it; the last may be the first again
   * @throws IllegalArgumentException if there are fewer than 3 or more than 10,000, a coordinate is
   *     not finite, two neighbours are the same, edges cross or the area is 0
   */
  public static Polygon of(double[]... vertices) {
    return of(List.<double[][]>of(vertices));
  }

  /**
   * Returns a polygon.
   *
   * @param rings the outline's vertices, and those of every hole
   * @throws IllegalArgumentException as {@link #of(double[][])} does, and if holes touch each other
   *     along an edge, or are not inside
   */
  public static Polygon of(List<double[][]> rings) {
    return new Polygon(PolygonCheck.rings(rings));
  }

  /**
   * Returns the polygon of a file with "x,y" in every line; lines that are empty lie between the
   * outline and the holes, those that begin with # are passed over.
   *
   * @throws IllegalArgumentException if it is none; the message begins with file and line
   * @throws IOException if the file cannot be read
   */
  public static Polygon ofCsv(Path file) throws IOException {
    return PolygonReader.csv(file);
  }

  /**
   * Returns the polygon of a text as {@link #ofCsv} takes it in a file.
   *
   * @param name of the text, for messages
   * @throws IllegalArgumentException if it is none; the message begins with name and line
   */
  public static Polygon ofCsvText(String name, String text) {
    return PolygonReader.csv(name, text);
  }

  /**
   * Returns the polygon of a text such as {@code POLYGON ((0 0, 1 0, 0 1, 0 0))}.
   *
   * @throws IllegalArgumentException if it is none, or more than one; the message has the line
   */
  public static Polygon ofWkt(String text) {
    return PolygonReader.wkt("the text", text);
  }

  /**
   * Returns the polygon of a file with a text as {@link #ofWkt} takes it.
   *
   * @throws IllegalArgumentException if it is none; the message begins with the file
   * @throws IOException if the file cannot be read
   */
  public static Polygon ofWktFile(Path file) throws IOException {
    return PolygonReader.wkt(file);
  }

  private static List<Edge> edges(List<double[][]> rings) {
    List<Edge> edges = new ArrayList<>();
    for (int r = 0; r < rings.size(); r++) {
      double[][] ring = rings.get(r);
      // The polygon is to the left of an outline that runs counterclockwise and of holes that
      // don't.
      boolean isLeft = PolygonCheck.area(ring) > 0 == (r == 0);
      for (int i = 0; i < ring.length; i++) {
        double[] next = ring[(i + 1) % ring.length];
        String part = (r == 0 ? "" : "hole " + (r - 1) + " ") + "edge " + i;
        edges.add(isLeft ? Edge.of(part, ring[i], next) : Edge.of(part, next, ring[i]));
      }
    }
    return edges;
  }

  private static Box bounds(double[][] ring) {
    double[] low = ring[0].clone();
    double[] high = ring[0].clone();
    for (double[] vertex : ring) {
      for (int k = 0; k < 2; k++) {
        low[k] = Math.min(low[k], vertex[k]);
        high[k] = Math.max(high[k], vertex[k]);
      }
    }
    return new Box(low, high);
  }

  /** Returns the edges of the outline and of the holes, in the order of the parts. */
  public List<Edge> edges() {
    return edges;
  }

  /** Returns the number of holes. */
  public int holes() {
    return holes;
  }

  /** Returns how many triangles the polygon is cut into. */
  int triangles() {
    return triangles.length;
  }

  @Override
  public List<BoundaryPart> parts() {
    List<BoundaryPart> parts = new ArrayList<>();
    for (Edge edge : edges) {
      Curve.Line line = Curve.Line.between(edge.start(), edge.end());
      parts.add(
          new PlaneBoundary.PiecesPart(
              edge.part(), List.of(new PlaneBoundary.Piece(line, line.low(), line.high(), 1))));
    }
    return parts;
  }

  @Override
  public double signedDistanceBound(double[] x) {
    double least = Double.POSITIVE_INFINITY;
    boolean isInside = false;
    for (Edge edge : edges) {
      least = Math.min(least, edge.squaredDistance(x));
      double[] a = edge.start();
      double[] b = edge.end();
      // A ray to the right crosses the edge.
      if (a[1] > x[1] != b[1] > x[1]
          && x[0] < a[0] + (x[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0])) {
        isInside = !isInside;
      }
    }
    double distance = Math.sqrt(least);
    return isInside ? distance : -distance;
  }

  @Override
  public boolean isDistanceExact() {
    return true;
  }

  @Override
  public double tolerance() {
    return TOLERANCE * (bounds.diagonal() + bounds.farthest());
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public int cubeDimension() {
    return 2;
  }

  @Override
  public double place(double[] cube, double[] point) {
    int found = Arrays.binarySearch(ends, cube[0]);
    int index = Math.min(found >= 0 ? found + 1 : -found - 1, ends.length - 1);
    double begin = index == 0 ? 0 : ends[index - 1];
    double u = Math.max(0, Math.min((cube[0] - begin) / (ends[index] - begin), LARGEST));
    // The density of a triangle grows with the distance from its first vertex.
    double far = Math.sqrt(u);
    double[][] corners = triangles[index];
    for (int k = 0; k < 2; k++) {
      double across = corners[1][k] + cube[1] * (corners[2][k] - corners[1][k]);
      point[k] = corners[0][k] + far * (across - corners[0][k]);
    }
    return area;
  }

  @Override
  public double volume() {
    return area;
  }

  @Override
  public Box bounds() {
    return bounds;
  }

  @Override
  public String toString() {
    return "the polygon of " + edges.size() + " edges in " + bounds;
  }

  /** Returns the polygon as a primitive of combinations. */
  Outline outline() {
    return new Outline(this);
  }

  /** The polygon within a combination. */
  record Outline(Polygon polygon) implements Leaf {

    private static final double BEYOND = 1e-9;

    @Override
    public double signedDistance(double[] x) {
      return polygon.signedDistanceBound(x);
    }

    @Override
    public void normal(double[] x, double[] normal) {
      double least = Double.POSITIVE_INFINITY;
      for (Polygon.Edge edge : polygon.edges) {
        double distance = edge.squaredDistance(x);
        if (distance < least) {
          least = distance;
          Vectors.copy(edge.normal(), normal);
        }
      }
    }

    @Override
    public void crossings(Curve curve, DoubleConsumer each) {
      for (Polygon.Edge edge : polygon.edges) {
        double[] step = Vectors.minus(edge.end(), edge.start());
        double square = Vectors.dot(step, step);
        curve.crossings(
            new Surface.Plane(edge.normal(), Vectors.dot(edge.normal(), edge.start())),
            t -> {
              double[] from = Vectors.minus(curve.at(t), edge.start());
              double share = Vectors.dot(from, step) / square;
              if (share > -BEYOND && share < 1 + BEYOND) {
                each.accept(t);
              }
            });
      }
    }

    @Override
    public List<Surface> surfaces() {
      return List.of();
    }

    @Override
    public List<Leaf.Edge> edges(Box bounds) {
      return polygon.edges.stream()
          .map(e -> new Leaf.Edge(Curve.Line.between(e.start(), e.end()), e.part()))
          .toList();
    }

    @Override
    public List<Face> faces(Box bounds) {
      return List.of();
    }
  }
}
