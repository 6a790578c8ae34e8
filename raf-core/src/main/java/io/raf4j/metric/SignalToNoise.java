package io.raf4j.metric;

/**
 * The signal-to-noise ratio {@code 10 log10(sum_i x_i^2 / sum_i (x_i - y_i)^2)}, in decibels.
 *
 * <p>{@code x, y: [n]}. Cost: O(n), no memory.
 */
public final class SignalToNoise {

  private SignalToNoise() {}

  /**
   * Returns the ratio of a reconstruction, positive infinity when it equals the signal.
   *
   * @throws IllegalArgumentException when the arrays are empty or differ in length, or when the
   *     signal is zero throughout and so has no power to compare with
   */
  public static double of(float[] signal, float[] reconstruction) {
    SampleCheck.sameLength(signal, reconstruction);
    double power = 0;
    for (float sample : signal) {
      power += (double) sample * sample;
    }
    if (power == 0) {
      throw new IllegalArgumentException("signal is zero throughout; expected a non-zero sample");
    }
    return 10 * Math.log10(power / MeanSquaredError.sumOfSquaredErrors(signal, reconstruction));
  }
}
