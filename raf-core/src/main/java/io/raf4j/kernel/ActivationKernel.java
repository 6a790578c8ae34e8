package io.raf4j.kernel;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.jet.JetShape;
import java.util.List;

/**
 * Evaluates a layer's activation and its gradients over a tile of points' jets.
 *
 * <pre>
 *   sigma_i(v) = sum_p alpha_pi gamma_p(beta_pi v)
 *
 *   z, y, epsilon, delta: [points, rows, width], row-major; rows as {@link JetShape} orders them
 *   bias, dBias: [width]
 *   alpha, beta, dAlpha, dBeta: [terms, width], row-major; constants are filled in by the caller
 *
 *   z is v, g_k, and its seconds: L (weighted) or s_k (pure)
 *
 *   forward    v += bias
 *              y = sigma(v), sigma'(v) g_k, and
 *                  sigma'(v) L + sigma''(v) q                   q = sum_k c_k g_k^2
 *                  or sigma'(v) s_k + sigma''(v) g_k^2
 *   backward   epsilon is V, G_k, and M or M_k
 *              S0 = V
 *              S1 = sum_k G_k g_k + M L     or sum_k G_k g_k + sum_k M_k s_k
 *              S2 = M q                     or sum_k M_k g_k^2
 *              delta = S0 sigma' + S1 sigma'' + S2 sigma''',
 *                      G_k sigma' + 2 c_k M sigma'' g_k     or G_k sigma' + 2 M_k sigma'' g_k,
 *                      M sigma'                             or M_k sigma'
 *              dBias_i   += sum of delta's values
 *              dAlpha_pi += sum S0 f + S1 beta f' + S2 beta^2 f''
 *              dBeta_pi  += sum alpha (S0 v f' + S1 (f' + beta v f'') + S2 (2 beta f'' + beta^2 v f'''))
 *              f = gamma_p and its derivatives at beta_pi v
 * </pre>
 *
 * <p>With the shape {@link JetShape#value()} this is the plain layer: v and S0 alone. Closed shapes
 * have terms of {@link JetShape#chainRule} for each row and adjoints up to S4.
 *
 * <p>Sums run over the points in order and start from what the arrays hold, so a tile given in one
 * call or point by point gives the same bits, with every {@link KernelProvider}. Arrays may be
 * longer than needed. delta may be the same array as epsilon; otherwise no two arrays are the same.
 *
 * <p>Errors: IllegalArgumentException for an array that is too short or a negative number of
 * points, naming the array, its length and the length expected; NullPointerException for an array
 * that is missing. Numbers are never an error: NaN and infinities go through as IEEE arithmetic
 * says, except that functions that decay are 0 at infinity.
 *
 * <p>Cost: one evaluation of each term a neuron, point and direction, however many rows a jet has,
 * and a few operations a row; memory strips of 190 KiB for each thread and precision, and 12 KiB
 * more for each row of a closed shape. Instances are immutable and may be used by any number of
 * threads at a time.
 */
public final class ActivationKernel {
  /** What the three tiles of a pass may take together: half of a small second-level cache. */
  private static final int TILE_BYTES = 128 * 1024;

  private static final int POINT_STEP = 8;

  private final int width;
  private final int coefficients;
  private final JetShape shape;
  private final KernelProvider provider;
  private final FloatKernel floats;
  private final DoubleKernel doubles;

  private ActivationKernel(
      ReproducingActivation activation,
      int neurons,
      int columns,
      JetShape shape,
      KernelProvider provider) {
    this.width = Math.multiplyExact(neurons, columns);
    this.coefficients = activation.terms().size() * width;
    this.shape = shape;
    this.provider = provider;
    List<Section> sections = Section.of(activation, neurons, columns);
    this.floats =
        new FloatKernel(
            activation, sections, shape, provider.floatDerivatives(), provider.floatLoops());
    this.doubles =
        new DoubleKernel(
            activation, sections, shape, provider.doubleDerivatives(), provider.doubleLoops());
  }

  /**
   * Makes a kernel of values alone with the best provider of this JVM.
   *
   * @param width the neurons of the layer, 1 or more
   */
  public static ActivationKernel of(ReproducingActivation activation, int width) {
    return of(activation, width, JetShape.value());
  }

  /**
   * Makes a kernel of values alone with a given provider.
   *
   * @param width the neurons of the layer, 1 or more
   */
  public static ActivationKernel of(
      ReproducingActivation activation, int width, KernelProvider provider) {
    return of(activation, width, JetShape.value(), provider);
  }

  /**
   * Makes a kernel of jets with the best provider of this JVM.
   *
   * @param width the neurons of the layer, 1 or more
   * @param shape the rows of a jet
   */
  public static ActivationKernel of(ReproducingActivation activation, int width, JetShape shape) {
    return of(activation, width, shape, KernelProvider.best());
  }

