package io.raf4j.spark.equation;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.training.TrainingRoom;

/**
 * How many starts compete before second order, and for how long: successive halving. In every round
 * the better half stays, and what stays iterates twice as long, so that each round costs the same.
 *
 * <p>Source: Karnin, Koren, Somekh, "Almost optimal exploration in multi-armed bandits", ICML 2013.
 *
 * @param count starts, 1 for no competition
 * @param hasShapes whether they have networks of several depths
 */
record StartOptions(int count, boolean hasShapes) {

  private static final int FIRST_ITERATIONS = 8;

  /** Checks the number. */
  StartOptions {
    Key.STARTS.require(count);
  }

  /**
   * Reads the options from settings.
   *
   * @throws SettingsException if a value is wrong
   */
  static StartOptions of(Settings settings) {
    return new StartOptions(settings.integer(Key.STARTS), settings.flag(Key.START_SHAPES));
  }

  /** Returns whether there is more than one. */
  boolean compete() {
    return count > 1;
  }

  /** Returns how many of a field stay. */
  static int staying(int field) {
    return (field + 1) / 2;
  }

  /** Returns the iterations of a round, counted from 0. */
  static int iterations(int round) {
    return FIRST_ITERATIONS << round;
  }

  /** Returns the iterations that the best has behind it when the others have left. */
  int allIterations() {
    int all = 0;
    int round = 0;
    for (int field = count; field > 1; field = staying(field)) {
      all += iterations(round++);
    }
    return all;
  }

  /**
   * Returns what the starts take outside the heap: each is a task that plays all logical workers
   * and solves by itself.
   *
   * @param task bytes of a logical worker's part
   * @param solving bytes of solving for a step
   */
  long bytes(TrainingRoom room, long task, long solving) {
    return room.sideBySide(count) * (task + solving);
  }

  /**
   * Refuses fewer iterations than the starts take.
   *
   * @throws SettingsException if so
   */
  void requireMore(int iterations) {
    if (iterations <= allIterations()) {
      throw new SettingsException(
          "--iterations is "
              + iterations
              + "; expected more than the "
              + allIterations()
              + " that the best of "
              + count
              + " --starts has behind it before it goes on");
    }
  }
}
