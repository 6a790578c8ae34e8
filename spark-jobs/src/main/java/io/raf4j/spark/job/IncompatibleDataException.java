package io.raf4j.spark.job;

/** A data set that a model cannot be compared with: it has other values than the model. */
final class IncompatibleDataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Takes what both have. */
  IncompatibleDataException(String message) {
    super(message);
  }
}
