package io.raf4j.spark.job;

import io.raf4j.metric.LogSpectralDistance;
import io.raf4j.metric.MeanSquaredError;
import io.raf4j.metric.Psnr;
import io.raf4j.metric.SignalToNoise;
import io.raf4j.metric.Ssim;
import io.raf4j.spark.signal.SignalFile;

/**
 * How well values reproduce a signal.
 *
 * <p>MSE is that of values in [-1, 1] as the network gives them. PSNR and SSIM of an image are
 * those of components in [0, 1], clipped; the PSNR of a sound is that of values in [-1, 1], range
 * 2.
 *
 * @param file what the signal is
 * @param original {@code [count, channels]} of the signal's first samples
 * @param values what they are given as
 */
record SignalQuality(SignalFile file, float[] original, float[] values) {

  double mse() {
    return MeanSquaredError.of(original, values);
  }

  double psnr() {
    return file.kind() == SignalFile.Kind.IMAGE
        ? Psnr.of(components(original), components(values), 1)
        : Psnr.of(original, values, 2);
  }

  /** SSIM needs a window of pixels; NaN says that the image is smaller than that. */
  double ssim() {
    int height = file.extents().get(0);
    int width = file.extents().get(1);
    return Math.min(height, width) < Ssim.WINDOW
        ? Double.NaN
        : Ssim.of(components(original), components(values), height, width, file.channels(), 1);
  }

  double signalToNoise() {
    return SignalToNoise.of(original, values);
  }

  /** Returns the log-spectral distance of a sound in dB, the mean over its channels. */
  double logSpectralDistance() {
    double sum = 0;
    for (int channel = 0; channel < file.channels(); channel++) {
      sum += LogSpectralDistance.of(channel(original, channel), channel(values, channel));
    }
    return sum / file.channels();
  }

  private float[] channel(float[] all, int channel) {
    float[] samples = new float[all.length / file.channels()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = all[i * file.channels() + channel];
    }
    return samples;
  }

  private static float[] components(float[] values) {
    float[] components = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      components[i] = Math.max(0, Math.min(1, values[i] / 2 + 0.5f));
    }
    return components;
  }
}
