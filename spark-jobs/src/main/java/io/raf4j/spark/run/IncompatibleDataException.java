package io.raf4j.spark.run;

/** A data set that a model cannot be compared with: it has other values than the model. */
public final class IncompatibleDataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Takes what both have. */
  public IncompatibleDataException(String message) {
    super(message);
  }
}
