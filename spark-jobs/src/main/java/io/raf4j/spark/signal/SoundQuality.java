package io.raf4j.spark.signal;

import io.raf4j.metric.LogSpectralDistance;
import io.raf4j.metric.MeanSquaredError;
import io.raf4j.metric.Psnr;
import io.raf4j.metric.SignalToNoise;

/**
 * How well values reproduce a sound, all of values in [-1, 1].
 *
 * @param mse mean squared error
 * @param psnr in dB, of a range of 2
 * @param signalToNoise in dB
 * @param logSpectralDistance in dB, the mean over the channels
 */
record SoundQuality(double mse, double psnr, double signalToNoise, double logSpectralDistance) {

  /**
   * Compares a sound.
   *
   * @param original {@code [samples, channels]}
   * @param values what they are given as
   */
  static SoundQuality of(int channels, float[] original, float[] values) {
    double distance = 0;
    for (int c = 0; c < channels; c++) {
      distance +=
          LogSpectralDistance.of(channel(original, channels, c), channel(values, channels, c));
    }
    return new SoundQuality(
        MeanSquaredError.of(original, values),
        psnr(original, values),
        SignalToNoise.of(original, values),
        distance / channels);
  }

  /** Returns the peak signal to noise ratio alone. */
  static double psnr(float[] original, float[] values) {
    return Psnr.of(original, values, 2);
  }

  private static float[] channel(float[] all, int channels, int channel) {
    float[] samples = new float[all.length / channels];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = all[i * channels + channel];
    }
    return samples;
  }
}
