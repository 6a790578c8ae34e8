package io.raf4j.kernel;

/**
 * The sums and products around the basic functions, over a strip.
 *
 * <p>A strip holds {@code rows} rows of some neighbouring columns of a tile, as blocks of {@link
 * #lanes} columns: {@code strip[(block * rows + row) * lanes + lane]}. Columns beyond the last are
 * padding. Coefficients and sums have one number a column, {@code [blocks * lanes]}. Sums over rows
 * go through memory row by row, so that their bits do not depend on how rows are cut into strips.
 */
interface FloatLoops {

  /** Returns the columns of a block. */
  int lanes();

  /** Copies columns of a tile into a strip; padding becomes 0. */
  void load(float[] tile, int offset, int stride, int rows, int columns, float[] strip);

  /** Adds a coefficient a column to a tile's columns and copies them into a strip. */
  void loadBiased(
      float[] tile, float[] bias, int offset, int stride, int rows, int columns, float[] strip);

  /** Copies a strip's columns into a tile, leaving its other columns alone. */
  void store(float[] strip, int rows, int columns, float[] tile, int offset, int stride);

  /** {@code out = strip * coefficient}. */
  void scale(float[] strip, float[] coefficient, int rows, int blocks, float[] out);

  /** {@code sum = sum + coefficient * strip}. */
  void addScaled(float[] strip, float[] coefficient, int rows, int blocks, float[] sum);

  /** {@code out = a * b}, element by element of n. */
  void multiply(float[] a, float[] b, int n, float[] out);

  /** {@code sum = sum + a * b}, element by element of n. */
  void addProduct(float[] a, float[] b, int n, float[] sum);

  /** {@code sum = sum + weight * a^2}, element by element of n. */
  void addSquare(float weight, float[] a, int n, float[] sum);

  /** {@code sum = sum + weight * a^2}, element by element of n. */
  void addSquare(float[] weight, float[] a, int n, float[] sum);

  /** {@code out = a * b + c * d}, element by element of n; out may be a. */
  void sumProducts(float[] a, float[] b, float[] c, float[] d, int n, float[] out);

  /** {@code out = a * b + factor * c * d}, element by element of n; out may be a. */
  void sumProducts(float[] a, float[] b, float factor, float[] c, float[] d, int n, float[] out);

  /** {@code out = a * b + factor * c}, element by element of n. */
  void addMultiple(float[] a, float[] b, float factor, float[] c, int n, float[] out);

  /** {@code sums[column] += a}, row by row. */
  void addRows(float[] a, int rows, int blocks, float[] sums);

  /**
   * Adds a term's slope to sigma' and its gradients, row by row, from the workspace.
   *
   * <pre>
   *   sigma' += alpha beta f'     dAlpha += S0 f     dBeta += (alpha product_0) f'
   * </pre>
   */
  void addGradients(FloatWorkspace w, int rows, int blocks, float[] dAlpha, float[] dBeta);

  /**
   * Adds a term's derivative of an order from 1 on to sigma's, and its share to the parts of the
   * gradients, from the workspace.
   *
   * <pre>
   *   sigma^(k)  += alpha beta^k f^(k)
   *   alphaPart  += (beta^(k-1) S_(k-1)) f^(k-1)
   *   betaPart   += (alpha beta^(k-1) product_(k-1)) f^(k)
   * </pre>
   */
  void addParts(FloatWorkspace w, int k, int rows, int blocks);
}
