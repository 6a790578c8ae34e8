package io.raf4j.jet;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Which derivatives of a function of {@code d} coordinates travel with its value.
 *
 * <p>A jet of a point is {@link #rows()} numbers, its rows, in this order:
 *
 * <pre>
 *   order 0            v                                        1 row
 *   order 1            v, dv/dx_1, ..., dv/dx_d                  1 + d rows
 *   order 2, weighted  v, dv/dx_1, ..., dv/dx_d, L               2 + d rows    L = sum_k c_k d2v/dx_k2
 *   order 2, pure      v, dv/dx_1, ..., d2v/dx_1^2, ...          1 + 2 d rows
 *   closed             v, dv/dx_1, ..., the partial derivatives of order 2 to 4 that were asked for,
 *                      and those that they are the derivatives of
 * </pre>
 *
 * <p>The jets of {@code n} points of {@code w} functions are one row-major array {@code [n, rows,
 * w]}: the rows of a point lie together, so any range of points is one matrix of {@code rows} times
 * as many rows. A weight c_k of 0 drops an axis, such as time, from L; negative weights give wave
 * operators. Immutable.
 */
public final class JetShape implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The derivatives of order 2 and higher that travel. */
  public enum Higher {
    /** None: order 0 or 1. */
    NONE,
    /** A weighted sum L of pure second derivatives. */
    WEIGHTED,
    /** Each of d2/dx_1^2, ..., d2/dx_d^2. */
    PURE,
    /** Some partial derivatives, with all that the chain rule makes them of. */
    CLOSED
  }

  private final int dimension;
  private final Higher higher;
  private final double[] weights;

  /** Null unless some partial derivatives travel. */
  private final ClosedSet closed;

  private JetShape(int dimension, Higher higher, double[] weights, ClosedSet closed) {
    this.dimension = dimension;
    this.higher = higher;
    this.weights = weights;
    this.closed = closed;
  }

  private JetShape(int dimension, Higher higher, double[] weights) {
    this(dimension, higher, weights, null);
  }

  /** Returns the jet of order 0: the value alone. */
  public static JetShape value() {
    return new JetShape(0, Higher.NONE, new double[0]);
  }

  /**
   * Returns the jet of order 1: value and gradient.
   *
   * @param dimension the coordinates, 1 or more
   */
  public static JetShape gradient(int dimension) {
    return new JetShape(atLeastOne(dimension), Higher.NONE, ones(dimension));
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
    return new JetShape(atLeastOne(weights.length), Higher.WEIGHTED, weights.clone());
  }

  /**
   * Returns the jet of order 2 with the Laplacian.
   *
   * @param dimension the coordinates, 1 or more
   */
  public static JetShape laplacian(int dimension) {
    return new JetShape(atLeastOne(dimension), Higher.WEIGHTED, ones(dimension));
  }

  /**
   * Returns the jet of order 2 with every pure second derivative d2/dx_k2.
   *
   * @param dimension the coordinates, 1 or more
   */
  public static JetShape pureSeconds(int dimension) {
    return new JetShape(atLeastOne(dimension), Higher.PURE, ones(dimension));
  }

  /**
   * Returns the smallest jet that carries some partial derivatives, with all first ones.
   *
   * @param dimension the coordinates, 1 or more
   * @param partials of any order up to {@link Partial#MAX_ORDER}, along these coordinates
   */
  public static JetShape of(int dimension, Collection<Partial> partials) {
    atLeastOne(dimension);
    for (Partial partial : partials) {
      if (partial.highestAxis() >= dimension) {
        throw new IllegalArgumentException(
            partial + " of a function of " + dimension + " coordinates; axes count from 0");
      }
    }
    ClosedSet set = new ClosedSet(dimension, partials);
    if (set.partials().isEmpty()) {
      return gradient(dimension);
    }
    if (set.partials().size() == dimension
        && set.partials().stream().allMatch(p -> p.order() == 2 && p.isPure())) {
      return pureSeconds(dimension);
    }
    return new JetShape(dimension, Higher.CLOSED, ones(dimension), set);
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

  /** Returns the derivatives of order 2 and higher that travel. */
  public Higher higher() {
    return higher;
  }

  /** Returns the highest order of a derivative: 0 to {@link Partial#MAX_ORDER}. */
  public int order() {
    return switch (higher) {
      case NONE -> Math.min(dimension, 1);
      case WEIGHTED, PURE -> 2;
      case CLOSED -> closed.order();
    };
  }

  /** Returns the numbers of one point and function. */
  public int rows() {
    return higherRow() + higherRows();
  }

  /** Returns the row of the first derivative along a coordinate, counted from 0. */
  public int gradientRow(int coordinate) {
    return 1 + coordinate;
  }

  /** Returns the first row of derivatives of order 2 and higher: L, or d2/dx_1^2, or others. */
  public int higherRow() {
    return 1 + dimension;
  }

  /** Returns the rows of derivatives of order 2 and higher: 0, 1, d, or those of the set. */
  public int higherRows() {
    return switch (higher) {
      case NONE -> 0;
      case WEIGHTED -> 1;
      case PURE -> dimension;
      case CLOSED -> closed.partials().size();
    };
  }

  /** Returns the weight c_k of a coordinate in L. */
  public double weight(int coordinate) {
    return weights[coordinate];
  }

  /** Returns all weights; the caller must not change them. */
  double[] weights() {
    return weights;
  }

  /**
   * Returns the same jet, whose Laplacian is over the coordinates of space alone.
   *
   * @param weights one for each coordinate; nothing changes where L has a row of its own
   */
  public JetShape withLaplacian(double... weights) {
    return higher == Higher.WEIGHTED
        ? this
        : new JetShape(dimension, higher, weights.clone(), closed);
  }

  /**
   * Returns the partial derivatives of order 2 and higher that have a row of their own, in the
   * order of the rows.
   */
  public List<Partial> partials() {
    return switch (higher) {
      case NONE, WEIGHTED -> List.of();
      case PURE -> IntStream.range(0, dimension).mapToObj(k -> Partial.along(k, k)).toList();
      case CLOSED -> closed.partials();
    };
  }

  /**
   * Returns the row of a partial derivative.
   *
   * @throws IllegalStateException if it does not travel
   */
  public int row(Partial partial) {
    int row = rowOrNone(partial);
    if (row < 0) {
      throw new IllegalStateException(
          "the derivative " + partial + " of a jet that carries " + this);
    }
    return row;
  }

  /** Returns whether a partial derivative has a row of its own. */
  public boolean carries(Partial partial) {
    return rowOrNone(partial) >= 0;
  }

  private int rowOrNone(Partial partial) {
    int axis = partial.highestAxis();
    if (closed != null) {
      return closed.row(partial);
    }
    if (axis >= dimension) {
      return -1;
    }
    if (partial.order() == 1) {
      return gradientRow(axis);
    }
    boolean isThere = higher == Higher.PURE && partial.order() == 2 && partial.isPure();
    return isThere ? higherRow() + axis : -1;
  }

  /**
   * Returns the chain rule of a row from {@link #higherRow} on, of a jet that is closed: terms of
   * lower derivatives of the outer function first.
   */
  public List<ChainTerm> chainRule(int row) {
    return List.of(closed.chain(row));
  }

  /** Returns the rules of a jet that is closed. */
  ClosedSet closed() {
    return closed;
  }

  /** Throws IllegalStateException unless a weighted Laplacian travels. */
  void requireLaplacian(double[] asked) {
    boolean isThere =
        switch (higher) {
          case NONE -> false;
          case WEIGHTED -> Arrays.equals(asked, weights);
          case PURE -> asked.length == dimension;
          case CLOSED ->
              asked.length == dimension
                  && IntStream.range(0, dimension)
                      .allMatch(k -> asked[k] == 0 || carries(Partial.along(k, k)));
        };
    if (!isThere) {
      throw new IllegalStateException(
          "the Laplacian with weights "
              + Arrays.toString(asked)
              + " of a jet that carries "
              + this);
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
        && higher == that.higher
        && Arrays.equals(weights, that.weights)
        && Objects.equals(closed, that.closed);
  }

  @Override
  public int hashCode() {
    return (Arrays.hashCode(weights) * 31 + higher.ordinal()) * 31 + Objects.hashCode(closed);
  }

  @Override
  public String toString() {
    return switch (higher) {
      case NONE -> dimension == 0 ? "value" : "gradient in " + dimension + " coordinates";
      case WEIGHTED -> "Laplacian with weights " + Arrays.toString(weights);
      case PURE -> "the pure second derivatives in " + dimension + " coordinates";
      case CLOSED -> "the derivatives " + closed + " in " + dimension + " coordinates";
    };
  }
}
