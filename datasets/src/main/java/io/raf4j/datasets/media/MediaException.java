package io.raf4j.datasets.media;

/**
 * A video, picture or sound that cannot be read or written, said in words a person can act on.
 *
 * <p>Wrong arguments are {@link IllegalArgumentException}s; this is for what the files themselves
 * do.
 */
public final class MediaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes an exception whose message names the file and what is wrong with it. */
  public MediaException(String message) {
    super(message);
  }

  /** Makes an exception that was caused by another one. */
  public MediaException(String message, Throwable cause) {
    super(message, cause);
  }
}
