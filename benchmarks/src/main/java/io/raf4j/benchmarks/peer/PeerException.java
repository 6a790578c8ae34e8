package io.raf4j.benchmarks.peer;

/** A process that was asked for steps failed; the message says which, how and where its log is. */
public final class PeerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PeerException(String message) {
    super(message);
  }

  PeerException(String message, Throwable cause) {
    super(message, cause);
  }
}
