package io.raf4j.geometry;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * All of R^3, with a density of the distance r from 0 that is that of atoms: exponential, and a
 * share of it with a longer range.
 *
 * <pre>
 *   density of a point   (1 - e) e^(-r/s) / (8 pi s^3) + e e^(-r/S) / (8 pi S^3)
 *   P(R above r)         (1 - e) Q(r/s) + e Q(r/S),   Q(t) = e^-t (1 + t + t^2 / 2)
 * </pre>
 *
 * <p>The direction is uniform. The share of long range bounds the weights where trial functions
 * decay more slowly than the function sought. No point is placed at 0 itself.
 *
 * @param scale s, positive and finite
 * @param wideScale S, positive and finite
 * @param wideShare e, from 0 to 1
 */
public record ExponentialSpace(double scale, double wideScale, double wideShare) implements Domain {

  private static final double DRAWN_SCALES = 8;
  // Nothing that a sampler draws lies farther out: P(R above 60 s) < 2e-23.
  private static final double FARTHEST = 60;

  /** Checks the scales and the share. */
  public ExponentialSpace {
    requireScale(scale);
    requireScale(wideScale);
    if (!(wideShare >= 0 && wideShare <= 1)) {
      throw new IllegalArgumentException("wideShare is " + wideShare + "; expected 0 to 1");
    }
  }

  /** Makes the space of one scale. */
  public ExponentialSpace(double scale) {
    this(scale, scale, 0);
  }

  private static void requireScale(double scale) {
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
    double mean = meanScale();
    double start = mean * FastMath.min(3, FastMath.cbrt(6 * cube[3]));
    double most = FARTHEST * FastMath.max(scale, wideScale);
    double distance = Quantile.of(law(), cube[3], 0, most, start);
    for (int k = 0; k < 3; k++) {
      point[k] *= distance;
    }
    return 8
        * Math.PI
        / ((1 - wideShare) * exponential(distance, scale)
            + wideShare * exponential(distance, wideScale));
  }

  private double meanScale() {
    return (1 - wideShare) * scale + wideShare * wideScale;
  }

  private static double exponential(double r, double s) {
    return FastMath.exp(-r / s) / (s * s * s);
  }

  @Override
  public boolean contains(double[] point) {
    return Arrays.stream(point, 0, 3).allMatch(Double::isFinite);
  }

  @Override
  public double volume() {
    return Double.POSITIVE_INFINITY;
  }

  /** Returns the box of eight mean scales to each side. */
  @Override
  public Box bounds() {
    return Box.cube(3, -DRAWN_SCALES * meanScale(), DRAWN_SCALES * meanScale());
  }

  private Distance law() {
    return new Distance(scale, wideScale, wideShare);
  }

  /** The mixture of Gamma distributions of shape 3. */
  private record Distance(double scale, double wideScale, double wideShare)
      implements Quantile.Law {

    private double mixed(double near, double wide) {
      return (1 - wideShare) * near + wideShare * wide;
    }

    @Override
    public double below(double r) {
      return mixed(Gamma.below(r / scale), Gamma.below(r / wideScale));
    }

    @Override
    public double above(double r) {
      return mixed(Gamma.above(r / scale), Gamma.above(r / wideScale));
    }

    @Override
    public double density(double r) {
      return mixed(Gamma.density(r / scale) / scale, Gamma.density(r / wideScale) / wideScale);
    }
  }

  /** The Gamma distribution of shape 3 and scale 1. */
  private static final class Gamma {

    private Gamma() {}

    static double below(double r) {
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

    static double above(double r) {
      return FastMath.exp(-r) * (1 + r + 0.5 * r * r);
    }

    static double density(double r) {
      return 0.5 * r * r * FastMath.exp(-r);
    }
  }
}
