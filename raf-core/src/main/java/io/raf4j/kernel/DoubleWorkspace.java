package io.raf4j.kernel;

/**
 * The strips and column sums of one thread: small enough together to stay in a first-level cache of
 * 32 KiB with what streams past.
 */
final class DoubleWorkspace {
  /** The bytes of a strip. */
  static final int STRIP_BYTES = 4096;

  /** The numbers of a strip; a multiple of every number of lanes. */
  static final int STRIP = STRIP_BYTES / Double.BYTES;

  private static final ThreadLocal<DoubleWorkspace> LOCAL =
      ThreadLocal.withInitial(DoubleWorkspace::new);

  final double[] z = new double[STRIP];
  final double[] epsilon = new double[STRIP];
  final double[] epsilonZ = new double[STRIP];
  final double[] u = new double[STRIP];
  final double[] sum = new double[STRIP];
  final double[][] derivatives = new double[2][STRIP];
  final double[] alpha = new double[STRIP];
  final double[] beta = new double[STRIP];
  final double[] alphaBeta = new double[STRIP];

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

  private DoubleWorkspace() {}

  /** Returns the calling thread's workspace. */
  static DoubleWorkspace ofThisThread() {
    return LOCAL.get();
  }
}
