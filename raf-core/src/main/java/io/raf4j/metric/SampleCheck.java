package io.raf4j.metric;

/** The checks that all metrics make of their arguments. */
final class SampleCheck {

  private SampleCheck() {}

  /** Refuses empty arrays and arrays of different lengths. */
  static void sameLength(float[] signal, float[] reconstruction) {
    if (signal.length == 0) {
      throw new IllegalArgumentException("signal has no samples; expected at least 1");
    }
    if (reconstruction.length != signal.length) {
      throw new IllegalArgumentException(
          "reconstruction has " + reconstruction.length + " samples; expected " + signal.length);
    }
  }

  /** Refuses a range that is not a positive finite number. */
  static void range(double range) {
    if (!(range > 0) || Double.isInfinite(range)) {
      throw new IllegalArgumentException(
          "range is " + range + "; expected a positive finite number");
    }
  }
}
