package io.raf4j.geometry;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * All of R^d, with independent logistic coordinates around 0: tails that fall more slowly than
 * those of any Gaussian.
 *
 * <pre>
 *   density of a coordinate    1 / (4 s cosh^2(x / (2 s)))      about e^(-|x| / s) / s far out
 *   quantile                   s log(p / (1 - p))
 *   weight                     product of s / (p_k (1 - p_k))
 * </pre>
 *
 * <p>The weight times the square of a function that decays like a Gaussian, with whatever
 * polynomial in front, is bounded: its integrals have a variance, and so have those of trial
 * functions that are wrong far out. Near the middle little is lost: with s = 1/2 the mean of
 * (weight u^2)^2 is {@code 1.06^d} times the square of the mean of weight u^2 for {@code u =
 * exp(-|x|^2 / 2)} and {@code 1.05^d} times for {@code exp(-|x|^2 / 4)}.
 *
 * @param dimension d, 1 or more
 * @param scale s of every coordinate, positive and finite; the deviation is 1.81 s
 */
public record LogisticSpace(int dimension, double scale) implements Domain {

  // P(|X| above 7 s) is 0.002.
  private static final double DRAWN_SCALES = 7;

  /** Checks dimension and scale. */
  public LogisticSpace {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension is " + dimension + "; expected 1 or more");
    }
    if (!(scale > 0) || !Double.isFinite(scale)) {
      throw new IllegalArgumentException("scale is " + scale + "; expected positive and finite");
    }
  }

  @Override
  public int cubeDimension() {
    return dimension;
  }

  @Override
  public double place(double[] cube, double[] point) {
    double weight = 1;
    for (int k = 0; k < dimension; k++) {
      double below = Math.max(cube[k], Quantile.LEAST);
      double above = 1 - below;
      point[k] = scale * FastMath.log(below / above);
      weight *= scale / (below * above);
    }
    return weight;
  }

  @Override
  public boolean contains(double[] point) {
    return Arrays.stream(point, 0, dimension).allMatch(Double::isFinite);
  }

  @Override
  public double volume() {
    return Double.POSITIVE_INFINITY;
  }

  /** Returns the box of seven scales to each side. */
  @Override
  public Box bounds() {
    return Box.cube(dimension, -DRAWN_SCALES * scale, DRAWN_SCALES * scale);
  }
}
