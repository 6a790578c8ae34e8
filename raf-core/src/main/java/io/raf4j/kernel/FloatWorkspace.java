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

  private FloatWorkspace() {}

  /** Returns the calling thread's workspace. */
  static FloatWorkspace ofThisThread() {
    return LOCAL.get();
  }
}
