package io.raf4j.linalg;

import io.raf4j.host.Address;
import io.raf4j.host.HostArithmetic;
import io.raf4j.host.HostMemory;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A model from a sketch of {@code [J r]} whose steps lie in a random subspace.
 *
 * <pre>
 *   delta = D^-1/2 P y,   P: [size, columns],   P^T P = I
 *   M = S J D^-1/2 P: [buckets, columns],       S r: [buckets]
 *
 *   y minimises  ||S r + M y||^2 + lambda ||y - P^T sqrt(D) pull||^2
 * </pre>
 *
 * <p>Of the pull, its part in the subspace counts. {@link #diagonal} and {@link #sumOfSquares} are
 * those of all rows; {@link #reduction} is that of the sketch, exact in expectation, for steps in
 * the subspace. With as many directions as unknowns the subspace is everything.
 *
 * <p>{@code buckets (columns + 1)} numbers. Models of parts of a set of points add up in place. A
 * solver costs a triangular factor of {@code 2 buckets columns^2} flops and one singular value
 * decomposition of {@code columns^2} numbers; then {@code 2 columns^2 + O(size log(size))} flops
 * for each damping.
 *
 * <p>Source: Webb, Jerad, Cartis, DSGNAR, arXiv 2607.02194.
 */
public final class SketchModel implements LinearModel, Serializable {

  private static final long serialVersionUID = 1L;

  private final long seed;
  private final double[] scaling;
  private final double[] squares;
  private final int columns;
  private final double[] mixed;

  SketchModel(long seed, double[] scaling, double[] squares, int columns, double[] mixed) {
    this.seed = seed;
    this.scaling = scaling;
    this.squares = squares;
    this.columns = columns;
    this.mixed = mixed;
  }

  /**
   * Adds the model of other points of the same set, in place.
   *
   * @throws IllegalArgumentException if it has another seed, scaling or size
   */
  public void add(SketchModel other) {
    if (other.seed != seed
        || other.columns != columns
        || other.mixed.length != mixed.length
        || !Arrays.equals(other.scaling, scaling)) {
      throw new IllegalArgumentException(
          "other sketch has seed "
              + other.seed
              + ", "
              + other.mixed.length
              + " numbers and its own scaling; expected seed "
              + seed
              + ", "
              + mixed.length
              + " and the same scaling");
    }
    HostArithmetic.DOUBLES.add(mixed, other.mixed);
    HostArithmetic.DOUBLES.add(squares, other.squares);
  }

  /** Returns {@code [M, S r]} column by column: not a copy. */
  double[] mixed() {
    return mixed;
  }

  /** Returns the directions in which steps may go. */
  public int columns() {
    return columns;
  }

  @Override
  public int size() {
    return scaling.length;
  }

  @Override
  public double[] diagonal() {
    return Arrays.copyOf(squares, size());
  }

  @Override
  public double sumOfSquares() {
    return squares[size()];
  }

  private int buckets() {
    return mixed.length / (columns + 1);
  }

  private ColumnMixing mixing() {
    return new ColumnMixing(size(), columns, seed);
  }

  @Override
  public double reduction(double[] delta) {
    Damping.requireLength("delta", delta.length, size());
    double[] roots = Damping.roots(scaling, size());
    ColumnMixing mixing = mixing();
    double[] y = mixing.project(Damping.scaled(roots, delta));
    double[] change = new double[buckets()];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < change.length; i++) {
        change[i] += mixed[j * change.length + i] * y[j];
      }
    }
    double reduction = 0;
    for (int i = 0; i < change.length; i++) {
      reduction -= change[i] * (2 * mixed[columns * change.length + i] + change[i]);
    }
    return reduction;
  }

  /**
   * Prepares the decomposition from which steps of every damping come.
   *
   * @param scaling that with which the columns were mixed
   * @throws IllegalArgumentException if it is another
   */
  @Override
  public DampedSolver damped(double[] scaling) {
    double[] roots = Damping.roots(scaling, size());
    if (!Arrays.equals(scaling, this.scaling)) {
      throw new IllegalArgumentException(
          "scaling is not the one with which columns were mixed; expected the same numbers");
    }
    double[] ones = new double[columns];
    Arrays.fill(ones, 1);
    return new Solver(roots, mixing(), TriangularModel.bySingularValues(factor()).damped(ones));
  }

  private TriangularFactor factor() {
    int buckets = buckets();
    try (HostMemory memory = HostMemory.of((long) mixed.length * Double.BYTES);
        TriangularFactor.Sum sum = new TriangularFactor.Sum(columns)) {
      Address matrix = memory.address();
      matrix.doubles(mixed.length).put(0, mixed);
      Address residuals = matrix.plus((long) columns * buckets * Double.BYTES);
      sum.add(matrix, buckets, buckets, residuals);
      return sum.factor();
    }
  }

  /** Steps of all unknowns from those in the subspace. */
  private record Solver(double[] roots, ColumnMixing mixing, DampedSolver inSubspace)
      implements DampedSolver {

    @Override
    public Solution solve(double lambda, double[] pull) {
      Damping.require(lambda, pull, roots.length);
      double[] target = pull == null ? null : mixing.project(Damping.scaled(roots, pull));
      Solution solution = inSubspace.solve(lambda, target);
      if (!solution.isSolved()) {
        return solution;
      }
      double[] z = mixing.expand(solution.delta().orElseThrow());
      return Solution.of(Damping.step(roots, null, 1, z), solution.rank(), solution.condition());
    }

    @Override
    public void close() {
      inSubspace.close();
    }
  }
}
