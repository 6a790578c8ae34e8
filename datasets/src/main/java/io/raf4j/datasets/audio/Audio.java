package io.raf4j.datasets.audio;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.signal.Signal;
import java.util.Arrays;

/**
 * A sound of one or more channels.
 *
 * <p>{@code samples: [length, channels]} row-major, full scale being 1: whole numbers of b bits
 * divided by 2^(b-1), so in [-1, 1); files in floating point and lossy codecs may go beyond. The
 * array is not copied: a sound belongs to whoever made it.
 *
 * @param sampleRate samples a second and channel
 * @param channels 1 (mono), 2 (left, right) or more
 * @param bits of a sample in the file it came from or will be written to: 8, 16, 24 or 32; 32 is
 *     floating point
 * @param samples {@code length * channels} values
 */
public record Audio(int sampleRate, int channels, int bits, float[] samples) {

  /** The largest coordinate of a sound's samples, as in the published settings. */
  public static final double BOUND = 100;

  /** Checks that there is at least one sample and a whole number of them for each channel. */
  public Audio {
    requirePositive("sampleRate", sampleRate);
    requirePositive("channels", channels);
    if (bits != 8 && bits != 16 && bits != 24 && bits != 32) {
      throw new IllegalArgumentException("bits is " + bits + "; expected 8, 16, 24 or 32");
    }
    if (samples.length == 0 || samples.length % channels != 0) {
      throw new IllegalArgumentException(
          "samples has "
              + samples.length
              + " elements; expected a positive multiple of "
              + channels
              + " channels");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; expected 1 or more");
    }
  }

  /**
   * Returns the sound of a signal over time, multiplied by a magnitude.
   *
   * @param peak what a signal of 1 becomes, such as the {@link #peak} of the original
   * @throws IllegalArgumentException when the signal has not one axis
   */
  public static Audio of(Signal signal, int sampleRate, int bits, float peak) {
    if (signal.grid().axes() != 1) {
      throw new IllegalArgumentException(
          "signal lies on " + signal.grid() + "; expected the one axis of a sound");
    }
    float[] samples = signal.values().clone();
    for (int i = 0; i < samples.length; i++) {
      samples[i] *= peak;
    }
    return new Audio(sampleRate, signal.channels(), bits, samples);
  }

  /** Returns the number of samples of one channel. */
  public int length() {
    return samples.length / channels;
  }

  /** Returns how long the sound lasts. */
  public double seconds() {
    return (double) length() / sampleRate;
  }

  /** Returns the largest magnitude of a sample. */
  public float peak() {
    float peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  /**
   * Returns the samples divided by the largest magnitude, over coordinates linspace(-100, 100);
   * silence remains zero.
   */
  public Signal signal() {
    float peak = peak();
    float[] scaled = samples.clone();
    for (int i = 0; peak > 0 && i < scaled.length; i++) {
      scaled[i] /= peak;
    }
    return new Signal(CoordinateGrid.of(BOUND, length()), channels, scaled);
  }

  /** Returns the mean of the channels, itself when there is one already. */
  public Audio mono() {
    if (channels == 1) {
      return this;
    }
    float[] mean = new float[length()];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += samples[i * channels + channel];
      }
      mean[i] = (float) (sum / channels);
    }
    return new Audio(sampleRate, 1, bits, mean);
  }

  /**
   * Returns a part of the sound, its edges rounded to samples.
   *
   * @param from second at which the part starts, 0 or more
   * @param seconds how long it lasts; positive infinity for all that follows
   * @throws IllegalArgumentException when the part leaves the sound or has no sample
   */
  public Audio range(double from, double seconds) {
    TimeRange range = TimeRange.of(from, seconds).within(length(), sampleRate);
    int first = Math.toIntExact(range.firstSample(sampleRate));
    int end = Math.toIntExact(Math.min(length(), range.endSample(sampleRate)));
    return new Audio(
        sampleRate, channels, bits, Arrays.copyOfRange(samples, first * channels, end * channels));
  }
}
