package io.raf4j.geometry;

import org.apache.commons.math3.util.FastMath;

/**
 * The ball {@code |x| <= radius} of R^d around 0. Uniform density.
 *
 * <p>The first d numbers of a cube point, as quantiles of normal numbers, give the direction, and
 * the last one, u, gives the distance {@code radius u^(1/d)}: no point is rejected, so the evenness
 * of quasi-random points carries over.
 *
 * @param dimension d, 1 or more
 * @param radius positive and finite
 */
public record Ball(int dimension, double radius) implements Domain {

  // Rounding of a direction's length; a point placed on the sphere is still inside.
  private static final double ROUNDING = 1e-12;

  /** Checks dimension and radius. */
  public Ball {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension is " + dimension + "; expected 1 or more");
    }
    if (!(radius > 0) || !Double.isFinite(radius)) {
      throw new IllegalArgumentException("radius is " + radius + "; expected positive and finite");
    }
  }

  /** Returns the ball of radius 1. */
  public static Ball unit(int dimension) {
    return new Ball(dimension, 1);
  }

  @Override
  public int cubeDimension() {
    return dimension + 1;
  }

  @Override
  public double place(double[] cube, double[] point) {
    placeDirection(cube, point, dimension);
    double distance = radius * FastMath.pow(cube[dimension], 1.0 / dimension);
    for (int k = 0; k < dimension; k++) {
      point[k] *= distance;
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
    double square = 0;
    for (int k = 0; k < dimension; k++) {
      square += point[k] * point[k];
    }
    return square <= radius * radius * (1 + ROUNDING);
  }

  /** Returns {@code pi^(d/2) radius^d / Gamma(d/2 + 1)}. */
  @Override
  public double volume() {
    double volume = dimension % 2 == 0 ? 1 : 2 * radius;
    for (int k = dimension % 2 == 0 ? 2 : 3; k <= dimension; k += 2) {
      volume *= 2 * Math.PI / k * radius * radius;
    }
    return volume;
  }

  @Override
  public Box bounds() {
    return Box.cube(dimension, -radius, radius);
  }
}
