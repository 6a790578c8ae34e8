package io.raf4j.jet;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Which derivatives of a function of {@code d} coordinates travel with its value.
 *
 * <p>A jet of a point is {@link #rows()} numbers, its rows, in this order:
 *
 * <pre>
 *   order 0            v                                        1 row
 *   order 1            v, dv/dx_1, ..., dv/dx_d                  1 + d rows
 *   order 2, weighted  v, dv/dx_1, ..., dv/dx_d, L               2 + d rows    L = sum_k c_k d2v/dx_k2
 *   order 2, all       v, dv/dx_1, ..., d2v/dx_1^2, ...          1 + 2 d rows
 * </pre>
 *
 * <p>The jets of {@code n} points of {@code w} functions are one row-major array {@code [n, rows,
 * w]}: the rows of a point lie together, so any range of points is one matrix of {@code rows} times
 * as many rows. A weight c_k of 0 drops an axis, such as time, from L; negative weights give wave
 * operators. Immutable.
 */
public final class JetShape implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The second derivatives that travel. */
  public enum Seconds {
    /** None: order 0 or 1. */
    NONE,
    /** Their weighted sum L. */
    WEIGHTED,
    /** Each of d2/dx_1^2, ..., d2/dx_d^2. */
    ALL
  }

  private final int dimension;
  private final Seconds seconds;
  private final double[] weights;

  private JetShape(int dimension, Seconds seconds, double[] weights) {
    this.dimension = dimension;
    this.seconds = seconds;
    this.weights = weights;
  }

  /** Returns the jet of order 0: the value alone. */
  public static JetShape value() {
    return new JetShape(0, Seconds.NONE, new double[0]);
  }

  /**
   * Returns the jet of order 1: value and gradient.
   *
   * @param dimension the coordinates, 1 or more
   */
  public static JetShape gradient(int dimension) {
    return new JetShape(atLeastOne(dimension), Seconds.NONE, ones(dimension));
  }

  /**
   * Returns the jet of order 2 with one weighted Laplacian.
   *
   * @param weights c_k of every coordinate, finite
   */
  public static JetShape weightedLaplacian(double... weights) {
    for (double weight : weights) {
      if (!Double.isFinite(weight)) {
        throw new IllegalArgumentException(
            "weights are " + Arrays.toString(weights) + "; expected finite numbers");
      }
    }
    return new JetShape(atLeastOne(weights.length), Seconds.WEIGHTED, weights.clone());
  }

  /**
   * Returns the jet of order 2 with the Laplacian.
   *
   * @param dimension the coordinates, 1 or more
   */
  public static JetShape laplacian(int dimension) {
    return new JetShape(atLeastOne(dimension), Seconds.WEIGHTED, ones(dimension));
  }

  /**
   * Returns the jet of order 2 with every second derivative d2/dx_k2.
   *
   * @param dimension the coordinates, 1 or more
   */
  public static JetShape allSeconds(int dimension) {
    return new JetShape(atLeastOne(dimension), Seconds.ALL, ones(dimension));
  }

  private static int atLeastOne(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension is " + dimension + "; expected 1 or more");
    }
    return dimension;
  }

  private static double[] ones(int dimension) {
    double[] ones = new double[dimension];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Returns the coordinates whose derivatives travel, 0 for order 0. */
  public int dimension() {
    return dimension;
  }

  /** Returns the second derivatives that travel. */
  public Seconds seconds() {
    return seconds;
  }

  /** Returns the highest order of a derivative: 0, 1 or 2. */
  public int order() {
    return seconds == Seconds.NONE ? Math.min(dimension, 1) : 2;
  }

  /** Returns the numbers of one point and function. */
  public int rows() {
    return secondRow() + secondRows();
  }

  /** Returns the row of the first derivative along a coordinate, counted from 0. */
  public int gradientRow(int coordinate) {
    return 1 + coordinate;
  }

  /** Returns the first row of second derivatives: L, or d2/dx_1^2. */
  public int secondRow() {
    return 1 + dimension;
  }

  /** Returns the rows of second derivatives: 0, 1 or d. */
  public int secondRows() {
    return switch (seconds) {
      case NONE -> 0;
      case WEIGHTED -> 1;
      case ALL -> dimension;
    };
  }

  /** Returns the weight c_k of a coordinate in L; 1 where each second derivative has its row. */
  public double weight(int coordinate) {
    return weights[coordinate];
  }

  /** Throws IllegalStateException unless these second derivatives travel. */
  void require(Seconds needed, String what) {
    if (seconds != needed) {
      throw new IllegalStateException(what + " of a jet that carries " + this);
    }
  }

  /** Throws IllegalStateException unless the first derivative along a coordinate travels. */
  void requireDerivative(int coordinate) {
    if (coordinate < 0 || coordinate >= dimension) {
      throw new IllegalStateException(
          "a derivative along coordinate " + coordinate + " of a jet that carries " + this);
    }
  }

  /** Throws IllegalArgumentException unless a direction has as many coordinates as the jet. */
  void requireDirection(double[] direction) {
    requireDerivative(0);
    if (direction.length != dimension) {
      throw new IllegalArgumentException(
          "direction has " + direction.length + " coordinates; the jet carries " + this);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JetShape that
        && dimension == that.dimension
        && seconds == that.seconds
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights) * 31 + seconds.ordinal();
  }

  @Override
  public String toString() {
    return switch (seconds) {
      case NONE -> dimension == 0 ? "value" : "gradient in " + dimension + " coordinates";
      case WEIGHTED -> "Laplacian with weights " + Arrays.toString(weights);
      case ALL -> "all second derivatives in " + dimension + " coordinates";
    };
  }
}
