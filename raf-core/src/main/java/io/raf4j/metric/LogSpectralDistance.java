package io.raf4j.metric;

import io.raf4j.metric.Spectrogram.Options;

/**
 * The log-spectral distance of two sounds, in decibels.
 *
 * <p>With the powers P and P' of their {@link Spectrogram}s,
 *
 * <pre>
 *   D_tk = 10 log10(max(P_tk, e) / max(P'_tk, e))
 *   LSD  = mean over frames t of sqrt(mean over bins k of D_tk^2)
 * </pre>
 *
 * <p>The floor e is {@value #FLOOR} (-100 dB below the mean square of a full-scale square wave) for
 * samples whose full scale is 1, so silence has a level and rounding errors below it do not count.
 * A sound that is louder by g dB throughout has the distance g to itself, where it stays above the
 * floor. All bins count alike, however little power they have: the distance measures noise between
 * the partials as much as the partials themselves.
 *
 * <p>Cost: O(n / hop N log N), memory O(N).
 *
 * <p>Source: L. Rabiner, B.-H. Juang, Fundamentals of Speech Recognition (1993), section 4.5.1.
 */
public final class LogSpectralDistance {

  /** The power below which a bin counts as silent. */
  public static final double FLOOR = 1e-10;

  private LogSpectralDistance() {}

  /**
   * Returns the distance with windows of 2048 samples every 512.
   *
   * @param signal {@code x: [n]}, one channel
   * @param reconstruction {@code y: [n]}
   * @throws IllegalArgumentException when the arrays are empty or differ in length
   */
  public static double of(float[] signal, float[] reconstruction) {
    return of(signal, reconstruction, Options.DEFAULT);
  }

  /**
   * Returns the distance with other windows.
   *
   * @throws IllegalArgumentException when the arrays are empty or differ in length
   */
  public static double of(float[] signal, float[] reconstruction, Options options) {
    SampleCheck.sameLength(signal, reconstruction);
    FramePower power = new FramePower(options);
    int frames = options.frames(signal.length);
    double sum = 0;
    for (int t = 0; t < frames; t++) {
      sum += distance(power.of(signal, t), power.of(reconstruction, t));
    }
    return sum / frames;
  }

  private static double distance(double[] signal, double[] reconstruction) {
    double squares = 0;
    for (int k = 0; k < signal.length; k++) {
      double ratio = Math.max(signal[k], FLOOR) / Math.max(reconstruction[k], FLOOR);
      double level = 10 * Math.log10(ratio);
      squares += level * level;
    }
    return Math.sqrt(squares / signal.length);
  }
}
