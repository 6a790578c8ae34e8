package io.raf4j.benchmarks.limit;

import io.raf4j.benchmarks.work.StepCost;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The least time in which this machine could do a step, measured beside the step itself:
 *
 * <pre>
 *   limit = seconds of the step's matrix products + seconds of its activations
 * </pre>
 *
 * <p>Both out of the cache, on all threads, with this project's BLAS and kernels: the products as
 * single-threaded calls over blocks of rows (a layer's forward product, weight gradient and data
 * gradient, see {@link StepCost}), the activations as forward and backward passes over a tile,
 * times points. What else a step does has no part in it, and reading and writing activations that
 * do not fit the cache has none either: a step reaches 1 only if it pays for neither.
 */
public final class MachineLimit {

  private final ProductTimer products;
  private final KernelTimer kernels;

  /**
   * Prepares the measurement; takes about as long as a step.
   *
   * @param threads as many as the step has
   */
  public MachineLimit(StepCost cost, int threads) {
    // The blocks are the parallelism, as in the layers.
    Nd4j.factory().blas().setMaxThreads(1);
    Team team = new Team(threads);
    products = new ProductTimer(cost, team);
    kernels = new KernelTimer(cost, team);
  }

  /** Runs a step's matrix products and returns the seconds that they took. */
  public double productSeconds() {
    return products.seconds();
  }

  /** Measures the activations and returns the seconds that those of a step need. */
  public double kernelSeconds() {
    return kernels.seconds();
  }
}
