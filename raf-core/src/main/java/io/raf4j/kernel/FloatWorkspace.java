package io.raf4j.kernel;

/**
 * The strips and column sums of one thread: small enough together to stay in a first-level cache of
 * 32 KiB with what streams past.
 */
final class FloatWorkspace {
  /** The bytes of a strip. */
  static final int STRIP_BYTES = 4096;

  /** The numbers of a strip; a multiple of every number of lanes. */
  static final int STRIP = STRIP_BYTES / Float.BYTES;

  private static final ThreadLocal<FloatWorkspace> LOCAL =
      ThreadLocal.withInitial(FloatWorkspace::new);

  final float[] z = new float[STRIP];
  final float[] epsilon = new float[STRIP];
  final float[] epsilonZ = new float[STRIP];
  final float[] u = new float[STRIP];
  final float[] sum = new float[STRIP];
  final float[][] derivatives = new float[2][STRIP];
  final float[] alpha = new float[STRIP];
  final float[] beta = new float[STRIP];
  final float[] alphaBeta = new float[STRIP];
  final float[] dBias = new float[STRIP];
  final float[] dAlpha = new float[STRIP];
  final float[] dBeta = new float[STRIP];

  private FloatWorkspace() {}

  /** Returns the calling thread's workspace. */
  static FloatWorkspace ofThisThread() {
    return LOCAL.get();
  }
}
