package io.raf4j.pde;

import io.raf4j.geometry.Ball;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Combined;
import io.raf4j.geometry.HalfSpace;
import io.raf4j.geometry.Named;
import io.raf4j.geometry.Polygon;
import io.raf4j.geometry.Region;
import io.raf4j.geometry.Shape;
import io.raf4j.geometry.TimeSpace;
import io.raf4j.jet.Jet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Finds the factors, one for each primitive line, plane or sphere, whose product vanishes on parts
 * of a shape's boundary.
 */
final class ShapeFactors {

  /** What to do where there is no factor. */
  private static final String INSTEAD =
      "; prescribe the values there as residuals, or name parts for which there is a factor";

  /** Edges beyond which factors are saturated. */
  private static final int FEW_EDGES = 8;

  /** Lines this near to each other, as a share of the size, are one. */
  private static final double SAME = 1e-9;

  private final List<Function<Jet[], Jet>> factors = new ArrayList<>();

  private ShapeFactors() {}

  /** Returns the product of the factors of some parts; 1 of none. */
  static Function<Jet[], Jet> product(Shape shape, Set<String> parts) {
    return product(shape, parts, UnaryOperator.identity());
  }

  private static Function<Jet[], Jet> product(
      Region region, Set<String> parts, UnaryOperator<String> shown) {
    ShapeFactors found = new ShapeFactors();
    found.add(region, parts, shown);
    List<Function<Jet[], Jet>> factors = List.copyOf(found.factors);
    return x -> Jet.product(factors.stream().map(f -> f.apply(x)).toArray(Jet[]::new));
  }

  /** Returns the name of the part where time ends; an empty one where there is no time. */
  static String end(Shape shape) {
    if (shape instanceof TimeSpace) {
      return TimeSpace.END;
    }
    if (!(shape instanceof Named named)) {
      return "";
    }
    String before = end(named.shape());
    String name = named.nameOf(before);
    if (!before.isEmpty() && named.membersOf(name).size() > 1) {
      throw new IllegalArgumentException(
          "the part \""
              + name
              + "\" is the end of time together with others; name the parts on which the factor is to"
              + " vanish");
    }
    return name;
  }

  /**
   * Adds the factors of parts of a region.
   *
   * @param parts by the region's own names
   * @param shown what the user calls a part
   */
  private void add(Region region, Set<String> parts, UnaryOperator<String> shown) {
    if (parts.isEmpty()) {
      return;
    }
    if (region instanceof Named named) {
      Set<String> before = new LinkedHashSet<>();
      parts.forEach(part -> before.addAll(named.membersOf(part)));
      add(named.shape(), before, name -> shown.apply(named.nameOf(name)));
    } else if (region instanceof Combined combined) {
      addCombined(combined, parts, shown);
    } else if (region instanceof TimeSpace time) {
      addTime(time, parts, shown);
    } else if (region instanceof Box box) {
      parts.forEach(part -> factors.add(side(box, part)));
    } else if (region instanceof Ball ball) {
      factors.add(x -> distances(ball, x).subtractedFrom(1));
    } else if (region instanceof HalfSpace half) {
      add(half);
    } else {
      addEdges((Polygon) region, parts, shown);
    }
  }

  private void addCombined(Combined combined, Set<String> parts, UnaryOperator<String> shown) {
    Set<String> first = new LinkedHashSet<>(combined.first().partNames());
    first.retainAll(parts);
    Set<String> second = new LinkedHashSet<>(parts);
    second.removeAll(first);
    switch (combined.operation()) {
      case INTERSECTION -> {
        add(combined.first(), first, shown);
        add(combined.second(), second, shown);
      }
      case DIFFERENCE -> {
        add(combined.first(), first, shown);
        addOutside(combined.second(), second, shown);
      }
      case UNION ->
          throw new IllegalArgumentException(
              "there is no smooth factor for parts "
                  + shown(parts, shown)
                  + " of a union: where its shapes meet, corners are re-entrant, and whatever vanishes"
                  + " on one of them does so within the other"
                  + INSTEAD);
    }
  }

  private static List<String> shown(Set<String> parts, UnaryOperator<String> shown) {
    return parts.stream().map(shown).distinct().toList();
  }

  /** Adds the factors of parts that are the boundary of what is taken away. */
  private void addOutside(Region region, Set<String> parts, UnaryOperator<String> shown) {
    if (parts.isEmpty()) {
      return;
    }
    if (region instanceof Named named) {
      Set<String> before = new LinkedHashSet<>();
      parts.forEach(part -> before.addAll(named.membersOf(part)));
      addOutside(named.shape(), before, name -> shown.apply(named.nameOf(name)));
    } else if (region instanceof Ball ball) {
      factors.add(x -> distances(ball, x).minus(1));
    } else if (region instanceof HalfSpace half) {
      add(half.opposite());
    } else if (region instanceof Combined union && union.operation() == Combined.Operation.UNION) {
      Set<String> first = new LinkedHashSet<>(union.first().partNames());
      first.retainAll(parts);
      Set<String> second = new LinkedHashSet<>(parts);
      second.removeAll(first);
      addOutside(union.first(), first, shown);
      addOutside(union.second(), second, shown);
    } else {
      throw new IllegalArgumentException(
          "there is no smooth factor for parts "
              + shown(parts, shown)
              + ", the boundary of what is taken away ("
              + region
              + "): its corners are re-entrant, and the Laplacian of whatever vanishes there is not"
              + " square integrable; balls and half spaces can be taken away"
              + INSTEAD);
    }
  }

