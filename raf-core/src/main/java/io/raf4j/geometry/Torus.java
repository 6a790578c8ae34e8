package io.raf4j.geometry;

/**
 * The torus {@code [0, period)^d} whose opposite sides are one. Uniform density; functions on it
 * are periodic in every coordinate.
 *
 * @param dimension d, 1 or more
 * @param period positive and finite
 */
public record Torus(int dimension, double period) implements Domain {

  /** Checks dimension and period. */
  public Torus {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension is " + dimension + "; expected 1 or more");
    }
    if (!(period > 0) || !Double.isFinite(period)) {
      throw new IllegalArgumentException("period is " + period + "; expected positive and finite");
    }
  }

  /** Returns the torus {@code [0, 2 pi)^d}. */
  public static Torus ofAngles(int dimension) {
    return new Torus(dimension, 2 * Math.PI);
  }

  @Override
  public int cubeDimension() {
    return dimension;
  }

  @Override
  public double place(double[] cube, double[] point) {
    for (int k = 0; k < dimension; k++) {
      point[k] = period * cube[k];
    }
    return volume();
  }

  @Override
  public boolean contains(double[] point) {
    return bounds().contains(point);
  }

  @Override
  public double volume() {
    return bounds().volume();
  }

  @Override
  public Box bounds() {
    return Box.cube(dimension, 0, period);
  }
}
