package io.raf4j.random;

/**
 * What random numbers are drawn for.
 *
 * <p>Streams of different purposes never share numbers. The codes are part of every result's
 * provenance: they stay as they are, new purposes take new ones.
 */
public enum Purpose {
  /** The parameters of a network before training. */
  INITIALISATION(1),
  /** The order in which examples are visited. */
  SHUFFLE(2),
  /** The points at which a differential equation is enforced. */
  COLLOCATION(3),
  /** The generated sample clip. */
  SAMPLE_CLIP(4),
  /** The points on which a trained network is judged. */
  EVALUATION_SAMPLE(5),
  /** The sketch of a least-squares problem. */
  SKETCH(6),
  /** Hidden layers that are drawn and not trained. */
  FEATURES(7),
  /** The seeds of starts that compete. */
  STARTS(8);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  /**
   * Returns the number that stands for this purpose in a stream's address, the same in every
   * version.
   */
  public int code() {
    return code;
  }
}
