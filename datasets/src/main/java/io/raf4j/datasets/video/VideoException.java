package io.raf4j.datasets.video;

/**
 * A clip that cannot be read or written, said in words a person can act on.
 *
 * <p>Wrong arguments are {@link IllegalArgumentException}s; this is for what the files themselves
 * do.
 */
public final class VideoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message names the file and what is wrong with it. */
  public VideoException(String message) {
    super(message);
  }

  /** Makes an exception that was caused by another one. */
  public VideoException(String message, Throwable cause) {
    super(message, cause);
  }
}
