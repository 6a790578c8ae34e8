package io.raf4j.geometry;

/** What shapes can be combined with: another {@link Shape}, or a {@link HalfSpace}. */
public sealed interface Region permits Shape, HalfSpace {

  /** Returns the number d of coordinates. */
  int dimension();
}
