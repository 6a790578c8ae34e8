package io.raf4j.metric;

import io.raf4j.metric.Spectrogram.Options;

/** The powers of one frame after another, as {@link Spectrogram} defines them; one buffer each. */
final class FramePower {

  private final Options options;
  private final double[] window;
  private final double scale;
  private final PowerSpectrum spectrum;
  private final double[] frame;

  FramePower(Options options) {
    this.options = options;
    this.window = PowerSpectrum.hann(options.window());
    this.spectrum = PowerSpectrum.ofAtLeast(options.window());
    this.frame = new double[options.window()];
    double squares = 0;
    for (double value : window) {
      squares += value * value;
    }
    this.scale = 1 / squares;
  }

  /** Returns the powers of frame t of a sound, {@code [bins]}. */
  double[] of(float[] samples, int t) {
    int start = t * options.hop();
    for (int i = 0; i < frame.length; i++) {
      frame[i] = start + i < samples.length ? window[i] * samples[start + i] : 0;
    }
    double[] power = spectrum.of(frame);
    for (int k = 0; k < power.length; k++) {
      power[k] *= scale;
    }
    return power;
  }
}