  private void addTime(TimeSpace time, Set<String> parts, UnaryOperator<String> shown) {
    double length = time.high() - time.low();
    if (parts.contains(TimeSpace.START)) {
      factors.add(x -> x[0].minus(time.low()).times(1 / length));
    }
    if (parts.contains(TimeSpace.END)) {
      factors.add(x -> x[0].subtractedFrom(time.high()).times(1 / length));
    }
    Set<String> walls = new LinkedHashSet<>(parts);
    walls.remove(TimeSpace.START);
    walls.remove(TimeSpace.END);
    if (!walls.isEmpty()) {
      Function<Jet[], Jet> space = product(time.shape(), walls, shown);
      factors.add(x -> space.apply(Arrays.copyOfRange(x, 1, x.length)));
    }
  }

  /** Returns the distance from a side, 1 in the middle. */
  private static Function<Jet[], Jet> side(Box box, String part) {
    int k = box.partNames().indexOf(part) / 2;
    double scale = 2 / (box.high(k) - box.low(k));
    return part.startsWith("low")
        ? x -> x[k].minus(box.low(k)).times(scale)
        : x -> x[k].subtractedFrom(box.high(k)).times(scale);
  }

  /** Returns |x - c|^2 / r^2. */
  private static Jet distances(Ball ball, Jet[] x) {
    Jet[] steps = new Jet[x.length];
    for (int k = 0; k < steps.length; k++) {
      steps[k] = x[k].minus(ball.centre()[k]).times(1 / ball.radius());
    }
    return Jet.sumOfSquares(steps);
  }

  private void add(HalfSpace half) {
    double[] normal = half.normal();
    factors.add(x -> line(normal, half.offset(), 1, x));
  }

  /** Returns (offset - normal . x) scale. */
  private static Jet line(double[] normal, double offset, double scale, Jet[] x) {
    Jet[] terms = new Jet[x.length];
    for (int k = 0; k < terms.length; k++) {
      terms[k] = x[k].times(normal[k] * scale);
    }
    return Jet.sum(terms).subtractedFrom(offset * scale);
  }

  private void addEdges(Polygon polygon, Set<String> parts, UnaryOperator<String> shown) {
    List<Polygon.Edge> lines = new ArrayList<>();
    double size = Math.sqrt(polygon.volume());
    for (Polygon.Edge edge : polygon.edges()) {
      if (parts.contains(edge.part())) {
        requireOneSide(polygon, edge, shown, SAME * size);
        requireWhole(polygon, edge, parts, shown, SAME * size);
        if (lines.stream().noneMatch(other -> isSame(other, edge, SAME * size))) {
          lines.add(edge);
        }
      }
    }
    double[] middle = middle(polygon);
    double steepness = lines.size() <= FEW_EDGES ? 0 : lines.size() / (double) FEW_EDGES;
    for (Polygon.Edge edge : lines) {
      double offset = edge.normal()[0] * edge.start()[0] + edge.normal()[1] * edge.start()[1];
      double scale = 1 / edge.depth(middle);
      factors.add(
          steepness == 0
              ? x -> line(edge.normal(), offset, scale, x)
              : x -> line(edge.normal(), offset, steepness * scale, x).tanh());
    }
  }

  /** Returns the mean of the outline's and the holes' vertices: inside, where it is asked for. */
  private static double[] middle(Polygon polygon) {
    double[] middle = new double[2];
    for (Polygon.Edge edge : polygon.edges()) {
      middle[0] += edge.start()[0] / polygon.edges().size();
      middle[1] += edge.start()[1] / polygon.edges().size();
    }
    return middle;
  }

  private static void requireOneSide(
      Polygon polygon, Polygon.Edge edge, UnaryOperator<String> shown, double tolerance) {
    for (Polygon.Edge other : polygon.edges()) {
      if (edge.depth(other.start()) < -tolerance) {
        throw new IllegalArgumentException(
            "there is no smooth factor for \""
                + shown.apply(edge.part())
                + "\" from "
                + Arrays.toString(edge.start())
                + " to "
                + Arrays.toString(edge.end())
                + ": the shape goes on behind it, beyond a re-entrant corner, where the Laplacian of"
                + " whatever vanishes on both sides of the corner is not square integrable"
                + INSTEAD);
      }
    }
  }

  /** Checks that all edges on a line are asked for: the factor vanishes on all of them. */
  private static void requireWhole(
      Polygon polygon,
      Polygon.Edge edge,
      Set<String> parts,
      UnaryOperator<String> shown,
      double tolerance) {
    for (Polygon.Edge other : polygon.edges()) {
      if (!parts.contains(other.part()) && isSame(edge, other, tolerance)) {
        throw new IllegalArgumentException(
            "there is no smooth factor for \""
                + shown.apply(edge.part())
                + "\" without \""
                + shown.apply(other.part())
                + "\", which lies on the same line and where it would vanish too"
                + INSTEAD);
      }
    }
  }

  private static boolean isSame(Polygon.Edge a, Polygon.Edge b, double tolerance) {
    return Math.abs(a.depth(b.start())) < tolerance && Math.abs(a.depth(b.end())) < tolerance;
  }
}
