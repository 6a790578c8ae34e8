package io.raf4j.spark.signal;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Series;

/**
 * One channel of a sound as a line of few points that looks the same: the lowest and the highest
 * sample of each of at most {@value #STRETCHES} stretches of time.
 */
final class Envelope {

  private static final int STRETCHES = 300;

  private Envelope() {}

  /** A sample of a channel by its number. */
  @FunctionalInterface
  interface Samples {

    /** Returns the sample. */
    double at(int index);

    /** Returns the samples of one channel. */
    static Samples of(Audio audio, int channel) {
      return index -> audio.samples()[index * audio.channels() + channel];
    }

    /** Returns the differences of one channel of two sounds. */
    static Samples difference(Audio minuend, Audio subtrahend, int channel) {
      Samples from = of(minuend, channel);
      Samples what = of(subtrahend, channel);
      return index -> from.at(index) - what.at(index);
    }
  }

  /**
   * Returns the line.
   *
   * @param name for the legend
   * @param role how it looks
   * @param from the first sample
   * @param to the sample after the last
   * @param rate samples in a unit of the horizontal axis, such as a second
   */
  static Series of(String name, Role role, Samples samples, int from, int to, double rate) {
    int count = to - from;
    boolean each = count <= 2 * STRETCHES;
    int points = each ? count : 2 * STRETCHES;
    double[] x = new double[points];
    double[] y = new double[points];
    for (int i = 0; i < points; i += each ? 1 : 2) {
      if (each) {
        x[i] = (from + i) / rate;
        y[i] = samples.at(from + i);
      } else {
        int begin = from + (int) ((long) i * count / points);
        int end = from + (int) ((long) (i + 2) * count / points);
        fillExtremes(samples, begin, end, rate, i, x, y);
      }
    }
    return new Series(name, role, x, y);
  }

  private static void fillExtremes(
      Samples samples, int from, int to, double rate, int at, double[] x, double[] y) {
    int low = from;
    int high = from;
    for (int i = from + 1; i < to; i++) {
      double value = samples.at(i);
      low = value < samples.at(low) ? i : low;
      high = value > samples.at(high) ? i : high;
    }
    int first = Math.min(low, high);
    int second = Math.max(low, high);
    x[at] = first / rate;
    y[at] = samples.at(first);
    x[at + 1] = second / rate;
    y[at + 1] = samples.at(second);
  }
}
