package io.raf4j.spark.signal;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.image.Image;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Stop;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.SampleRun;
import java.util.Map;
import java.util.Random;

/** Runs on an image and a sound as they might have been, the same every time. */
final class SampleSignal {

  static final ImageRow IMAGE = new ImageRow("dunes-1", 96, 160, 3, 3.1e-4, 41.1, 0.978, 0.4);
  static final AudioRow AUDIO =
      new AudioRow("chime-1", 44_100, 2, 22_050, 2.5e-5, 52.04, 33.2, 8.75, 0.6);

  private SampleSignal() {}

  private static RunManifest manifest(String run) {
    return RunManifest.start(run, "raf reconstruct")
        .done(
            new Stop("steps", "it had taken all 4,000 steps that were asked for"),
            Fields.of(Map.of()));
  }

  static ImageReport image() {
    return new ImageReport(
        manifest("dunes-1"),
        "dunes <1>.png",
        "4 layers of 256 neurons",
        SampleRun.metrics(100),
        IMAGE,
        picture(96, 160, 0),
        picture(96, 160, 0.02),
        SampleRun.activations(),
        SampleRun.CONFIGURATION);
  }

  /** Returns hills under a sky, with noise of a deviation added to every component. */
  static Image picture(int height, int width, double noise) {
    Random random = new Random(1);
    float[] values = new float[height * width * 3];
    for (int i = 0; i < values.length; i++) {
      double x = (double) (i / 3 % width) / width;
      double y = (double) (i / 3 / width) / height;
      double hill = y > 0.55 + 0.15 * Math.sin(7 * x) ? 0.35 + 0.2 * Math.sin(60 * (x - y)) : 0.8;
      double colour = hill - 0.12 * (i % 3) * (1 - y) + noise * random.nextGaussian();
      values[i] = (float) Math.max(0, Math.min(1, colour));
    }
    return new Image(height, width, 3, 8, values);
  }

  static AudioReport audio() {
    return new AudioReport(
        manifest("chime-1"),
        "chime <1>.wav",
        "4 layers of 256 neurons",
        SampleRun.metrics(100),
        AUDIO,
        chimes(44_100, 2, 0),
        chimes(44_100, 2, 3e-3),
        SampleRun.activations(),
        SampleRun.CONFIGURATION);
  }

  /** Returns four decaying tones, with noise of a deviation added to every sample. */
  static Audio chimes(int length, int channels, double noise) {
    Random random = new Random(2);
    float[] samples = new float[length * channels];
    for (int i = 0; i < samples.length; i++) {
      double second = i / channels / 22_050.0;
      double since = second % 0.5;
      double tone = 2 * Math.PI * 440 * (1 + (int) (second / 0.5)) * second;
      double wave = Math.sin(tone) + 0.4 * Math.sin((2 + i % channels) * tone);
      samples[i] = (float) (0.5 * Math.exp(-6 * since) * wave + noise * random.nextGaussian());
    }
    return new Audio(22_050, channels, 16, samples);
  }
}
