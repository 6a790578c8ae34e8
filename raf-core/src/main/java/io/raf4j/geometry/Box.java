package io.raf4j.geometry;

import java.util.Arrays;

/**
 * A box {@code [low_1, high_1] x ... x [low_d, high_d]}; a time-space box has time as its first
 * side. Uniform density.
 *
 * @param low its lower corner
 * @param high its upper corner
 */
public record Box(double[] low, double[] high) implements Domain {

  /** Checks that every side has a positive, finite length. */
  public Box {
    low = low.clone();
    high = high.clone();
    if (low.length == 0 || low.length != high.length) {
      throw new IllegalArgumentException(
          "low has "
              + low.length
              + " coordinates, high "
              + high.length
              + "; expected as many, 1 or more");
    }
    for (int k = 0; k < low.length; k++) {
      if (!(low[k] < high[k]) || !Double.isFinite(high[k] - low[k])) {
        throw new IllegalArgumentException(
            "side "
                + k
                + " goes from "
                + low[k]
                + " to "
                + high[k]
                + "; expected low < high, finite");
      }
    }
  }

  /** Returns the box [low, high]^d. */
  public static Box cube(int dimension, double low, double high) {
    double[] lower = new double[dimension];
    double[] upper = new double[dimension];
    Arrays.fill(lower, low);
    Arrays.fill(upper, high);
    return new Box(lower, upper);
  }

  /** Returns [0, 1]^d. */
  public static Box unit(int dimension) {
    return cube(dimension, 0, 1);
  }

  /** Returns where a side begins. */
  public double low(int k) {
    return low[k];
  }

  /** Returns where a side ends. */
  public double high(int k) {
    return high[k];
  }

  @Override
  public int dimension() {
    return low.length;
  }

  @Override
  public int cubeDimension() {
    return low.length;
  }

  @Override
  public double place(double[] cube, double[] point) {
    for (int k = 0; k < low.length; k++) {
      point[k] = low[k] + (high[k] - low[k]) * cube[k];
    }
    return volume();
  }

  @Override
  public boolean contains(double[] point) {
    for (int k = 0; k < low.length; k++) {
      if (!(point[k] >= low[k] && point[k] <= high[k])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public double volume() {
    double volume = 1;
    for (int k = 0; k < low.length; k++) {
      volume *= high[k] - low[k];
    }
    return volume;
  }

  @Override
  public Box bounds() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box that
        && Arrays.equals(low, that.low)
        && Arrays.equals(high, that.high);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
  }

  @Override
  public String toString() {
    return Arrays.toString(low) + " to " + Arrays.toString(high);
  }
}
