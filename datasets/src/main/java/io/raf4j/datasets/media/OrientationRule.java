package io.raf4j.datasets.media;

/** Whether pictures and films are taken as they are shown or as they are stored. */
public enum OrientationRule {
  /** Turned as the file says. */
  SHOWN,
  /** Rows and columns as they lie in the file. */
  STORED
}
