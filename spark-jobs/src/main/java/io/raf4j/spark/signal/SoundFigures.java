package io.raf4j.spark.signal;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.spark.page.ColourMap;
import io.raf4j.spark.page.HeatMap;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.signal.Envelope.Samples;
import java.util.ArrayList;
import java.util.List;

/** Draws a sound beside its reconstruction: waveforms and spectrograms, with their differences. */
record SoundFigures(Audio original, Audio reconstruction) {

  private static final int MOST_CHANNELS = 2;
  private static final double DETAIL_SECONDS = 0.02;

  /** What of two spectrograms is compared, below the loudest cell. */
  private static final double RANGE = 90;

  private static final double MOST_DIFFERENCE = 30;
  private static final double ASPECT = 4;

  private int channels() {
    return Math.min(MOST_CHANNELS, original.channels());
  }

  private String named(String what, int channel) {
    if (original.channels() == 1) {
      return what;
    }
    String name =
        original.channels() == 2 ? (channel == 0 ? "left" : "right") : "channel " + (channel + 1);
    return what + ", " + name;
  }

  /** Adds the waveforms of the whole sound and of its loudest moment. */
  void addWaveforms(HtmlPage.Builder page) {
    page.section(
        "Waveform",
        "The whole sound against time, drawn by the lowest and highest sample of each moment; the"
            + " difference has a scale of its own. The last chart shows the hundredth of a second before"
            + " and after the loudest sample.");
    List<LineChart> charts = new ArrayList<>();
    for (int channel = 0; channel < channels(); channel++) {
      charts.add(whole(named("Original", channel), Samples.of(original, channel)));
      charts.add(whole(named("Reconstruction", channel), Samples.of(reconstruction, channel)));
      charts.add(
          whole(
              named("Reconstruction - original", channel),
              Samples.difference(reconstruction, original, channel)));
      charts.add(detail(channel));
    }
    page.charts(charts);
  }

  private LineChart whole(String title, Samples samples) {
    Series line =
        Envelope.of(title, Role.MAIN, samples, 0, original.length(), original.sampleRate());
    return new LineChart(title, "seconds", Scale.LINEAR, List.of(line));
  }

  private LineChart detail(int channel) {
    int half = Math.max(2, (int) (DETAIL_SECONDS / 2 * original.sampleRate()));
    int loudest = loudest(channel);
    int from = Math.max(0, loudest - half);
    int to = Math.min(original.length(), loudest + half);
    double samplesOfAMillisecond = original.sampleRate() / 1000.0;
    Samples found = Samples.of(reconstruction, channel);
    Samples exact = Samples.of(original, channel);
    return new LineChart(
        named("About the loudest sample", channel),
        "milliseconds from it",
        Scale.LINEAR,
        List.of(
            Envelope.of(
                "reconstruction",
                Role.MAIN,
                i -> found.at(loudest + i),
                from - loudest,
                to - loudest,
                samplesOfAMillisecond),
            Envelope.of(
                "original",
                Role.BASELINE,
                i -> exact.at(loudest + i),
                from - loudest,
                to - loudest,
                samplesOfAMillisecond)));
  }

  private int loudest(int channel) {
    Samples samples = Samples.of(original, channel);
    int loudest = 0;
    for (int i = 1; i < original.length(); i++) {
      loudest = Math.abs(samples.at(i)) > Math.abs(samples.at(loudest)) ? i : loudest;
    }
    return loudest;
  }

  /** Adds the spectrograms, both on one scale. */
  void addSpectrograms(HtmlPage.Builder page) {
    page.section(
        "Spectrogram",
        "Which frequencies sound when, in decibels of the mean square of samples whose full scale is"
            + " 1. Both sounds have one scale, whose low end is "
            + (int) RANGE
            + " dB below the loudest moment; what lies beneath counts as that. In the difference,"
            + " red is too loud and blue too soft.");
    for (int channel = 0; channel < channels(); channel++) {
      List<HeatMap> maps = spectrograms(channel);
      page.wideMaps(original.channels() == 1 ? "" : named("Sound", channel), maps);
    }
  }

  private List<HeatMap> spectrograms(int channel) {
    SpectrogramMap exact = SpectrogramMap.of(original, channel);
    SpectrogramMap found = SpectrogramMap.of(reconstruction, channel);
    double high = exact.loudest();
    HeatMap.Scale levels = new HeatMap.Scale(high - RANGE, high, ColourMap.SEQUENTIAL);
    HeatMap.Scale differences =
        new HeatMap.Scale(-MOST_DIFFERENCE, MOST_DIFFERENCE, ColourMap.DIVERGING);
    return List.of(
        map("Original, dB", exact, exact.levels(), levels),
        map("Reconstruction, dB", found, found.levels(), levels),
        map("Reconstruction - original, dB", exact, found.above(exact, high - RANGE), differences));
  }

  private static HeatMap map(
      String title, SpectrogramMap axes, double[] values, HeatMap.Scale scale) {
    return new HeatMap(title, axes.time(), axes.frequency(), values, scale, ASPECT);
  }
}
