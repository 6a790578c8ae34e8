package io.raf4j.spark.training;

/** Work ended before its end because somebody asked for it; it can be gone on with. */
public final class InterruptedWorkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InterruptedWorkException(String signal) {
    super(signal + " came");
  }
}
