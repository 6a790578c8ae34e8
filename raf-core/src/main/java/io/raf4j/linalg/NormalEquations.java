package io.raf4j.linalg;

import io.raf4j.host.Address;
import io.raf4j.host.HostArithmetic;
import io.raf4j.host.HostMemory;
import java.io.Serializable;
import java.nio.DoubleBuffer;

/**
 * The normal equations of a set of points: what one step of Gauss-Newton or Levenberg-Marquardt
 * needs of them.
 *
 * <pre>
 *   r: [points equations]    J = dr/dtheta: [points equations, size]
 *
 *   matrix   J^T J           vector   J^T r           sum of squares   r^T r
 * </pre>
 *
 * <p>The equations of two sets of points add up to those of their union, so parts of a set may be
 * computed anywhere.
 *
 * <p>Cost: {@code points equations size^2} flops at about the speed of matrix products; memory: two
 * triangles of {@code size^2 / 2} numbers while it is computed, one afterwards, and at most {@link
 * Panel#MOST_ROWS} rows of J. Sums have an order that depends on the sizes alone, so that the
 * result does not depend on the number of threads, to the last bit.
 *
 * <p>Not thread-safe: {@link #add} changes an instance.
 */
public final class NormalEquations implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Rows of J and their residuals, outside the heap, from which equations are summed.
   *
   * <p>{@code J: [rows, columns]}, column-major: what an unknown does to all rows lies together, as
   * products and factorisations read it. Rows may be written by several threads at a time, each its
   * own.
   */
  public static final class Panel implements AutoCloseable {

    /** Long enough for products of full speed, short enough for J to be small. */
    public static final int MOST_ROWS = 1024;

    /** The packed triangle is one array, whose length is an int. */
    public static final int MOST_UNKNOWNS = 65_535;

    private static final int LINE = 8;
    private static final int PAGE = 512;

    private final int columns;
    private final int stride;
    private final HostMemory memory;
    private final DoubleBuffer numbers;
    private int rows;
    private double sumOfSquares;

    /**
     * Allocates a panel.
     *
     * @param unknowns columns of J
     * @param capacity rows that there is room for
     * @throws IllegalArgumentException for more unknowns than equations can have
     */
    public Panel(long unknowns, int capacity) {
      if (unknowns > MOST_UNKNOWNS) {
        throw new IllegalArgumentException(
            "unknowns are " + unknowns + "; expected at most " + MOST_UNKNOWNS);
      }
      this.columns = (int) unknowns;
      this.stride = stride(capacity);
      this.memory = HostMemory.of(bytes(columns, capacity));
      this.numbers = memory.address().doubles(stride * columns);
    }

    private static int stride(int rows) {
      int whole = (rows + LINE - 1) / LINE * LINE;
      // Columns whole pages apart would meet in few sets of the caches.
      return whole % PAGE == 0 ? whole + LINE : whole;
    }

    /** Returns the bytes outside the heap of a panel. */
    public static long bytes(int columns, int rows) {
      return stride(rows) * (columns + 1L) * Double.BYTES;
    }

    /** Writes what an unknown does to some rows. */
    public void put(int unknown, int row, double[] from, int offset, int count) {
      numbers.put(unknown * stride + row, from, offset, count);
    }

    /** Returns where a column of J is. */
    Address column(int unknown) {
      return memory.address().plus((long) unknown * stride * Double.BYTES);
    }

    /**
     * Takes the residuals, when the rows of J are written.
     *
     * @param residuals of the first rows
     * @param filled how many rows there are
     */
    public void take(double[] residuals, int filled) {
      rows = filled;
      sumOfSquares = 0;
      for (int i = 0; i < filled; i++) {
        sumOfSquares += residuals[i] * residuals[i];
      }
      HostArithmetic.DOUBLES.write(residuals, residuals(), filled);
    }

    /** Returns a copy of the residuals: {@code [rows]}. */
    public double[] copyOfResiduals() {
      double[] copy = new double[rows];
      residuals().doubles(rows).get(0, copy);
      return copy;
    }

    /** Returns where the residuals {@code [rows]} are. */
    Address residuals() {
      return column(columns);
    }

    /** Returns the number of unknowns, which are the columns of J. */
    int unknowns() {
      return columns;
    }

    /** Returns the rows that are filled. */
    public int rows() {
      return rows;
    }

    /** Returns the elements from one column of J to the next. */
    int stride() {
      return stride;
    }

    double sumOfSquares() {
      return sumOfSquares;
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  private final double[] matrix;
  private final double[] vector;
  private double sumOfSquares;

  private NormalEquations(double[] matrix, double[] vector, double sumOfSquares) {
    this.matrix = matrix;
    this.vector = vector;
    this.sumOfSquares = sumOfSquares;
  }

  /** Sums up panels as they come. Not thread-safe. */
  public static final class Sum implements AutoCloseable {

    private final GramMatrix gram;
    private double sumOfSquares;

    /** Makes the sum of no panel, of so many unknowns. */
    public Sum(int unknowns) {
      this.gram = new GramMatrix(unknowns);
    }

    /** Adds the equations of a panel. */
    public void add(Panel panel) {
      gram.add(panel);
      sumOfSquares += panel.sumOfSquares();
    }

    /** Returns the equations of the panels so far, of which there is at least one. */
    public NormalEquations equations() {
      return new NormalEquations(gram.packed(), gram.vector(), sumOfSquares);
    }

    @Override
    public void close() {
      gram.close();
    }
  }

  /**
   * Returns the bytes outside the heap that it takes to sum up rows of J, whether to normal
   * equations or to a {@link TriangularFactor}, which is more: sums and a panel of J as large as
   * they come.
   *
   * @param unknowns columns of J
   */
  public static long sumBytes(int unknowns) {
    return Math.max(GramMatrix.bytes(unknowns), TriangularFactor.Sum.bytes(unknowns))
        + Panel.bytes(unknowns, Panel.MOST_ROWS);
  }

  /**
   * Returns the bytes outside the heap that it takes to add up shares and to solve for a damping: a
   * Cholesky factorisation of a copy of J^T J, or an elimination in two copies of the triangular
   * factor, which is more.
   *
   * @param unknowns columns of J
   */
  public static long solveBytes(int unknowns) {
    return Math.max(NormalModel.solveBytes(unknowns), TriangularFactor.combineBytes(unknowns));
  }

  /** Returns the number of unknowns. */
  public int size() {
    return vector.length;
  }

  /**
   * Returns the lower triangle of J^T J, row by row: {@code size (size + 1) / 2} numbers, not a
   * copy.
   */
  public double[] matrix() {
    return matrix;
  }

  /** Returns J^T r, not a copy. */
  public double[] vector() {
    return vector;
  }

  /** Returns r^T r. */
  public double sumOfSquares() {
    return sumOfSquares;
  }

  /**
   * Adds the equations of other points, in place.
   *
   * @throws IllegalArgumentException if they have another number of unknowns
   */
  public void add(NormalEquations other) {
    if (other.size() != size()) {
      throw new IllegalArgumentException(
          "other equations have " + other.size() + " unknowns; expected " + size());
    }
    HostArithmetic.DOUBLES.add(matrix, other.matrix);
    HostArithmetic.DOUBLES.add(vector, other.vector);
    sumOfSquares += other.sumOfSquares;
  }
}
