package io.raf4j.kernel;

import java.util.Arrays;

/**
 * The strips and column sums of one thread. Those that one loop touches are small enough together
 * to stay in a first-level cache of 32 KiB with what streams past.
 */
final class FloatWorkspace {
  /** The bytes of a strip. */
  static final int STRIP_BYTES = 4096;

  /** The numbers of a strip; a multiple of every number of lanes. */
  static final int STRIP = STRIP_BYTES / Float.BYTES;

  private static final ThreadLocal<FloatWorkspace> LOCAL =
      ThreadLocal.withInitial(FloatWorkspace::new);

  /** The values v, and beta v of one term. */
  final float[] z = new float[STRIP];

  final float[] u = new float[STRIP];

  /** A term's f, f', f'', f''' at beta v. */
  final float[][] derivatives = new float[4][STRIP];

  /** sigma, sigma', sigma'', sigma'''. */
  final float[][] sums = new float[4][STRIP];

  /** The adjoints S0, S1, S2 of sigma, sigma', sigma''. */
  final float[][] adjoints = new float[3][STRIP];

  /** {@code v S_j + (j + 1) S_(j+1)}: what f^(j+1) has as a factor in the gradient of beta. */
  final float[][] products = new float[3][STRIP];

  /** What jets add to a term's gradients, element by element. */
  final float[] alphaPart = new float[STRIP];

  final float[] betaPart = new float[STRIP];

  /** One row of a jet, the same row of its adjoint, and what is made of them. */
  final float[] row = new float[STRIP];

  final float[] rowAdjoint = new float[STRIP];
  final float[] second = new float[STRIP];
  final float[] secondAdjoint = new float[STRIP];
  final float[] square = new float[STRIP];
  final float[] delta = new float[STRIP];

  /** A term's beta to the powers 0 to 2, a number a column. */
  final float[][] betaPowers = new float[3][STRIP];

  final float[] beta = betaPowers[1];

  /** A term's alpha times beta to the powers 0 to 3, a number a column. */
  final float[][] alphaBeta = new float[4][STRIP];

  /** The bias on the way forward, its gradient on the way back. */
  final float[] bias = new float[STRIP];

  final float[] dAlpha = new float[STRIP];
  final float[] dBeta = new float[STRIP];

  /** Intermediate strips of functions made of others. */
  final float[] near = new float[STRIP];

  final float[] phase = new float[STRIP];
  final float[] envelope = new float[STRIP];
  final float[] sine = new float[STRIP];
  final float[] cosine = new float[STRIP];

  private FloatWorkspace() {
    Arrays.fill(betaPowers[0], 1);
  }

  /** Returns the calling thread's workspace. */
  static FloatWorkspace ofThisThread() {
    return LOCAL.get();
  }
}
