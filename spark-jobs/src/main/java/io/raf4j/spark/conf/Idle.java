package io.raf4j.spark.conf;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Why some settings of a job do nothing on one run of it, because of others.
 *
 * @param keys the settings
 * @param isIdle whether they do nothing
 * @param why the reason and what would give them an effect
 */
public record Idle(Set<Key> keys, Predicate<Settings> isIdle, String why) {

  /** What holds for every job that has these settings. */
  static final List<Idle> ALWAYS =
      List.of(
          new Idle(
              EnumSet.of(Key.DECAY_FACTOR, Key.DECAY_EVERY),
              settings -> !settings.text(Key.SCHEDULE).equals("step"),
              "the schedule is not step; give --schedule step"),
          new Idle(
              EnumSet.range(Key.GRID_LEVELS, Key.INTERPOLATION),
              settings -> settings.text(Key.ENCODING).equals("none"),
              "the network sees coordinates; give --encoding grid"),
          new Idle(
              EnumSet.of(Key.SCALES),
              settings -> settings.text(Key.ENCODING).equals("grid"),
              "a first layer behind an encoding is not fitted; give --encoding none"));

  /** Copies the settings. */
  public Idle {
    keys = Set.copyOf(keys);
  }

  boolean holds(Key key, Settings settings) {
    return keys.contains(key) && isIdle.test(settings);
  }
}