  /**
   * Makes a kernel of jets with a given provider.
   *
   * @param width the neurons of the layer, 1 or more
   * @param shape the rows of a jet
   */
  public static ActivationKernel of(
      ReproducingActivation activation, int width, JetShape shape, KernelProvider provider) {
    if (width < 1) {
      throw new IllegalArgumentException("width is " + width + "; expected 1 or more");
    }
    return new ActivationKernel(activation, width, 1, shape, provider);
  }

  /**
   * Makes a kernel for points that lie side by side: a tile is one point of width {@code neurons
   * lanes}, whose columns are the points of the first neuron, of the second, and so on. Sums over a
   * tile are then each point's own gradient.
   *
   * @param neurons of the layer, 1 or more
   * @param lanes points of a tile, 1 or more
   * @param shape the rows of a jet
   */
  public static ActivationKernel ofLanes(
      ReproducingActivation activation, int neurons, int lanes, JetShape shape) {
    if (neurons < 1 || lanes < 1) {
      throw new IllegalArgumentException(
          neurons + " neurons and " + lanes + " lanes; expected 1 or more of each");
    }
    return new ActivationKernel(activation, neurons, lanes, shape, KernelProvider.best());
  }

  /** Returns the provider that runs the loops. */
  public KernelProvider provider() {
    return provider;
  }

  /** Returns the columns of a tile: the neurons of the layer, times the lanes where it has some. */
  public int width() {
    return width;
  }

  /** Returns the rows of a jet. */
  public JetShape shape() {
    return shape;
  }

  /**
   * Returns how many points a tile best has: as many as keep their z, epsilon and y in the
   * second-level cache.
   *
   * @param bytesPerElement 4 for float, 8 for double
   */
  public int tilePoints(int bytesPerElement) {
    long bytesPerPoint = 3L * bytesPerElement * width * shape.rows();
    int points = (int) (TILE_BYTES / bytesPerPoint);
    return Math.max(POINT_STEP, points / POINT_STEP * POINT_STEP);
  }

  /** Adds the bias to z and evaluates y; bias may be null, for none. */
  public void forward(float[] z, float[] bias, float[] y, int points, float[] alpha, float[] beta) {
    requireTile("z", z.length, points);
    requireTile("y", y.length, points);
    requireLength("bias", bias == null ? width : bias.length, width);
    requireLength("alpha", alpha.length, coefficients);
    requireLength("beta", beta.length, coefficients);
    floats.forward(z, bias, y, points, alpha, beta);
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
      int points,
      float[] alpha,
      float[] beta,
      float[] dBias,
      float[] dAlpha,
      float[] dBeta) {
    requireTile("z", z.length, points);
    requireLength("bias", bias == null ? width : bias.length, width);
    requireTile("epsilon", epsilon.length, points);
    requireTile("delta", delta.length, points);
    requireLength("alpha", alpha.length, coefficients);
    requireLength("beta", beta.length, coefficients);
    requireLength("dBias", dBias.length, width);
    requireLength("dAlpha", dAlpha.length, coefficients);
    requireLength("dBeta", dBeta.length, coefficients);
    floats.backward(z, bias, epsilon, delta, points, alpha, beta, dBias, dAlpha, dBeta);
  }

  /** Adds the bias to z and evaluates y; bias may be null, for none. */
  public void forward(
      double[] z, double[] bias, double[] y, int points, double[] alpha, double[] beta) {
    requireTile("z", z.length, points);
    requireTile("y", y.length, points);
    requireLength("bias", bias == null ? width : bias.length, width);
    requireLength("alpha", alpha.length, coefficients);
    requireLength("beta", beta.length, coefficients);
    doubles.forward(z, bias, y, points, alpha, beta);
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
      int points,
      double[] alpha,
      double[] beta,
      double[] dBias,
      double[] dAlpha,
      double[] dBeta) {
    requireTile("z", z.length, points);
    requireLength("bias", bias == null ? width : bias.length, width);
    requireTile("epsilon", epsilon.length, points);
    requireTile("delta", delta.length, points);
    requireLength("alpha", alpha.length, coefficients);
    requireLength("beta", beta.length, coefficients);
    requireLength("dBias", dBias.length, width);
    requireLength("dAlpha", dAlpha.length, coefficients);
    requireLength("dBeta", dBeta.length, coefficients);
    doubles.backward(z, bias, epsilon, delta, points, alpha, beta, dBias, dAlpha, dBeta);
  }

  private void requireTile(String name, int length, int points) {
    if (points < 0) {
      throw new IllegalArgumentException("points is " + points + "; expected 0 or more");
    }
    requireLength(name, length, (long) points * shape.rows() * width);
  }

  private static void requireLength(String name, int length, long expected) {
    if (length < expected) {
      throw new IllegalArgumentException(
          name + " has " + length + " elements; expected at least " + expected);
    }
  }
}
