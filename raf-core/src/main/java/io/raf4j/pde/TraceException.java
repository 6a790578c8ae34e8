package io.raf4j.pde;

/** An operator or a condition that cannot be traced; the message says whose and where. */
public final class TraceException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  TraceException(String message) {
    super(message);
  }

  TraceException(String message, Throwable cause) {
    super(message, cause);
  }
}
