package io.raf4j.benchmarks.limit;

import io.raf4j.benchmarks.work.StepCost;
import io.raf4j.benchmarks.work.TableCost;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The least time in which this machine could do a step, measured beside the step itself:
 *
 * <pre>
 *   limit = seconds of the step's matrix products + seconds of its activations
 *         + seconds of its traffic with tables, behind a grid encoding
 * </pre>
 *
 * <p>Both out of the cache, on all threads, with this project's BLAS and kernels: the products as
 * single-threaded calls over blocks of rows (a layer's forward product, weight gradient and data
 * gradient, see {@link StepCost}), the activations as forward and backward passes over a tile,
 * times points, the traffic as copies and additions, see {@link TableCost}. What else a step does
 * has no part in it, and reading and writing activations that do not fit the cache has none either:
 * a step reaches 1 only if it pays for neither.
 */
public final class MachineLimit {

  private final ProductTimer products;
  private final KernelTimer kernels;
  private final Optional<TableTimer> tables;

  /**
   * Prepares the measurement; takes about as long as a step.
   *
   * @param ofTables nothing where the step has no encoding
   * @param threads as many as the step has
   */
  public MachineLimit(StepCost cost, Optional<TableCost> ofTables, int threads) {
    // The blocks are the parallelism, as in the layers.
    Nd4j.factory().blas().setMaxThreads(1);
    Team team = new Team(threads);
    products = new ProductTimer(cost, team);
    kernels = new KernelTimer(cost, team);
    tables = ofTables.map(traffic -> new TableTimer(traffic, team));
  }

  /** Runs a step's matrix products and returns the seconds that they took. */
  public double productSeconds() {
    return products.seconds();
  }

  /** Measures the activations and returns the seconds that those of a step need. */
  public double kernelSeconds() {
    return kernels.seconds();
  }

  /** Goes through a step's traffic with tables and returns the seconds that it took, 0 without. */
  public double tableSeconds() {
    return tables.map(TableTimer::seconds).orElse(0d);
  }
}
