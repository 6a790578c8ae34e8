package io.raf4j.benchmarks.work;

import io.raf4j.jet.JetShape;
import java.util.List;

/**
 * What a training step consists of: a layer's three matrix products and the two passes of its
 * activation, over all rows of all points.
 *
 * <pre>
 *   forward            Z  = X W^T       [rows, out]    2 rows in out flops
 *   weight gradient    dW = delta^T X   [out, in]      2 rows in out flops
 *   data gradient      dX = delta W     [rows, in]     2 rows in out flops, not in the first layer
 *
 *   rows = points (rows of a jet)
 * </pre>
 *
 * <p>Whatever else a step does (losses, equations, Adam) is left out: it is what a better program
 * could come close to not paying.
 *
 * @param points of a step
 * @param shape the derivatives that travel forward and back
 * @param isDouble double precision, else single
 * @param layers from the input to the output
 */
public record StepCost(int points, JetShape shape, boolean isDouble, List<DenseSize> layers) {

  /** Keeps its own list. */
  public StepCost {
    layers = List.copyOf(layers);
  }

  /** Returns the rows of the matrix products. */
  public long rows() {
    return (long) points * shape.rows();
  }

  /** Returns the floating-point operations of the matrix products, a multiply-add being two. */
  public long flops() {
    long flops = 0;
    for (int l = 0; l < layers.size(); l++) {
      DenseSize layer = layers.get(l);
      int products = l == 0 ? 2 : 3;
      flops += 2 * products * rows() * layer.in() * layer.out();
    }
    return flops;
  }
}
