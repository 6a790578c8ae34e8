package io.raf4j.pde;

import io.raf4j.geometry.Shape;
import io.raf4j.jet.Jet;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Functions that vanish on a boundary and are positive inside, to make the B of a {@link
 * PdeProblem} of. For a time-space box multiply that of the sides by the time, or by its square
 * where u and u_t are prescribed.
 *
 * <p>A shape's own factor comes from {@link #of(Shape, String...)}: a product of smooth factors,
 * one for each line, plane or sphere that it is prescribed on.
 *
 * <pre>
 *   side of a box, edge of a convex polygon     distance from its line, 1 in the middle
 *   ball                                        1 - |x - c|^2 / r^2
 *   ball that is taken away                     |x - c|^2 / r^2 - 1
 *   half space n . x &lt;= c                        c - n . x
 *   shape over time                             (t - low) / (high - low), and that of the shape
 * </pre>
 *
 * <p>Each factor vanishes to first order on its part and nowhere else in the shape, so the product
 * is positive inside, and its Laplacian is bounded, hence square integrable. Polygons of more than
 * 8 edges take tanh of the distances, so that the product does not become small in the middle.
 */
public final class BoundaryFactors {
  private BoundaryFactors() {}

  /** Returns {@code prod_k x_k (1 - x_k)}. */
  public static Jet unitCube(Jet[] x) {
    return unitSides(x, 0);
  }

  /** Returns {@code prod_(k >= first) x_k (1 - x_k)}. */
  public static Jet unitSides(Jet[] x, int first) {
    Jet[] factors = new Jet[x.length - first];
    for (int k = 0; k < factors.length; k++) {
      Jet side = x[first + k];
      factors[k] = side.times(side.subtractedFrom(1));
    }
    return Jet.product(factors);
  }

  /** Returns {@code 1 - (x / half)^2}, of one side [-half, half]. */
  public static Jet centred(Jet x, double half) {
    return x.times(1 / half).square().subtractedFrom(1);
  }

  /** Returns {@code 1 - |x|^2}. */
  public static Jet unitBall(Jet[] x) {
    return Jet.sumOfSquares(x).subtractedFrom(1);
  }

  /**
   * Returns a function that vanishes on the whole boundary of a shape and is positive inside; of a
   * shape over time, on its start and its walls, and not at its end, where nothing is prescribed.
   *
   * @throws IllegalArgumentException where there is no smooth one, at re-entrant corners: polygons
   *     that are not convex or have holes, unions, shapes from which a region with corners was
   *     taken away. The message says what to do instead.
   */
  public static Function<Jet[], Jet> of(Shape shape) {
    Set<String> parts = new LinkedHashSet<>(shape.partNames());
    parts.remove(ShapeFactors.end(shape));
    return ShapeFactors.product(shape, parts);
  }

  /**
   * Returns a function that vanishes on some parts of the boundary of a shape and is positive
   * inside and on the other parts.
   *
   * @param parts their names, 1 or more
   * @throws IllegalArgumentException if a part is unknown or none is named, or as {@link
   *     #of(Shape)} does
   */
  public static Function<Jet[], Jet> of(Shape shape, String... parts) {
    if (parts.length == 0) {
      throw new IllegalArgumentException(
          "no part is named on which a factor is to vanish; name some of " + shape.partNames());
    }
    Arrays.stream(parts).forEach(shape::part);
    return ShapeFactors.product(shape, new LinkedHashSet<>(Arrays.asList(parts)));
  }
}
