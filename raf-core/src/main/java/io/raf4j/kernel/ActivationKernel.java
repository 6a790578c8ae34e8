package io.raf4j.kernel;

import io.raf4j.basis.ReproducingActivation;

/**
 * Evaluates a layer's activation and its gradients over a tile of rows.
 *
 * <pre>
 *   sigma_i(z) = sum_p alpha_pi gamma_p(beta_pi z)
 *
 *   z, y, epsilon, delta: [rows, width], row-major     bias, dBias: [width]
 *   alpha, beta, dAlpha, dBeta: [terms, width], row-major; constants are filled in by the caller
 *
 *   forward    z += bias                      y = sigma(z)
 *   backward   delta = epsilon sigma'(z)      dBias_i += sum delta_i
 *              dAlpha_pi += sum epsilon_i gamma_p(beta_pi z_i)
 *              dBeta_pi  += sum epsilon_i alpha_pi z_i gamma_p'(beta_pi z_i)
 * </pre>
 *
 * <p>Sums run over the rows in order and start from what the arrays hold, so a tile given in one
 * call or row by row gives the same bits, with every {@link KernelProvider}. Arrays may be longer
 * than needed. delta may be the same array as epsilon; otherwise no two arrays are the same.
 *
 * <p>Errors: IllegalArgumentException for an array that is too short or a negative number of rows,
 * naming the array, its length and the length expected; NullPointerException for an array that is
 * missing. Numbers are never an error: NaN and infinities go through as IEEE arithmetic says,
 * except that functions that decay are 0 at infinity.
 *
 * <p>Cost: one evaluation of each term an element and direction; memory strips of 75 KiB for each
 * thread and precision. Instances are immutable and may be used by any number of threads at a time.
 */
public final class ActivationKernel {
  /** What the three tiles of a pass may take together: half of a small second-level cache. */
  private static final int TILE_BYTES = 128 * 1024;

  private static final int ROW_STEP = 8;

  private final int width;
  private final int coefficients;
  private final KernelProvider provider;
  private final FloatKernel floats;
  private final DoubleKernel doubles;

  private ActivationKernel(ReproducingActivation activation, int width, KernelProvider provider) {
    this.width = width;
    this.coefficients = activation.terms().size() * width;
    this.provider = provider;
    this.floats =
        new FloatKernel(activation, width, provider.floatDerivatives(), provider.floatLoops());
    this.doubles =
        new DoubleKernel(activation, width, provider.doubleDerivatives(), provider.doubleLoops());
  }

  /**
   * Makes a kernel with the best provider of this JVM.
   *
   * @param width the neurons of the layer, 1 or more
   */
  public static ActivationKernel of(ReproducingActivation activation, int width) {
    return of(activation, width, KernelProvider.best());
  }

  /**
   * Makes a kernel with a given provider.
   *
   * @param width the neurons of the layer, 1 or more
   */
  public static ActivationKernel of(
      ReproducingActivation activation, int width, KernelProvider provider) {
    if (width < 1) {
      throw new IllegalArgumentException("width is " + width + "; expected 1 or more");
    }
    return new ActivationKernel(activation, width, provider);
  }

  /** Returns the provider that runs the loops. */
  public KernelProvider provider() {
    return provider;
  }

  /** Returns the neurons of the layer. */
  public int width() {
    return width;
  }

  /**
   * Returns how many rows a tile best has: as many as keep its z, epsilon and y in the second-level
   * cache.
   *
   * @param bytesPerElement 4 for float, 8 for double
   */
  public int tileRows(int bytesPerElement) {
    int rows = TILE_BYTES / (3 * bytesPerElement * width);
    return Math.max(ROW_STEP, rows / ROW_STEP * ROW_STEP);
  }

  /** Adds the bias to z and evaluates {@code y = sigma(z)}; bias may be null, for none. */
  public void forward(float[] z, float[] bias, float[] y, int rows, float[] alpha, float[] beta) {
    requireTile("z", z.length, rows);
    requireTile("y", y.length, rows);
    requireLength("bias", bias == null ? width : bias.length, width);
    requireLength("alpha", alpha.length, coefficients);
    requireLength("beta", beta.length, coefficients);
    floats.forward(z, bias, y, rows, alpha, beta);
  }

  /**
   * Adds the bias to z (null where z has it already), evaluates delta and adds to the gradients;
   * only rows of learnable coefficients are touched.
   */
  public void backward(
      float[] z,
      float[] bias,
      float[] epsilon,
      float[] delta,
      int rows,
      float[] alpha,
      float[] beta,
      float[] dBias,
      float[] dAlpha,
      float[] dBeta) {
    requireTile("z", z.length, rows);
    requireLength("bias", bias == null ? width : bias.length, width);
    requireTile("epsilon", epsilon.length, rows);
    requireTile("delta", delta.length, rows);
    requireLength("alpha", alpha.length, coefficients);
    requireLength("beta", beta.length, coefficients);
    requireLength("dBias", dBias.length, width);
    requireLength("dAlpha", dAlpha.length, coefficients);
    requireLength("dBeta", dBeta.length, coefficients);
    floats.backward(z, bias, epsilon, delta, rows, alpha, beta, dBias, dAlpha, dBeta);
  }

  /** Adds the bias to z and evaluates {@code y = sigma(z)}; bias may be null, for none. */
  public void forward(
      double[] z, double[] bias, double[] y, int rows, double[] alpha, double[] beta) {
    requireTile("z", z.length, rows);
    requireTile("y", y.length, rows);
    requireLength("bias", bias == null ? width : bias.length, width);
    requireLength("alpha", alpha.length, coefficients);
    requireLength("beta", beta.length, coefficients);
    doubles.forward(z, bias, y, rows, alpha, beta);
  }

  /**
   * Adds the bias to z (null where z has it already), evaluates delta and adds to the gradients;
   * only rows of learnable coefficients are touched.
   */
  public void backward(
      double[] z,
      double[] bias,
      double[] epsilon,
      double[] delta,
      int rows,
      double[] alpha,
      double[] beta,
      double[] dBias,
      double[] dAlpha,
      double[] dBeta) {
    requireTile("z", z.length, rows);
    requireLength("bias", bias == null ? width : bias.length, width);
    requireTile("epsilon", epsilon.length, rows);
    requireTile("delta", delta.length, rows);
    requireLength("alpha", alpha.length, coefficients);
    requireLength("beta", beta.length, coefficients);
    requireLength("dBias", dBias.length, width);
    requireLength("dAlpha", dAlpha.length, coefficients);
    requireLength("dBeta", dBeta.length, coefficients);
    doubles.backward(z, bias, epsilon, delta, rows, alpha, beta, dBias, dAlpha, dBeta);
  }

  private void requireTile(String name, int length, int rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows is " + rows + "; expected 0 or more");
    }
    requireLength(name, length, (long) rows * width);
  }

  private static void requireLength(String name, int length, long expected) {
    if (length < expected) {
      throw new IllegalArgumentException(
          name + " has " + length + " elements; expected at least " + expected);
    }
  }
}
