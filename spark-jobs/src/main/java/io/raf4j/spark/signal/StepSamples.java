package io.raf4j.spark.signal;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;

/**
 * How many samples of an image or a sound a step takes, by the signal's size and the settings
 * alone: all of them, shared out among the workers, unless a batch is given or the sound is long.
 */
final class StepSamples {

  /** Samples of a sound of which a step takes all: a second and a half of music. */
  private static final int MOST = 1 << 16;

  /** Samples of a longer sound that each worker takes a step. */
  private static final int BATCH = 8192;

  /** Steps between two averages of a longer sound, which are that much shorter. */
  private static final int AVERAGING_FREQUENCY = 20;

  private StepSamples() {}

  /** Returns the settings with the batch as a number. */
  static Settings decided(Settings settings, CoordinateGrid grid) {
    if (!settings.text(Key.BATCH).isBlank()) {
      return settings;
    }
    boolean isLongSound = grid.axes() == 1 && grid.size() > MOST;
    if (isLongSound && !settings.given().contains(Key.BATCH)) {
      Settings decided = settings.with(Key.BATCH, BATCH);
      return settings.given().contains(Key.AVERAGING_FREQUENCY)
          ? decided
          : decided.with(Key.AVERAGING_FREQUENCY, AVERAGING_FREQUENCY);
    }
    int workers = Math.max(1, settings.integer(Key.WORKERS));
    return settings.with(Key.BATCH, Math.toIntExact((grid.size() + workers - 1) / workers));
  }
}
