package io.raf4j.geometry;

import java.util.List;
import java.util.function.Function;

/** Shapes with the volumes and the boundaries of the textbook. */
final class ShapeFixtures {
  private ShapeFixtures() {}

  /**
   * A shape.
   *
   * @param volume its volume by formula
   * @param boundary the measure of its boundary by formula
   */
  record Fixture(String name, Shape shape, double volume, double boundary) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The L of three unit squares, around the re-entrant corner (0, 0). */
  static Polygon ell() {
    return Polygon.of(at(-1, -1), at(1, -1), at(1, 0), at(0, 0), at(0, 1), at(-1, 1));
  }

  static double[] at(double... x) {
    return x;
  }

  static Box box(double[] low, double... high) {
    return new Box(low, high);
  }

  /** A ball whose boundary has a name of its own. */
  static Shape ball(String name, double radius, double... centre) {
    return Ball.around(radius, centre).naming(name, Ball.SPHERE);
  }

  static List<Fixture> all() {
    return List.of(
        new Fixture("interval", box(at(-1), 2), 3, 2),
        new Fixture("rectangle", box(at(1, 2), 3, 5), 6, 10),
        new Fixture("box of 4 dimensions", Box.cube(4, 0, 2), 16, 64),
        new Fixture("interval as a ball", Ball.around(2, 1), 4, 2),
        new Fixture("disc", Ball.around(2, 3, -1), 4 * Math.PI, 4 * Math.PI),
        new Fixture("ball", Ball.around(1.5, 0.2, 0.4, 1), 4.5 * Math.PI, 9 * Math.PI),
        new Fixture(
            "ball of 5 dimensions",
            Ball.around(1, 1, 0, 0, 0, -1),
            8 * Math.PI * Math.PI / 15,
            8 * Math.PI * Math.PI / 3),
        new Fixture("triangle", Polygon.of(at(0, 0), at(0, 3), at(4, 0)), 6, 12),
        new Fixture("L", ell(), 3, 8),
        new Fixture("frame", frame(), 15, 20),
        new Fixture("plate with a hole", plate(), 1 - 0.09 * Math.PI, 4 + 0.6 * Math.PI),
        new Fixture(
            "annulus",
            ball("outer", 2, 1, 1).difference(ball("inner", 1, 1, 1)),
            3 * Math.PI,
            6 * Math.PI),
        new Fixture("lens", lens(), lensArea(), 4 * Math.PI / 3),
        new Fixture(
            "two discs",
            ball("left", 1, 0, 0).union(ball("right", 1, 1, 0)),
            2 * Math.PI - lensArea(),
            8 * Math.PI / 3),
        new Fixture(
            "half of a disc",
            Ball.around(1, 2, 2).intersection(HalfSpace.through(at(2, 2), 1, 1)),
            Math.PI / 2,
            Math.PI + 2),
        new Fixture(
            "square without a quarter of a disc",
            Box.unit(2).difference(Ball.around(0.5, 0, 0)),
            1 - Math.PI / 16,
            3 + Math.PI / 4),
        new Fixture(
            "L of two boxes with a common side",
            box(at(-1, -1), 1, 0).union(box(at(-1, 0), 0, 1).called("upper")),
            3,
            8),
        new Fixture(
            "cross", box(at(-3, -1), 3, 1).union(box(at(-1, -3), 1, 3).called("tall")), 20, 24),
        new Fixture("cut polygon", ell().difference(Ball.around(0.5, 0, 0)), ellCut(), ellEdge()),
        new Fixture(
            "cube without a ball",
            Box.cube(3, -1, 1).difference(Ball.around(0.75, 0.1, 0, 0)),
            8 - 4 * Math.PI / 3 * 0.421875,
            24 + 4 * Math.PI * 0.5625),
        new Fixture(
            "cap of a ball",
            Ball.around(2, 1, 1, 1).intersection(new HalfSpace(at(2, 1, -2), 1 - 3, "cut")),
            5 * Math.PI / 3,
            // Height 1 of radius 2: a ball's cap of height h has pi h^2 (3 r - h) / 3.
            Math.PI * 3 + 4 * Math.PI),
        new Fixture("lens in space", lensInSpace(), 5 * Math.PI / 12, 2 * Math.PI),
        new Fixture(
            "two balls",
            ball("left", 1, 0, 0, 0).union(ball("right", 1, 0, 1, 0)),
            8 * Math.PI / 3 - 5 * Math.PI / 12,
            6 * Math.PI),
        new Fixture(
            "two cubes",
            Box.cube(3, 0, 1).union(Box.cube(3, 0.5, 1.5).called("other")),
            2 - 0.125,
            12 - 1.5),
        new Fixture(
            "cube without a corner",
            Box.unit(3).intersection(HalfSpace.through(at(0.5, 0, 0), -1, -1, -1)),
            1 - 1.0 / 48,
            6 - 3.0 / 8 + Math.sqrt(3) / 8),
        new Fixture(
            "eighth of a ball",
            Box.unit(3).intersection(Ball.unit(3)),
            Math.PI / 6,
            3 * Math.PI / 4 + Math.PI / 2),
        new Fixture("interval over time", Box.unit(1).overTime(0, 2), 2, 6),
        new Fixture("disc over time", new Ball(2, 1).overTime(1, 4), 3 * Math.PI, 8 * Math.PI),
        new Fixture("L over time", ell().overTime(0, 0.5), 1.5, 6 + 4),
        new Fixture(
            "plate with a hole over time",
            plate().overTime(-1, 1),
            2 - 0.18 * Math.PI,
            2 * (1 - 0.09 * Math.PI) + 2 * (4 + 0.6 * Math.PI)),
        new Fixture(
            "cube without a ball over time",
            Box.cube(3, -1, 1).difference(Ball.around(0.75, 0.1, 0, 0)).overTime(0, 1),
            8 - 4 * Math.PI / 3 * 0.421875,
            2 * (8 - 4 * Math.PI / 3 * 0.421875) + 24 + 4 * Math.PI * 0.5625));
  }

