package io.raf4j.geometry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The union, the intersection or the difference of two shapes of the plane or of space.
 *
 * <p>In the plane the boundary is found as pieces of lines and of circles: area, lengths and
 * distance are exact up to rounding, parts are drawn from without passing over points, and the
 * bounds are the smallest. In space the areas of parts and the volume are known to about 1e-11 of
 * the size's square and cube, by quadrature over what is left of curves on the primitives'
 * surfaces; features as small as that are none. The distance there is a bound, the least or the
 * greatest of the primitives' distances; the box around need not be the smallest.
 *
 * <p>Points are those of a primitive: of the first shape (difference), of the smaller one
 * (intersection), of both in turn (union), passing over those that do not belong.
 *
 * <p>Cost: p primitive lines, circles, planes and spheres are cut by each other, p^2 steps in the
 * plane, p^3 in space, at construction; a test whether a point is inside takes p.
 */
public final class Combined implements Shape {

  private static final double TOLERANCE = 1e-12;
  private static final double NOTHING = 1e-11;
  private static final double LARGEST = Math.nextDown(1.0);

  /** How two regions are combined. */
  public enum Operation {
    /** What lies in one of them. */
    UNION("union"),
    /** What lies in both. */
    INTERSECTION("intersection"),
    /** What lies in the first and not in the second. */
    DIFFERENCE("difference");

    private final String label;

    Operation(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  private final Operation operation;
  private final Shape first;
  private final Region second;
  private final Solid solid;
  private final PlaneBoundary plane;
  private final List<BoundaryPart> parts;
  private final double volume;
  private final Box bounds;

  /** Combines two regions, of which a half space may be the second, but not in a union. */
  Combined(Operation operation, Shape first, Region second) {
    requireDimensions(operation, first, second);
    List<String> names = new ArrayList<>(first.partNames());
    names.addAll(second instanceof HalfSpace half ? List.of(half.name()) : names(second));
    Parts.requireDifferent(names, "the " + operation);
    this.operation = operation;
    this.first = first;
    this.second = second;
    Box around = around();
    this.solid = new Solid(operation, first, second, around);
    if (first.dimension() == 2) {
      this.plane = new PlaneBoundary(solid);
      this.volume = plane.area();
      requireSomething(volume, around);
      this.parts = plane.parts();
      this.bounds = plane.bounds();
    } else {
      SpaceBoundary space = new SpaceBoundary(solid);
      this.plane = null;
      this.volume = space.volume();
      requireSomething(volume, around);
      this.parts = space.parts();
      this.bounds = around;
    }
  }

  private static List<String> names(Region region) {
    return ((Shape) region).partNames();
  }

  private static void requireDimensions(Operation operation, Region first, Region second) {
    int d = first.dimension();
    if (d != second.dimension() || d < 2 || d > 3) {
      throw new IllegalArgumentException(
          "the "
              + operation
              + " is of a shape of "
              + d
              + " dimensions and one of "
              + second.dimension()
              + "; expected 2 or 3, both the same");
    }
  }

  private IllegalArgumentException empty() {
    return new IllegalArgumentException(
        operation == Operation.INTERSECTION
            ? "the intersection of "
                + first
                + " and "
                + second
                + " is empty; give regions that overlap"
            : "nothing is left of "
                + first
                + " without "
                + second
                + "; give a second region that covers a part of the first only");
  }

  private void requireSomething(double size, Box around) {
    if (!(size > NOTHING * around.volume())) {
      throw empty();
    }
  }

  private Box around() {
    Box own = first.bounds();
    if (!(second instanceof Shape shape) || operation == Operation.DIFFERENCE) {
      return own;
    }
    Box other = shape.bounds();
    boolean isUnion = operation == Operation.UNION;
    double[] low = new double[own.dimension()];
    double[] high = new double[own.dimension()];
    for (int k = 0; k < low.length; k++) {
      boolean isOwnFirst = own.low(k) < other.low(k);
      boolean isOwnLast = own.high(k) > other.high(k);
      low[k] = isOwnFirst == isUnion ? own.low(k) : other.low(k);
      high[k] = isOwnLast == isUnion ? own.high(k) : other.high(k);
      if (!(low[k] < high[k])) {
        throw empty();
      }
    }
    return new Box(low, high);
  }

  /** Returns how the two are combined. */
  public Operation operation() {
    return operation;
  }

  /** Returns the first of the two. */
  public Shape first() {
    return first;
  }

  /** Returns the second of the two. */
  public Region second() {
    return second;
  }

  @Override
  public List<BoundaryPart> parts() {
    return Collections.unmodifiableList(parts);
  }

  @Override
  public double signedDistanceBound(double[] x) {
    double bound = solid.bound(x);
    return plane == null ? bound : Math.copySign(plane.distance(x), bound);
  }

  @Override
  public boolean isDistanceExact() {
    return plane != null;
  }

  @Override
  public double tolerance() {
    return TOLERANCE * (bounds.diagonal() + bounds.farthest());
  }

  @Override
  public boolean contains(double[] point) {
    return solid.bound(point) >= -tolerance();
  }

  @Override
  public int dimension() {
    return first.dimension();
  }

  @Override
  public int cubeDimension() {
    return switch (operation) {
      case UNION -> Math.max(first.cubeDimension(), ((Shape) second).cubeDimension());
      case INTERSECTION -> source().cubeDimension();
      case DIFFERENCE -> first.cubeDimension();
    };
  }

  /** Returns the shape of which points are kept. */
  private Shape source() {
    boolean isSecond =
        operation == Operation.INTERSECTION
            && second instanceof Shape shape
            && placed(shape) < placed(first);
    return isSecond ? (Shape) second : first;
  }

  /** Returns the volume that all points of the cube stand for. */
  private static double placed(Shape shape) {
    return shape.volume() / shape.keptShare().orElse(1);
  }

  private double placed() {
    return operation == Operation.UNION ? placed(first) + placed((Shape) second) : placed(source());
  }

  @Override
  public double place(double[] cube, double[] point) {
    if (operation != Operation.UNION) {
      double weight = source().place(cube, point);
      return weight != 0 && contains(point) ? weight : 0;
    }
    double share = placed(first) / placed();
    double[] own = cube.clone();
    if (cube[0] < share) {
      own[0] = Math.min(cube[0] / share, LARGEST);
      return first.place(own, point) / share;
    }
    own[0] = Math.min((cube[0] - share) / (1 - share), LARGEST);
    double weight = ((Shape) second).place(own, point) / (1 - share);
    return weight != 0 && first.contains(point) ? 0 : weight;
  }

  @Override
  public OptionalDouble keptShare() {
    double share = volume / placed();
    return OptionalDouble.of(share > 1 - NOTHING ? 1 : share);
  }

  @Override
  public double volume() {
    return volume;
  }

  @Override
  public Box bounds() {
    return bounds;
  }

  @Override
  public String toString() {
    return "the " + operation + " of " + first + " and " + second;
  }
}
