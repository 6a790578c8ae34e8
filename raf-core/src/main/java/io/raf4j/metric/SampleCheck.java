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

  /** Refuses pictures that do not have {@code height * width * channels} components. */
  static void picture(float[] x, float[] y, int height, int width, int channels) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "picture is " + height + " x " + width + "; expected at least 1 x 1");
    }
    if (channels < 1) {
      throw new IllegalArgumentException("channels is " + channels + "; expected 1 or more");
    }
    long components = (long) height * width * channels;
    if (x.length != components || y.length != components) {
      throw new IllegalArgumentException(
          "x and y have " + x.length + " and " + y.length + " components; expected " + components);
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
