package io.raf4j.kernel;

/**
 * The sums and products around the basic functions, over a strip.
 *
 * <p>A strip holds {@code rows} rows of some neighbouring columns of a tile, as blocks of {@link
 * #lanes} columns: {@code strip[(block * rows + row) * lanes + lane]}. Columns beyond the last are
 * padding. Coefficients and sums have one number a column, {@code [blocks * lanes]}. Sums over rows
 * go through memory row by row, so that their bits do not depend on how rows are cut into strips.
 */
interface DoubleLoops {

  /** Returns the columns of a block. */
  int lanes();

  /** Copies columns of a tile into a strip; padding becomes 0. */
  void load(double[] tile, int offset, int stride, int rows, int columns, double[] strip);

  /** Adds a coefficient a column to a tile's columns and copies them into a strip. */
  void loadBiased(
      double[] tile, double[] bias, int offset, int stride, int rows, int columns, double[] strip);

  /** Copies a strip's columns into a tile, leaving its other columns alone. */
  void store(double[] strip, int rows, int columns, double[] tile, int offset, int stride);

  /** {@code out = strip * coefficient}. */
  void scale(double[] strip, double[] coefficient, int rows, int blocks, double[] out);

  /** {@code sum = sum + coefficient * strip}. */
  void addScaled(double[] strip, double[] coefficient, int rows, int blocks, double[] sum);

  /** {@code out = a * b}, element by element of n. */
  void multiply(double[] a, double[] b, int n, double[] out);

  /** {@code sums[column] += a}, row by row. */
  void addRows(double[] a, int rows, int blocks, double[] sums);

  /**
   * Adds a term's slope to the strip's and its parts to the gradients, row by row, from the
   * workspace's value and slope of the term.
   *
   * <pre>
   *   sum += alphaBeta slope     dAlpha += epsilon value     dBeta += (alpha epsilonZ) slope
   * </pre>
   */
  void addGradients(DoubleWorkspace w, int rows, int blocks, double[] dAlpha, double[] dBeta);
}
