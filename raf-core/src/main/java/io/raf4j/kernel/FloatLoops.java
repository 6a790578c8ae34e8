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

  /** {@code sum = sum + factor * a * b}, element by element of n. */
  void addProduct(float factor, float[] a, float[] b, int n, float[] sum);

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

  /**
   * Takes a gradient row of jets forward: {@code square += weight z^2}, {@code y = z sigma'}, from
   * a tile to another, where the columns of both begin at the same offset.
   *
   * @param w has sigma' and square; its row is overwritten
   */
  default void forwardRow(
      FloatWorkspace w, Strip strip, float weight, float[] z, float[] y, int offset, int stride) {
    load(z, offset, stride, strip.rows(), strip.columns(), w.row);
    addSquare(weight, w.row, strip.size(), w.square);
    multiply(w.row, w.sums[1], strip.size(), w.row);
    store(w.row, strip.rows(), strip.columns(), y, offset, stride);
  }

  /**
   * Adds what a gradient row of jets has in the adjoints: {@code S1 += epsilon z}, {@code S2 +=
   * weight z^2}.
   *
   * @param w has S1 and S2; its row and rowAdjoint are overwritten
   */
  default void adjointRow(
      FloatWorkspace w,
      Strip strip,
      float weight,
      float[] z,
      float[] epsilon,
      int offset,
      int stride) {
    load(z, offset, stride, strip.rows(), strip.columns(), w.row);
    load(epsilon, offset, stride, strip.rows(), strip.columns(), w.rowAdjoint);
    addProduct(w.rowAdjoint, w.row, strip.size(), w.adjoints[1]);
    addSquare(weight, w.row, strip.size(), w.adjoints[2]);
  }

  /**
   * Takes a gradient row of jets back: {@code delta = epsilon sigma' + factor square z}; delta may
   * be epsilon.
   *
   * @param w has sigma' and square; its row and rowAdjoint are overwritten
   */
  default void backwardRow(
      FloatWorkspace w,
      Strip strip,
      float factor,
      float[] z,
      float[] epsilon,
      float[] delta,
      int offset,
      int stride) {
    load(epsilon, offset, stride, strip.rows(), strip.columns(), w.rowAdjoint);
    load(z, offset, stride, strip.rows(), strip.columns(), w.row);
    sumProducts(w.rowAdjoint, w.sums[1], factor, w.square, w.row, strip.size(), w.rowAdjoint);
    store(w.rowAdjoint, strip.rows(), strip.columns(), delta, offset, stride);
  }
}