  static Polygon frame() {
    // The outline runs clockwise, the hole counterclockwise: the wrong way round.
    return Polygon.of(
        List.of(
            new double[][] {{0, 0}, {0, 4}, {4, 4}, {4, 0}},
            new double[][] {{1, 1}, {2, 1}, {2, 2}, {1, 2}}));
  }

  static Shape plate() {
    return Box.unit(2).difference(ball("hole", 0.3, 0.5, 0.4));
  }

  private static Shape lens() {
    return ball("left", 1, 0, 0).intersection(ball("right", 1, 1, 0));
  }

  private static double lensArea() {
    return 2 * Math.PI / 3 - Math.sqrt(3) / 2;
  }

  private static Shape lensInSpace() {
    return ball("left", 1, 0, 0, 0).intersection(ball("right", 1, 0, 0, 1));
  }

  /** The L without the three quarters of a disc at its corner. */
  private static double ellCut() {
    return 3 - 0.75 * Math.PI * 0.25;
  }

  private static double ellEdge() {
    return 8 - 1 + 0.75 * Math.PI;
  }

  /** A field of vectors with its divergence. */
  record Flow(String name, Function<double[], double[]> field, Function<double[], Double> source) {}

  static List<Flow> flows() {
    return List.of(
        new Flow("x", double[]::clone, x -> (double) x.length),
        new Flow(
            "squares",
            x -> map(x, k -> x[k] * x[k] * x[(k + 1) % x.length]),
            x -> sum(x, k -> (x.length == 1 ? 3 : 2) * x[k] * x[(k + 1) % x.length])),
        new Flow(
            "waves",
            x -> map(x, k -> Math.sin(x[k] + 0.3 * k) * (x.length == 1 ? 1 : wave(x, k))),
            x -> sum(x, k -> Math.cos(x[k] + 0.3 * k) * (x.length == 1 ? 1 : wave(x, k)))));
  }

  private static double wave(double[] x, int k) {
    return Math.exp(0.2 * x[(k + 1) % x.length]);
  }

  private static double[] map(double[] x, Function<Integer, Double> component) {
    double[] all = new double[x.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = component.apply(k);
    }
    return all;
  }

  private static double sum(double[] x, Function<Integer, Double> term) {
    double sum = 0;
    for (double component : map(x, term)) {
      sum += component;
    }
    return sum;
  }
}
