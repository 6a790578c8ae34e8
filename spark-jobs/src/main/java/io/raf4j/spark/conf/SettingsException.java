package io.raf4j.spark.conf;

/**
 * What the user asked for cannot be done: a setting is wrong alone or with another, or the input is
 * not what it should be. Found before a job does any work; the command line exits with 2.
 */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message what was wrong, where, and what to do
   */
  public SettingsException(String message) {
    super(message);
  }

  /** Creates the error with what caused it. */
  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
