package io.raf4j.kernel;

import io.raf4j.basis.BasisFunction;
import java.util.Arrays;

/**
 * The strips and column sums of one thread. Those that one loop touches are small enough together
 * to stay in a first-level cache of 32 KiB with what streams past; jets of third and fourth order
 * take as many strips more as they have rows, three times.
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

  /** A term's f and its derivatives up to the fifth at beta v. */
  final float[][] derivatives = new float[BasisFunction.MAX_ORDER + 1][STRIP];

  /** sigma and its derivatives up to the fifth. */
  final float[][] sums = new float[BasisFunction.MAX_ORDER + 1][STRIP];

  /** The adjoints S0 to S4 of sigma and its derivatives up to the fourth. */
  final float[][] adjoints = new float[BasisFunction.MAX_ORDER][STRIP];

  /** {@code v S_j + (j + 1) S_(j+1)}: what f^(j+1) has as a factor in the gradient of beta. */
  final float[][] products = new float[BasisFunction.MAX_ORDER][STRIP];

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

  /** The rows of jets of any order, of their adjoints, and the adjoints by z. */
  private float[][] jets = {};

  private float[][] jetAdjoints = {};
  private float[][] jetDeltas = {};

  /** A term's beta to the powers 0 to 4, a number a column. */
  final float[][] betaPowers = new float[BasisFunction.MAX_ORDER][STRIP];

  final float[] beta = betaPowers[1];

  /** A term's alpha times beta to the powers 0 to 5, a number a column. */
  final float[][] alphaBeta = new float[BasisFunction.MAX_ORDER + 1][STRIP];

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

  /** Returns strips for the rows of a jet, as they were left. */
  float[][] jets(int rows) {
    jets = atLeast(jets, rows);
    return jets;
  }

  /** Returns strips for the rows of a jet's adjoint, as they were left. */
  float[][] jetAdjoints(int rows) {
    jetAdjoints = atLeast(jetAdjoints, rows);
    return jetAdjoints;
  }

  /** Returns strips for what comes back to the rows of a jet, as they were left. */
  float[][] jetDeltas(int rows) {
    jetDeltas = atLeast(jetDeltas, rows);
    return jetDeltas;
  }

  private static float[][] atLeast(float[][] strips, int rows) {
    return strips.length >= rows ? strips : new float[rows][STRIP];
  }

  /** Returns the calling thread's workspace. */
  static FloatWorkspace ofThisThread() {
    return LOCAL.get();
  }
}
