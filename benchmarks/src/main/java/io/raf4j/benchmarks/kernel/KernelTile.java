package io.raf4j.benchmarks.kernel;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.jet.JetShape;
import io.raf4j.kernel.ActivationKernel;
import io.raf4j.kernel.KernelProvider;

/**
 * A tile of a layer that stays in the cache, with what an activation's kernel needs to go over it:
 * what a layer does with every tile of its batch.
 *
 * <p>Arguments are uniform on [-1, 1] in every row of a jet, coefficients are drawn from the
 * activation's own distributions. Used by one thread at a time.
 */
public sealed interface KernelTile permits FloatTile, DoubleTile {

  /**
   * Makes a tile of as many points as a layer takes at a time, with the kernels that it takes.
   *
   * @param width the neurons of the layer, 1 or more
   * @param shape the rows of a jet
   * @param isDouble double precision, else single
   */
  static KernelTile ofLayer(
      ReproducingActivation activation, int width, JetShape shape, boolean isDouble) {
    ActivationKernel kernel = ActivationKernel.of(activation, width, shape);
    int points = kernel.tilePoints(isDouble ? Double.BYTES : Float.BYTES);
    return isDouble
        ? new DoubleTile(kernel, activation, points)
        : new FloatTile(kernel, activation, points);
  }

  /**
   * Makes a tile of a given number of points with the kernels of a given provider.
   *
   * @param width the neurons of the layer, 1 or more
   * @param points of the tile, 1 or more
   * @param shape the rows of a jet
   * @param isDouble double precision, else single
   */
  static KernelTile of(
      ReproducingActivation activation,
      int width,
      int points,
      JetShape shape,
      KernelProvider provider,
      boolean isDouble) {
    ActivationKernel kernel = ActivationKernel.of(activation, width, shape, provider);
    return isDouble
        ? new DoubleTile(kernel, activation, points)
        : new FloatTile(kernel, activation, points);
  }

  /** Returns the points of the tile. */
  int points();

  /** Adds the bias and evaluates the activation. */
  void forward();

  /** Evaluates delta and the gradients. */
  void backward();
}
