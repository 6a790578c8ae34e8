package io.raf4j.linalg;

import java.util.function.Consumer;

/**
 * A Jacobian whose rows are elsewhere, so that every product is a pass over all of them.
 *
 * <pre>
 *   J: [rows, size]
 * </pre>
 */
public interface RemoteJacobian {

  /**
   * Hands out {@code K = J D^-1 J^T} in rectangles: all on its diagonal and above, each once, in
   * any order.
   *
   * @param scaling D: {@code [size]}
   */
  void kernel(double[] scaling, Consumer<KernelTile> taker);

  /** Returns {@code J x} of several x. */
  double[][] times(double[][] vectors);

  /** Returns {@code J^T y} of several y. */
  double[][] transposedTimes(double[][] vectors);
}
