package io.raf4j.geometry;

import java.util.Arrays;

/**
 * Points of a part of a boundary with their normals and weights: {@code mean(weight * f)} estimates
 * the integral of f over the part.
 *
 * @param part the name of the part from which they were drawn
 * @param dimension d
 * @param coordinates {@code [n, d]}, row-major
 * @param normals {@code [n, d]}, row-major; of length 1, pointing out of the shape
 * @param weights {@code [n]}, 1 / density
 */
@SuppressWarnings("ArrayRecordComponent") // A block of numbers to compute with, never compared.
public record BoundaryPoints(
    String part, int dimension, double[] coordinates, double[] normals, double[] weights) {

  /** Checks that there are as many normals and weights as points. */
  public BoundaryPoints {
    if (coordinates.length != weights.length * dimension || normals.length != coordinates.length) {
      throw new IllegalArgumentException(
          coordinates.length
              + " coordinates, "
              + normals.length
              + " of normals and "
              + weights.length
              + " weights in dimension "
              + dimension
              + "; expected "
              + weights.length * dimension
              + " coordinates and normals");
    }
  }

  /** Returns the number n of points. */
  public int count() {
    return weights.length;
  }

  /** Returns the coordinates of a point. */
  public double[] point(int i) {
    return Arrays.copyOfRange(coordinates, i * dimension, (i + 1) * dimension);
  }

  /** Returns the normal at a point. */
  public double[] normal(int i) {
    return Arrays.copyOfRange(normals, i * dimension, (i + 1) * dimension);
  }

  /** Returns the points without their normals; the arrays are the same. */
  public Points points() {
    return new Points(dimension, coordinates, weights);
  }
}
