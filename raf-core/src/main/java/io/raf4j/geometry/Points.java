package io.raf4j.geometry;

import java.util.Arrays;
import java.util.List;

/**
 * Points of a domain with their weights: {@code mean(weight * f)} estimates the integral of f.
 *
 * @param dimension d
 * @param coordinates {@code [n, d]}, row-major
 * @param weights {@code [n]}, 1 / density
 * @param sites what the points belong to
 */
@SuppressWarnings("ArrayRecordComponent") // A block of numbers to compute with, never compared.
public record Points(int dimension, double[] coordinates, double[] weights, Sites sites) {

  /** Makes points that are all inside. */
  public Points(int dimension, double[] coordinates, double[] weights) {
    this(dimension, coordinates, weights, Sites.inside(weights.length));
  }

  /** Checks that there are as many weights and sites as points. */
  public Points {
    if (sites.conditions().length != weights.length) {
      throw new IllegalArgumentException(
          sites.conditions().length + " sites for " + weights.length + " points; expected as many");
    }
    if (coordinates.length != weights.length * dimension) {
      throw new IllegalArgumentException(
          coordinates.length
              + " coordinates and "
              + weights.length
              + " weights in dimension "
              + dimension
              + "; expected "
              + weights.length * dimension
              + " coordinates");
    }
  }

  /** Returns the number n of points. */
  public int count() {
    return weights.length;
  }

  /** Returns how many points are inside, which come before those of conditions. */
  public int insideCount() {
    int inside = 0;
    while (inside < count() && sites.condition(inside) == 0) {
      inside++;
    }
    return inside;
  }

  /** Returns the coordinates of a point. */
  public double[] point(int i) {
    return Arrays.copyOfRange(coordinates, i * dimension, (i + 1) * dimension);
  }

  /**
   * Returns the points of several samples as one.
   *
   * @param samples at least one, of one dimension; points of conditions stay where their sample has
   *     them
   */
  public static Points together(List<Points> samples) {
    return new Points(
        samples.get(0).dimension,
        samples.stream().flatMapToDouble(s -> Arrays.stream(s.coordinates)).toArray(),
        samples.stream().flatMapToDouble(s -> Arrays.stream(s.weights)).toArray(),
        Sites.together(samples.stream().map(Points::sites).toList()));
  }

  /**
   * Returns some of the points.
   *
   * @param indices which, in the order of the result
   */
  public Points only(int... indices) {
    double[] someCoordinates = new double[indices.length * dimension];
    double[] someWeights = new double[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(
          coordinates, indices[i] * dimension, someCoordinates, i * dimension, dimension);
      someWeights[i] = weights[indices[i]];
    }
    return new Points(dimension, someCoordinates, someWeights, sites.only(indices));
  }
}
