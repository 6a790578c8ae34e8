package io.raf4j.kernel;

import java.util.Arrays;

/**
 * The strips and column sums of one thread. Those that one loop touches are small enough together
 * to stay in a first-level cache of 32 KiB with what streams past.
 */
final class DoubleWorkspace {
  /** The bytes of a strip. */
  static final int STRIP_BYTES = 4096;

  /** The numbers of a strip; a multiple of every number of lanes. */
  static final int STRIP = STRIP_BYTES / Double.BYTES;

  private static final ThreadLocal<DoubleWorkspace> LOCAL =
      ThreadLocal.withInitial(DoubleWorkspace::new);

  /** The values v, and beta v of one term. */
  final double[] z = new double[STRIP];

  final double[] u = new double[STRIP];

  /** A term's f, f', f'', f''' at beta v. */
  final double[][] derivatives = new double[4][STRIP];

  /** sigma, sigma', sigma'', sigma'''. */
  final double[][] sums = new double[4][STRIP];

  /** The adjoints S0, S1, S2 of sigma, sigma', sigma''. */
  final double[][] adjoints = new double[3][STRIP];

  /** {@code v S_j + (j + 1) S_(j+1)}: what f^(j+1) has as a factor in the gradient of beta. */
  final double[][] products = new double[3][STRIP];

  /** What jets add to a term's gradients, element by element. */
  final double[] alphaPart = new double[STRIP];

  final double[] betaPart = new double[STRIP];

  /** One row of a jet, the same row of its adjoint, and what is made of them. */
  final double[] row = new double[STRIP];

  final double[] rowAdjoint = new double[STRIP];
  final double[] second = new double[STRIP];
  final double[] secondAdjoint = new double[STRIP];
  final double[] square = new double[STRIP];
  final double[] delta = new double[STRIP];

  /** A term's beta to the powers 0 to 2, a number a column. */
  final double[][] betaPowers = new double[3][STRIP];

  final double[] beta = betaPowers[1];

  /** A term's alpha times beta to the powers 0 to 3, a number a column. */
  final double[][] alphaBeta = new double[4][STRIP];

  /** The bias on the way forward, its gradient on the way back. */
  final double[] bias = new double[STRIP];

  final double[] dAlpha = new double[STRIP];
  final double[] dBeta = new double[STRIP];

  /** Intermediate strips of functions made of others. */
  final double[] near = new double[STRIP];

  final double[] phase = new double[STRIP];
  final double[] envelope = new double[STRIP];
  final double[] sine = new double[STRIP];
  final double[] cosine = new double[STRIP];

  private DoubleWorkspace() {
    Arrays.fill(betaPowers[0], 1);
  }

  /** Returns the calling thread's workspace. */
  static DoubleWorkspace ofThisThread() {
    return LOCAL.get();
  }
}
