package io.raf4j.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A box {@code [low_1, high_1] x ... x [low_d, high_d]}; a time-space box has time as its first
 * side. Uniform density.
 *
 * <p>Its sides are the parts "low k" and "high k" of its boundary, k counted from 0. The test
 * whether a point is inside has no tolerance.
 *
 * @param low its lower corner
 * @param high its upper corner
 */
public record Box(double[] low, double[] high) implements Shape {

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
  public List<BoundaryPart> parts() {
    List<BoundaryPart> parts = new ArrayList<>();
    for (int k = 0; k < low.length; k++) {
      parts.add(new BoxSide(this, k, false));
      parts.add(new BoxSide(this, k, true));
    }
    return parts;
  }

  @Override
  public double signedDistanceBound(double[] x) {
    double inside = Double.POSITIVE_INFINITY;
    double outside = 0;
    for (int k = 0; k < low.length; k++) {
      double side = Math.min(x[k] - low[k], high[k] - x[k]);
      inside = Math.min(inside, side);
      outside += side < 0 ? side * side : 0;
    }
    return inside < 0 ? -Math.sqrt(outside) : inside;
  }

  @Override
  public boolean isDistanceExact() {
    return true;
  }

  @Override
  public double tolerance() {
    return 0;
  }

  /** Returns the middle. */
  double[] centre() {
    double[] centre = new double[low.length];
    Arrays.setAll(centre, k -> low[k] + (high[k] - low[k]) / 2);
    return centre;
  }

  /** Returns the length of the diagonal. */
  double diagonal() {
    return Vectors.length(Vectors.minus(high, low));
  }

  /** Returns the largest size of a coordinate. */
  double farthest() {
    double farthest = 0;
    for (int k = 0; k < low.length; k++) {
      farthest = Math.max(farthest, Math.max(Math.abs(low[k]), Math.abs(high[k])));
    }
    return farthest;
  }

  /** Returns how far the box reaches from its middle in a direction of length 1. */
  double reach(double[] direction) {
    double reach = 0;
    for (int k = 0; k < low.length; k++) {
      reach += (high[k] - low[k]) / 2 * Math.abs(direction[k]);
    }
    return reach;
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
