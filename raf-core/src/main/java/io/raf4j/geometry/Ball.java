package io.raf4j.geometry;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/**
 * The ball {@code |x - centre| <= radius} of R^d, a disc in the plane. Uniform density. Its
 * boundary is one part, "sphere".
 *
 * <p>The first d numbers of a cube point, as quantiles of normal numbers, give the direction, and
 * the last one, u, gives the distance {@code radius u^(1/d)}: no point is rejected, so the evenness
 * of quasi-random points carries over.
 *
 * @param centre {@code [d]}, d 1 or more
 * @param radius positive and finite
 */
public record Ball(double[] centre, double radius) implements Shape {

  /** The name of the part that its boundary is. */
  public static final String SPHERE = "sphere";

  // Rounding of a direction's length; a point placed on the sphere is still inside.
  private static final double ROUNDING = 1e-12;

  /**
   * Checks centre and radius.
   *
   * @throws IllegalArgumentException if they are not finite, the radius is not positive, or there
   *     is no coordinate
   */
  public Ball {
    centre = centre.clone();
    if (centre.length == 0 || !Vectors.areFinite(centre)) {
      throw new IllegalArgumentException(
          "centre is " + Arrays.toString(centre) + "; expected 1 or more coordinates, finite");
    }
    if (!(radius > 0) || !Double.isFinite(radius)) {
      throw new IllegalArgumentException("radius is " + radius + "; expected positive and finite");
    }
  }

  /** Makes the ball around 0. */
  public Ball(int dimension, double radius) {
    this(origin(dimension), radius);
  }

  private static double[] origin(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension is " + dimension + "; expected 1 or more");
    }
    return new double[dimension];
  }

  /** Returns the ball around a point, given by its coordinates. */
  public static Ball around(double radius, double... centre) {
    return new Ball(centre, radius);
  }

  /** Returns the ball of radius 1 around 0. */
  public static Ball unit(int dimension) {
    return new Ball(dimension, 1);
  }

  @Override
  public int dimension() {
    return centre.length;
  }

  @Override
  public int cubeDimension() {
    return centre.length + 1;
  }

  @Override
  public double place(double[] cube, double[] point) {
    int dimension = centre.length;
    placeDirection(cube, point, dimension);
    double distance = radius * FastMath.pow(cube[dimension], 1.0 / dimension);
    for (int k = 0; k < dimension; k++) {
      point[k] = centre[k] + point[k] * distance;
    }
    return volume();
  }

  /** Writes a uniformly distributed direction of length 1 made of d numbers in [0, 1). */
  static void placeDirection(double[] cube, double[] direction, int dimension) {
    double square = 0;
    for (int k = 0; k < dimension; k++) {
      direction[k] = NormalQuantile.of(cube[k]);
      square += direction[k] * direction[k];
    }
    if (square == 0) {
      // The centre of the cube has no direction; any will do.
      direction[0] = 1;
      square = 1;
    }
    double scale = 1 / Math.sqrt(square);
    for (int k = 0; k < dimension; k++) {
      direction[k] *= scale;
    }
  }

  @Override
  public boolean contains(double[] point) {
    return square(point) <= radius * (radius + 2 * tolerance());
  }

  /** Returns the square of the distance from the centre. */
  private double square(double[] point) {
    double square = 0;
    for (int k = 0; k < centre.length; k++) {
      square += (point[k] - centre[k]) * (point[k] - centre[k]);
    }
    return square;
  }

  @Override
  public List<BoundaryPart> parts() {
    return List.of(new SpherePart(this));
  }

  @Override
  public double signedDistanceBound(double[] x) {
    return radius - Math.sqrt(square(x));
  }

  @Override
  public boolean isDistanceExact() {
    return true;
  }

  /** Returns the rounding of the radius, and of coordinates as large as the centre's. */
  @Override
  public double tolerance() {
    double farthest = 0;
    for (double coordinate : centre) {
      farthest = Math.max(farthest, Math.abs(coordinate));
    }
    return ROUNDING / 2 * radius + Math.ulp(farthest) * centre.length;
  }

  /** Returns {@code pi^(d/2) radius^d / Gamma(d/2 + 1)}. */
  @Override
  public double volume() {
    int dimension = centre.length;
    double volume = dimension % 2 == 0 ? 1 : 2 * radius;
    for (int k = dimension % 2 == 0 ? 2 : 3; k <= dimension; k += 2) {
      volume *= 2 * Math.PI / k * radius * radius;
    }
    return volume;
  }

  @Override
  public Box bounds() {
    double[] low = new double[centre.length];
    double[] high = new double[centre.length];
    for (int k = 0; k < centre.length; k++) {
      low[k] = centre[k] - radius;
      high[k] = centre[k] + radius;
    }
    return new Box(low, high);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ball that
        && Arrays.equals(centre, that.centre)
        && radius == that.radius;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(centre) + Double.hashCode(radius);
  }

  @Override
  public String toString() {
    return "the ball of radius " + radius + " around " + Arrays.toString(centre);
  }
}
