package io.raf4j.geometry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bounded region of R^d whose boundary has named parts: a box, a ball, a polygon, what they are
 * combined to, and all of these over an interval of time.
 *
 * <pre>
 *   Shape plate = Box.unit(2).difference(Ball.around(0.2, 0.5, 0.5).naming("hole", "sphere"));
 *   plate.parts()                                  low 0, high 0, low 1, high 1, hole
 *   plate.part("hole").measure()                   0.4 pi
 *   Sampler.SOBOL.drawBoundary(plate.part("hole"), seed, purpose, step, shard, 256)
 * </pre>
 *
 * <p>Points are uniform over the shape, and over each part. The inside includes the boundary, up to
 * a tolerance that {@link #tolerance} tells.
 *
 * <p>Combinations are regular: what they are is the closure of their inside, so that pieces without
 * volume or area do not exist. A part of which nothing is left is none of {@link #parts}.
 */
public sealed interface Shape extends Domain, Region
    permits Box, Ball, Polygon, Combined, Named, TimeSpace {

  /** Returns the parts of the boundary, each with a name of its own and a positive measure. */
  List<BoundaryPart> parts();

  /**
   * Returns a part of the boundary.
   *
   * @throws IllegalArgumentException if there is none of the name; the message suggests the nearest
   */
  default BoundaryPart part(String name) {
    return Parts.find(parts(), name);
  }

  /** Returns the names of the parts, in their order. */
  default List<String> partNames() {
    return Parts.names(parts());
  }

  /** Returns the measure of the whole boundary. */
  default double boundaryMeasure() {
    return parts().stream().mapToDouble(BoundaryPart::measure).sum();
  }

  /**
   * Returns a number that is positive inside, negative outside and 0 on the boundary, and whose
   * size is never more than the distance from the boundary.
   *
   * @param x {@code [d]}
   */
  double signedDistanceBound(double[] x);

  /** Returns whether the size of {@link #signedDistanceBound} is the distance itself. */
  boolean isDistanceExact();

  /** Returns how far outside, by {@link #signedDistanceBound}, points still count as inside. */
  double tolerance();

  @Override
  default boolean contains(double[] point) {
    return signedDistanceBound(point) >= -tolerance();
  }

  /**
   * Returns what lies in this shape, in the other one or in both.
   *
   * @throws IllegalArgumentException if dimensions differ or are not 2 or 3, a shape goes over
   *     time, or both have a part of one name
   */
  default Shape union(Shape other) {
    return new Combined(Combined.Operation.UNION, this, other);
  }

  /**
   * Returns what lies in this shape and in the other one.
   *
   * @throws IllegalArgumentException as {@link #union} does, and if nothing is left
   */
  default Shape intersection(Region other) {
    return new Combined(Combined.Operation.INTERSECTION, this, other);
  }

  /**
   * Returns what lies in this shape and not in the other one.
   *
   * @throws IllegalArgumentException as {@link #union} does, and if nothing is left
   */
  default Shape difference(Region other) {
    return new Combined(Combined.Operation.DIFFERENCE, this, other);
  }

  /**
   * Returns the shape with some parts of its boundary as one part of another name.
   *
   * @param name of the new part
   * @param parts 1 or more
   * @throws IllegalArgumentException if a part is unknown or named twice, or another one already
   *     has the name
   */
  default Shape naming(String name, String... parts) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put(name, List.of(parts));
    return new Named(this, groups);
  }

  /**
   * Returns the shape with a word before the names of all its parts: "left" makes "left high 0".
   */
  default Shape called(String word) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (String part : partNames()) {
      groups.put(word + " " + part, List.of(part));
    }
    return new Named(this, groups);
  }

  /**
   * Returns the shape over an interval of time, which becomes the first coordinate.
   *
   * @throws IllegalArgumentException if the interval is empty or not finite
   */
  default TimeSpace overTime(double low, double high) {
    return new TimeSpace(low, high, this);
  }
}
