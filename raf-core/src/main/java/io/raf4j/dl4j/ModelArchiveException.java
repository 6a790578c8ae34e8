package io.raf4j.dl4j;

import java.io.IOException;

/** A file is no archive of a network as {@link ModelArchive} takes them; the message says why. */
public final class ModelArchiveException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates the error. */
  ModelArchiveException(String why) {
    super("this is no model: " + why);
  }

  /** Creates the error with what has led to it. */
  ModelArchiveException(String why, Throwable cause) {
    super("this is no model: " + why, cause);
  }
}
