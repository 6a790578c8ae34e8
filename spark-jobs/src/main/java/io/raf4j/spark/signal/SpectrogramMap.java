package io.raf4j.spark.signal;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.metric.LogSpectralDistance;
import io.raf4j.metric.Spectrogram;
import io.raf4j.metric.Spectrogram.Options;
import io.raf4j.spark.page.GridAxis;
import java.util.Arrays;

/**
 * The spectrogram of one channel in as many cells as a page can show.
 *
 * @param time across, in seconds
 * @param frequency up, in kHz
 * @param levels in decibels, by rows from the lowest frequency, floored where the log-spectral
 *     distance is
 */
record SpectrogramMap(GridAxis time, GridAxis frequency, double[] levels) {

  private static final int MOST_COLUMNS = 600;
  private static final int MOST_ROWS = 200;
  private static final int SHORTEST_WINDOW = 16;
  private static final int LEAST_FRAMES = 16;

  static SpectrogramMap of(Audio audio, int channel) {
    float[] samples = samples(audio, channel);
    Options options = options(samples.length);
    Spectrogram spectrogram = Spectrogram.of(samples, options);
    int frames = spectrogram.frames();
    // The bin of half the sample rate is left out, so that the rest divides evenly.
    int bins = options.window() / 2;
    int rows = Math.min(bins, MOST_ROWS);
    double[] levels = new double[rows * frames];
    for (int row = 0; row < rows; row++) {
      int from = row * bins / rows;
      int to = (row + 1) * bins / rows;
      for (int t = 0; t < frames; t++) {
        double power = 0;
        for (int k = from; k < to; k++) {
          power += spectrogram.at(t, k);
        }
        double floored = Math.max(power / (to - from), LogSpectralDistance.FLOOR);
        levels[row * frames + t] = 10 * Math.log10(floored);
      }
    }
    double rate = audio.sampleRate();
    double start = (options.window() - options.hop()) / 2.0 / rate;
    double end = start + (double) frames * options.hop() / rate;
    return new SpectrogramMap(
        new GridAxis("seconds", start, end, frames),
        new GridAxis("kHz", 0, rate / 2000, rows),
        levels);
  }

  private static Options options(int samples) {
    int wanted = Math.max(SHORTEST_WINDOW, samples / LEAST_FRAMES);
    int window = Math.min(Options.DEFAULT.window(), Integer.highestOneBit(wanted));
    int enough = (int) Math.ceil((double) Math.max(0, samples - window) / (MOST_COLUMNS - 1));
    return new Options(window, Math.max(Math.max(1, window / 8), enough));
  }

  private static float[] samples(Audio audio, int channel) {
    float[] samples = new float[audio.length()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = audio.samples()[i * audio.channels() + channel];
    }
    return samples;
  }

  /** Returns the highest level. */
  double loudest() {
    return Arrays.stream(levels).max().orElseThrow();
  }

  /** Returns these levels less those of another map of the same cells, both floored. */
  double[] above(SpectrogramMap other, double floor) {
    double[] difference = new double[levels.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = Math.max(floor, levels[i]) - Math.max(floor, other.levels[i]);
    }
    return difference;
  }
}
