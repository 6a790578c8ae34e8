package io.raf4j.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A shape over an interval of time: the points (t, x) with {@code low <= t <= high} and x in the
 * shape. Time is the first coordinate.
 *
 * <pre>
 *   "start"          t = low, the whole shape; normal (-1, 0)
 *   "end"            t = high, the whole shape; normal (1, 0)
 *   each part        over all times, under its own name; normal (0, n)
 *   volume           (high - low) volume of the shape
 * </pre>
 *
 * @param low where time begins
 * @param high where it ends
 * @param shape that stays what it is
 */
public record TimeSpace(double low, double high, Shape shape) implements Shape {

  /** The part of the boundary where time begins. */
  public static final String START = "start";

  /** The part of the boundary where time ends. */
  public static final String END = "end";

  /**
   * Checks that time passes.
   *
   * @throws IllegalArgumentException if not, if a number is not finite, or a part of the shape is
   *     named "start" or "end"
   */
  public TimeSpace {
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "time goes from " + low + " to " + high + "; expected low < high, finite");
    }
    List<String> names = new ArrayList<>(List.of(START, END));
    names.addAll(shape.partNames());
    Parts.requireDifferent(names, "the shape over time");
  }

  @Override
  public List<BoundaryPart> parts() {
    List<BoundaryPart> parts = new ArrayList<>();
    parts.add(new Instant(this, false));
    parts.add(new Instant(this, true));
    shape.parts().forEach(part -> parts.add(new Wall(this, part)));
    return parts;
  }

  @Override
  public double signedDistanceBound(double[] x) {
    double time = Math.min(x[0] - low, high - x[0]);
    double space = shape.signedDistanceBound(space(x));
    return time < 0 && space < 0 ? -Math.sqrt(time * time + space * space) : Math.min(time, space);
  }

  private double[] space(double[] x) {
    double[] space = new double[shape.dimension()];
    System.arraycopy(x, 1, space, 0, space.length);
    return space;
  }

  @Override
  public boolean isDistanceExact() {
    return shape.isDistanceExact();
  }

  /** Returns that of the shape; time has none. */
  @Override
  public double tolerance() {
    return shape.tolerance();
  }

  @Override
  public boolean contains(double[] point) {
    return point[0] >= low && point[0] <= high && shape.contains(space(point));
  }

  @Override
  public int dimension() {
    return 1 + shape.dimension();
  }

  @Override
  public int cubeDimension() {
    return 1 + shape.cubeDimension();
  }

  @Override
  public double place(double[] cube, double[] point) {
    double[] x = new double[shape.dimension()];
    double weight = shape.place(rest(cube, shape.cubeDimension()), x);
    point[0] = time(cube[0]);
    System.arraycopy(x, 0, point, 1, x.length);
    return (high - low) * weight;
  }

  private double time(double share) {
    return low + (high - low) * share;
  }

  private static double[] rest(double[] cube, int count) {
    double[] rest = new double[Math.max(1, count)];
    System.arraycopy(cube, 1, rest, 0, count);
    return rest;
  }

  @Override
  public OptionalDouble keptShare() {
    return shape.keptShare();
  }

  @Override
  public double volume() {
    return (high - low) * shape.volume();
  }

  @Override
  public Box bounds() {
    Box space = shape.bounds();
    double[] lower = new double[dimension()];
    double[] upper = new double[dimension()];
    lower[0] = low;
    upper[0] = high;
    System.arraycopy(space.low(), 0, lower, 1, shape.dimension());
    System.arraycopy(space.high(), 0, upper, 1, shape.dimension());
    return new Box(lower, upper);
  }

  /** The first time or the last one. */
  private record Instant(TimeSpace whole, boolean isEnd) implements BoundaryPart {

    @Override
    public String name() {
      return isEnd ? END : START;
    }

    @Override
    public int dimension() {
      return whole.dimension();
    }

    @Override
    public int cubeDimension() {
      return whole.shape.cubeDimension();
    }

    @Override
    public double place(double[] cube, double[] point, double[] normal) {
      double[] x = new double[whole.shape.dimension()];
      double weight = whole.shape.place(cube, x);
      point[0] = isEnd ? whole.high : whole.low;
      normal[0] = isEnd ? 1 : -1;
      for (int k = 0; k < x.length; k++) {
        point[1 + k] = x[k];
        normal[1 + k] = 0;
      }
      return weight;
    }

    @Override
    public double measure() {
      return whole.shape.volume();
    }

    @Override
    public OptionalDouble keptShare() {
      return whole.shape.keptShare();
    }
  }

  /** A part of the shape's boundary over all times. */
  private record Wall(TimeSpace whole, BoundaryPart part) implements BoundaryPart {

    @Override
    public String name() {
      return part.name();
    }

    @Override
    public int dimension() {
      return whole.dimension();
    }

    @Override
    public int cubeDimension() {
      return 1 + part.cubeDimension();
    }

    @Override
    public double place(double[] cube, double[] point, double[] normal) {
      double[] x = new double[part.dimension()];
      double[] n = new double[part.dimension()];
      double weight = part.place(rest(cube, part.cubeDimension()), x, n);
      point[0] = whole.time(cube[0]);
      normal[0] = 0;
      System.arraycopy(x, 0, point, 1, x.length);
      System.arraycopy(n, 0, normal, 1, n.length);
      return (whole.high - whole.low) * weight;
    }

    @Override
    public double measure() {
      return (whole.high - whole.low) * part.measure();
    }

    @Override
    public OptionalDouble keptShare() {
      return part.keptShare();
    }
  }
}
