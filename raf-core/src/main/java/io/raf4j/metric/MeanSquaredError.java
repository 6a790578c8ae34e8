package io.raf4j.metric;

/**
 * The mean squared error {@code 1/n sum_i (x_i - y_i)^2}.
 *
 * <p>{@code x, y: [n]}, any shape flattened the same way. Units: those of the samples, squared. A
 * NaN among the samples makes the result NaN. Cost: O(n), no memory.
 */
public final class MeanSquaredError {

  private MeanSquaredError() {}

  /**
   * Returns the mean squared error of a reconstruction.
   *
   * @throws IllegalArgumentException when the arrays are empty or differ in length
   */
  public static double of(float[] signal, float[] reconstruction) {
    SampleCheck.sameLength(signal, reconstruction);
    return sumOfSquaredErrors(signal, reconstruction) / signal.length;
  }

  /** Returns the sum of squared differences of arrays known to have one length. */
  static double sumOfSquaredErrors(float[] signal, float[] reconstruction) {
    double sum = 0;
    for (int i = 0; i < signal.length; i++) {
      double error = (double) signal[i] - reconstruction[i];
      sum += error * error;
    }
    return sum;
  }
}
