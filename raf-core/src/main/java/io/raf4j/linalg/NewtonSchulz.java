package io.raf4j.linalg;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostArithmetic;
import io.raf4j.host.HostMemory;

/**
 * Brings the singular values of a matrix near 1 and keeps its singular vectors, by five iterations
 * of a polynomial of the fifth degree:
 *
 * <pre>
 *   G: [rows, columns] = U S V^T, |G| its Frobenius norm
 *   X_0 = G / |G|
 *   X_(k+1) = a X_k + b (X_k X_k^T) X_k + c (X_k X_k^T)^2 X_k     a, b, c = 3.4445, -4.7750, 2.0315
 *   result X_5, about U V^T
 * </pre>
 *
 * <p>The polynomial is made to raise small singular values fast, not to converge: those of X_5 lie
 * between 0.68 and 1.21 where those of X_0 are above 0.002, smaller ones below. A matrix of zeros
 * stays; one with numbers that are not finite becomes NaN.
 *
 * <p>What is computed is {@code Y = c^(1/4) X}, whose polynomial has the coefficients a, b /
 * sqrt(c) and 1: {@code M = (Y Y^T)^2 + b / sqrt(c) Y Y^T, Y = M Y + a Y} is three products of BLAS
 * and nothing else. Tall matrices take Y^T Y, the smaller one, and multiply from the right.
 *
 * <p>Cost: 5 (4 k^2 l + 2 k^3) flops, k the shorter and l the longer side, and k (2 l + 2 k)
 * numbers of memory. Products are cut into rows by shape alone, each by one thread: bits do not
 * depend on threads. May be called from any thread.
 *
 * <p>Source: K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024; the
 * iteration is that of Bjorck and Bowie 1971 with another polynomial.
 */
public final class NewtonSchulz {

  private static final int ITERATIONS = 5;
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;

  /** The scale of Y, and b in the polynomial of Y. */
  private static final double SCALE = Math.sqrt(Math.sqrt(C));

  private static final double SCALED_B = B / Math.sqrt(C);

  /** Rows of a product that one thread computes. */
  private static final int TILE = 64;

  private final HostArithmetic<?> arithmetic;
  private final int rows;
  private final int columns;
  private final int shorter;

  private NewtonSchulz(HostArithmetic<?> arithmetic, int rows, int columns) {
    this.arithmetic = arithmetic;
    this.rows = rows;
    this.columns = columns;
    this.shorter = Math.min(rows, columns);
  }

  /** Returns the flops that a matrix of so many rows and columns takes. */
  public static double flops(int rows, int columns) {
    double shorter = Math.min(rows, columns);
    double longer = Math.max(rows, columns);
    return ITERATIONS * (4 * shorter * shorter * longer + 2 * shorter * shorter * shorter);
  }

  /** Returns how many threads at most share a product of the smaller square. */
  public static int threads(int rows, int columns) {
    return parts(Math.min(rows, columns));
  }

  private static int parts(int height) {
    return (height + TILE - 1) / TILE;
  }

  /**
   * Replaces a matrix by one with the same singular vectors and singular values near 1.
   *
   * @param arithmetic of the products
   * @param matrix G, row by row: {@code [rows, columns]}; squares of its numbers must be doubles
   * @throws IllegalArgumentException if sides are not positive or the length is another
   */
  public static void orthogonalise(
      HostArithmetic<?> arithmetic, int rows, int columns, double[] matrix) {
    if (rows < 1 || columns < 1 || (long) rows * columns != matrix.length) {
      throw new IllegalArgumentException(
          "a matrix of "
              + rows
              + " rows and "
              + columns
              + " columns has "
              + matrix.length
              + " numbers; expected positive sides and their product");
    }
    double squares = 0;
    for (double value : matrix) {
      squares += value * value;
    }
    if (squares == 0) {
      return;
    }
    multiply(matrix, SCALE / Math.sqrt(squares));
    NewtonSchulz iteration = new NewtonSchulz(arithmetic, rows, columns);
    ComputeThreads.inOneSection(
        () -> {
          iteration.apply(matrix);
          return matrix;
        });
    multiply(matrix, 1 / SCALE);
  }

  private static void multiply(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  /** Replaces Y_0 by Y_5. */
  private void apply(double[] matrix) {
    long ofMatrix = (long) matrix.length * arithmetic.bytes();
    long ofSquare = (long) shorter * shorter * arithmetic.bytes();
    try (HostMemory memory = HostMemory.lent(2 * ofMatrix + 2 * ofSquare)) {
      Address y = memory.address();
      Address next = y.plus(ofMatrix);
      Address gram = next.plus(ofMatrix);
      Address polynomial = gram.plus(ofSquare);
      arithmetic.writeDoubles(matrix, y);
      for (int i = 0; i < ITERATIONS; i++) {
        iterate(y, next, gram, polynomial);
        Address last = y;
        y = next;
        next = last;
      }
      arithmetic.readDoubles(y, matrix);
    }
  }

  private void iterate(Address y, Address next, Address gram, Address polynomial) {
    boolean isTall = rows > columns;
    Factor ofY = new Factor(y, rows, columns, false);
    Factor ofGram = new Factor(gram, shorter, shorter, false);
    Factor ofPolynomial = new Factor(polynomial, shorter, shorter, false);
    product(isTall ? ofY.transposed() : ofY, isTall ? ofY : ofY.transposed(), 0, y, gram);
    product(ofGram, ofGram, SCALED_B, gram, polynomial);
    product(isTall ? ofY : ofPolynomial, isTall ? ofPolynomial : ofY, A, y, next);
  }

  /**
   * A matrix of a product.
   *
   * @param rows of the matrix as it lies in memory
   * @param columns of the matrix as it lies in memory
   * @param isTransposed whether its transpose is meant
   */
  private record Factor(Address address, int rows, int columns, boolean isTransposed) {

    Factor transposed() {
      return new Factor(address, rows, columns, !isTransposed);
    }

    int height() {
      return isTransposed ? columns : rows;
    }

    int width() {
      return isTransposed ? rows : columns;
    }

    /** Returns how many numbers lie before a row of what is meant. */
    long before(int row) {
      return isTransposed ? row : (long) row * columns;
    }
  }

  /** into = left right + factor added; added is not read where the factor is 0. */
  private void product(Factor left, Factor right, double factor, Address added, Address into) {
    int height = left.height();
    ComputeThreads.run(
        parts(height),
        part -> {
          int first = part * TILE;
          int count = Math.min(TILE, height - first);
          long start = (long) first * right.width() * arithmetic.bytes();
          if (factor != 0) {
            int length = count * right.width();
            arithmetic.copyAt(into.plus(start), 1, added.plus(start), 1, length);
          }
          arithmetic.gemm(
              left.isTransposed(),
              right.isTransposed(),
              count,
              right.width(),
              left.width(),
              left.address().plus(left.before(first) * arithmetic.bytes()),
              left.columns(),
              right.address(),
              right.columns(),
              factor,
              into.plus(start),
              right.width());
        });
  }
}
