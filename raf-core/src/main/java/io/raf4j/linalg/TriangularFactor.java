package io.raf4j.linalg;

import io.raf4j.host.Address;
import java.io.Serializable;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * The triangular factor of a set of points: R of the QR decomposition of {@code [J r]}.
 *
 * <pre>
 *   J: [rows, size]    r: [rows]    [J r] = Q R,   R: [size + 1, size + 1], upper triangular
 *
 *   R = [ R_J  c   ]    c = Q^T r, rho = the norm of what no step takes from r
 *       [  0   rho ]    R_J^T R_J = J^T J,   R_J^T c = J^T r,   ||c||^2 + rho^2 = ||r||^2
 * </pre>
 *
 * <p>Says the same as the normal equations and has the condition of J, not its square. Its diagonal
 * is not negative, so that of J of full rank there is one such R. The factors of two sets of points
 * {@linkplain #combine combine} to that of their union (tall-skinny QR): parts may be computed
 * anywhere; the bits depend on the parts and on the order in which they are combined, not on where
 * they are.
 *
 * <p>{@code (size + 1) (size + 2) / 2} numbers, column by column. Immutable.
 *
 * <p>Source: Demmel, Grigori, Hoemmen, Langou, "Communication-optimal parallel and sequential QR
 * and LU factorizations", SIAM Journal on Scientific Computing 34 (2012).
 */
public final class TriangularFactor implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The packed triangle is one array, whose length is an int. */
  static final int MOST_UNKNOWNS = 65_534;

  private final int size;
  private final double[] packed;

  private TriangularFactor(int size, double[] packed) {
    this.size = size;
    this.packed = packed;
  }

  /**
   * Sums up rows of J and their residuals as they come.
   *
   * <p>Rows are eliminated {@link #ROWS} at a time whatever the panels in which they come: the
   * factor depends on the sequence of rows alone, to the last bit. Cost: {@code 2 size^2} flops a
   * row. Memory outside the heap: {@code (size + 1) (size + 1 + ROWS)} numbers.
   *
   * <p>Not thread-safe.
   */
  public static final class Sum implements AutoCloseable {

    /** Long enough for products of full speed. */
    public static final int ROWS = 1024;

    private final int size;
    private final ColumnMatrix triangle;
    private final ColumnMatrix pending;
    private int filled;

    /**
     * Makes the sum of no row.
     *
     * @param size unknowns, at least 1
     * @throws IllegalArgumentException for fewer, or more than a factor can have
     */
    public Sum(int size) {
      if (size < 1 || size > MOST_UNKNOWNS) {
        throw new IllegalArgumentException(
            "size is " + size + "; expected 1 to " + MOST_UNKNOWNS + " unknowns");
      }
      this.size = size;
      this.triangle = new ColumnMatrix(size + 1, size + 1);
      this.pending = new ColumnMatrix(ROWS, size + 1);
      triangle.clear();
    }

    /** Returns the bytes outside the heap of a sum. */
    public static long bytes(int size) {
      return ColumnMatrix.bytes(size + 1, size + 1) + ColumnMatrix.bytes(ROWS, size + 1);
    }

    /**
     * Adds rows, which are copied.
     *
     * @param jacobian where J is: column-major, {@code [rows, size]}
     * @param leadingDimension elements from one column of J to the next, at least rows
     * @param residuals where r is: {@code [rows]}
     * @throws IllegalArgumentException if the leading dimension is less than the rows
     */
    public void add(Address jacobian, int leadingDimension, int rows, Address residuals) {
      requireRows(leadingDimension, rows);
      double[] values = new double[Math.min(rows, ROWS)];
      int done = 0;
      while (done < rows) {
        int count = Math.min(rows - done, ROWS - filled);
        for (int j = 0; j <= size; j++) {
          long start = j < size ? (long) j * leadingDimension + done : done;
          Address from = (j < size ? jacobian : residuals).plus(start * Double.BYTES);
          from.doubles(count).get(0, values, 0, count);
          pending.column(j).put(filled, values, 0, count);
        }
        filled += count;
        done += count;
        if (filled == ROWS) {
          flush();
        }
      }
    }

    /** Adds the rows of a panel. */
    public void add(NormalEquations.Panel panel) {
      add(panel.column(0), panel.stride(), panel.rows(), panel.residuals());
    }

    private void flush() {
      if (filled > 0) {
        TiledElimination.ofDense(triangle, pending, filled);
        filled = 0;
      }
    }

    /** Returns the factor of the rows so far; more may be added. */
    public TriangularFactor factor() {
      flush();
      return packed(triangle);
    }

    @Override
    public void close() {
      triangle.close();
      pending.close();
    }
  }

  /** Refuses a panel whose columns overlap. */
  static void requireRows(int leadingDimension, int rows) {
    if (rows < 0 || leadingDimension < rows) {
      throw new IllegalArgumentException(
          "leading dimension is " + leadingDimension + " for " + rows + " rows; expected as many");
    }
  }

  /** Packs a triangle, with the signs of its rows such that its diagonal is not negative. */
  private static TriangularFactor packed(ColumnMatrix triangle) {
    int n = triangle.columns();
    double[] packed = new double[Math.toIntExact((long) n * (n + 1) / 2)];
    boolean[] isNegative = new boolean[n];
    int next = 0;
    for (int j = 0; j < n; j++) {
      DoubleBuffer column = triangle.column(j);
      isNegative[j] = column.get(j) < 0;
      column.get(0, packed, next, j + 1);
      for (int i = 0; i <= j; i++, next++) {
        // Adding 0 makes one zero of the two.
        packed[next] = (isNegative[i] ? -packed[next] : packed[next]) + 0.0;
      }
    }
    return new TriangularFactor(n - 1, packed);
  }

  /**
   * Returns the factor of this set of points and another, in {@code 2/3 size^3} flops and {@code 2
   * size^2} numbers outside the heap.
   *
   * @throws IllegalArgumentException if the other has another number of unknowns
   */
  public TriangularFactor combine(TriangularFactor other) {
    if (other.size != size) {
      throw new IllegalArgumentException(
          "other factor has " + other.size + " unknowns; expected " + size);
    }
    try (ColumnMatrix triangle = new ColumnMatrix(size + 1, size + 1);
        ColumnMatrix below = new ColumnMatrix(size + 1, size + 1)) {
      write(triangle, null);
      other.write(below, null);
      TiledElimination.ofTrapezoid(triangle, below);
      return packed(triangle);
    }
  }

  /**
   * Writes the leading columns of R, with zeros below its diagonal.
   *
   * @param into {@code [rows, columns]}, as many as are to be written
   * @param roots what columns of J are divided by; null for nothing
   */
  void write(ColumnMatrix into, double[] roots) {
    double[] values = new double[into.rows()];
    for (int j = 0; j < into.columns(); j++) {
      int count = Math.min(j + 1, into.rows());
      int start = offset(j);
      double root = roots == null || j == size ? 1 : roots[j];
      for (int i = 0; i < count; i++) {
        values[i] = packed[start + i] / root;
      }
      into.column(j).put(0, values);
    }
  }

  /**
   * Writes {@code (R_J D^-1/2)^T}, with zeros above its diagonal.
   *
   * @param roots sqrt(D)
   */
  void writeTransposed(ColumnMatrix into, double[] roots) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        values[j] = packed[offset(j) + i] / roots[j];
      }
      into.column(i).put(0, values);
      values[i] = 0;
    }
  }

  private static int offset(int column) {
    return (int) ((long) column * (column + 1) / 2);
  }

  /** Returns the number of unknowns. */
  public int size() {
    return size;
  }

  /** Returns R column by column, each down to its diagonal: not a copy. */
  public double[] packed() {
    return packed;
  }

  /** Returns c: {@code [size]}. */
  double[] projected() {
    return Arrays.copyOfRange(packed, offset(size), packed.length - 1);
  }

  /** Returns r^T r. */
  public double sumOfSquares() {
    return columnSquares(size);
  }

  /** Returns the sum of squares of a column of R, which is that of {@code [J r]}. */
  double columnSquares(int column) {
    double sum = 0;
    for (int i = offset(column); i < offset(column + 1); i++) {
      sum += packed[i] * packed[i];
    }
    return sum;
  }

  /** Returns {@code R_J x}. */
  double[] times(double[] x) {
    double[] product = new double[size];
    int next = 0;
    for (int j = 0; j < size; j++) {
      for (int i = 0; i <= j; i++) {
        product[i] += packed[next++] * x[j];
      }
    }
    return product;
  }

  /** Returns the bytes outside the heap that {@link #combine} and an elimination take. */
  public static long combineBytes(int size) {
    return 2 * ColumnMatrix.bytes(size + 1, size + 1);
  }
}
