package io.raf4j.benchmarks.peer;

/** A process that was asked for steps failed; the message says which, how and where its log is. */
public final class PeerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception of a process that did not do what it was asked. */
  public PeerException(String message) {
    super(message);
  }

  /** Creates the exception of something that happened with a process. */
  public PeerException(String message, Throwable cause) {
    super(message, cause);
  }
}
