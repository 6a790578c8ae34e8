package io.raf4j.geometry;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * All of R^3, with the density {@code e^(-r/s) / (8 pi s^3)} of the distance r from 0: that of
 * atoms.
 *
 * <p>r has the Gamma distribution of shape 3 and scale s, {@code P(R above r) = e^(-r/s) (1 + r/s +
 * (r/s)^2 / 2)}, and the direction is uniform. No point is placed at 0 itself.
 *
 * @param scale s, positive and finite
 */
public record ExponentialSpace(double scale) implements Domain {

  private static final double DRAWN_SCALES = 8;
  // Nothing that a sampler draws lies farther out: P(R above 60 s) < 2e-23.
  private static final double FARTHEST = 60;

  /** Checks the scale. */
  public ExponentialSpace {
    if (!(scale > 0) || !Double.isFinite(scale)) {
      throw new IllegalArgumentException("scale is " + scale + "; expected positive and finite");
    }
  }

  @Override
  public int dimension() {
    return 3;
  }

  @Override
  public int cubeDimension() {
    return 4;
  }

  @Override
  public double place(double[] cube, double[] point) {
    Ball.placeDirection(cube, point, 3);
    double start = FastMath.min(3, FastMath.cbrt(6 * cube[3]));
    double distance = Quantile.of(Distance.UNIT, cube[3], 0, FARTHEST, start);
    for (int k = 0; k < 3; k++) {
      point[k] *= scale * distance;
    }
    return 8 * Math.PI * scale * scale * scale * FastMath.exp(distance);
  }

  @Override
  public boolean contains(double[] point) {
    return Arrays.stream(point, 0, 3).allMatch(Double::isFinite);
  }

  @Override
  public double volume() {
    return Double.POSITIVE_INFINITY;
  }

  /** Returns the box of eight scales to each side. */
  @Override
  public Box bounds() {
    return Box.cube(3, -DRAWN_SCALES * scale, DRAWN_SCALES * scale);
  }

  /** The Gamma distribution of shape 3 and scale 1. */
  private enum Distance implements Quantile.Law {
    UNIT;

    @Override
    public double below(double r) {
      if (r > 1) {
        return 1 - above(r);
      }
      // 1 - above(r) would cancel: e^-r sum of r^k / k! from k = 3 on.
      double term = r * r * r / 6;
      double sum = 0;
      for (int k = 4; term > sum * 1e-17; k++) {
        sum += term;
        term *= r / k;
      }
      return FastMath.exp(-r) * sum;
    }

    @Override
    public double above(double r) {
      return FastMath.exp(-r) * (1 + r + 0.5 * r * r);
    }

    @Override
    public double density(double r) {
      return 0.5 * r * r * FastMath.exp(-r);
    }
  }
}
