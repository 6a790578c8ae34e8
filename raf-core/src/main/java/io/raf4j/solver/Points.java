package io.raf4j.solver;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Points of a domain with their weights: {@code mean(weight * f)} estimates the integral of f.
 *
 * @param dimension the coordinates d of a point
 * @param coordinates {@code [count, d]}, row-major; not copied
 * @param weights {@code [count]}, the points' 1 / density; not copied
 */
public record Points(int dimension, double[] coordinates, double[] weights)
    implements Serializable {

  /** Checks that there are as many weights as points, at least one, and that they are positive. */
  public Points {
    if (weights.length == 0 || coordinates.length != weights.length * dimension) {
      throw new IllegalArgumentException(
          coordinates.length
              + " coordinates and "
              + weights.length
              + " weights in dimension "
              + dimension
              + "; expected 1 weight or more and "
              + dimension
              + " coordinates for each");
    }
    for (int p = 0; p < weights.length; p++) {
      if (!(weights[p] > 0) || Double.isInfinite(weights[p])) {
        throw new IllegalArgumentException(
            "weight of point " + p + " is " + weights[p] + "; expected positive and finite");
      }
    }
  }

  /** Returns points that all have the weight 1. */
  public static Points unweighted(int dimension, double[] coordinates) {
    double[] ones = new double[coordinates.length / dimension];
    Arrays.fill(ones, 1);
    return new Points(dimension, coordinates, ones);
  }

  /** Returns how many points there are. */
  public int count() {
    return weights.length;
  }

  /** Returns the coordinates of one point. */
  public double[] point(int index) {
    return Arrays.copyOfRange(coordinates, index * dimension, (index + 1) * dimension);
  }

  /** Copies the coordinates of one point. */
  void point(int index, double[] into) {
    System.arraycopy(coordinates, index * dimension, into, 0, dimension);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Points that
        && dimension == that.dimension
        && Arrays.equals(coordinates, that.coordinates)
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(coordinates) + Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return count() + " points in " + dimension + " dimensions";
  }
}
