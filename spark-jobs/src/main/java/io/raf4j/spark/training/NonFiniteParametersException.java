package io.raf4j.spark.training;

/**
 * A worker has come back with parameters that are infinite or not numbers; nothing was averaged.
 */
final class NonFiniteParametersException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int worker;
  private final double loss;

  /**
   * Creates the error.
   *
   * @param worker the first such worker
   * @param loss mean of its minibatches
   */
  NonFiniteParametersException(int worker, double loss) {
    super("the parameters of worker " + worker + " are not finite");
    this.worker = worker;
    this.loss = loss;
  }

  /** Returns the first worker with such parameters. */
  int worker() {
    return worker;
  }

  /** Returns the mean of its minibatches' losses. */
  double loss() {
    return loss;
  }
}
