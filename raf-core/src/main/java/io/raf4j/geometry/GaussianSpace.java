package io.raf4j.geometry;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * All of R^d, with the density of independent normal coordinates around 0.
 *
 * <p>Weights grow as {@code exp(|x|^2 / (2 s^2))}: the density must not decay faster than the
 * square of the integrand for its estimate to have a variance.
 *
 * @param dimension d, 1 or more
 * @param deviation s of every coordinate, positive and finite
 */
public record GaussianSpace(int dimension, double deviation) implements Domain {

  private static final double DRAWN_DEVIATIONS = 4;

  /** Checks dimension and deviation. */
  public GaussianSpace {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension is " + dimension + "; expected 1 or more");
    }
    if (!(deviation > 0) || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException(
          "deviation is " + deviation + "; expected positive and finite");
    }
  }

  @Override
  public int cubeDimension() {
    return dimension;
  }

  @Override
  public double place(double[] cube, double[] point) {
    double square = 0;
    for (int k = 0; k < dimension; k++) {
      double z = NormalQuantile.of(cube[k]);
      square += z * z;
      point[k] = deviation * z;
    }
    double peak = FastMath.pow(2 * Math.PI * deviation * deviation, 0.5 * dimension);
    return peak * FastMath.exp(0.5 * square);
  }

  @Override
  public boolean contains(double[] point) {
    return Arrays.stream(point, 0, dimension).allMatch(Double::isFinite);
  }

  @Override
  public double volume() {
    return Double.POSITIVE_INFINITY;
  }

  /** Returns the box of four deviations to each side. */
  @Override
  public Box bounds() {
    return Box.cube(dimension, -DRAWN_DEVIATIONS * deviation, DRAWN_DEVIATIONS * deviation);
  }
}
