package io.raf4j.metric;

/**
 * The peak signal-to-noise ratio {@code 10 log10(range^2 / mse)}, in decibels.
 *
 * <p>{@code x, y: [n]}, any shape flattened the same way; {@code range} is the distance between the
 * smallest and largest value that the signal can take (1 for components in [0, 1], 2 for [-1, 1]).
 * Cost: O(n), no memory.
 */
public final class Psnr {

  private Psnr() {}

  /**
   * Returns the ratio of a reconstruction, positive infinity when it equals the signal.
   *
   * @throws IllegalArgumentException when the arrays are empty or differ in length, or when the
   *     range is not positive
   */
  public static double of(float[] signal, float[] reconstruction, double range) {
    return ofMeanSquaredError(MeanSquaredError.of(signal, reconstruction), range);
  }

  /**
   * Returns the ratio that belongs to a mean squared error, for errors summed piece by piece.
   *
   * @param meanSquaredError 0 or more; 0 gives positive infinity
   * @throws IllegalArgumentException when the error is negative or the range is not positive
   */
  public static double ofMeanSquaredError(double meanSquaredError, double range) {
    SampleCheck.range(range);
    if (meanSquaredError < 0) {
      throw new IllegalArgumentException(
          "meanSquaredError is " + meanSquaredError + "; expected 0 or more");
    }
    return 10 * Math.log10(range * range / meanSquaredError);
  }
}
