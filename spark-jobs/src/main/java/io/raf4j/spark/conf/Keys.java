package io.raf4j.spark.conf;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which settings belong to which jobs. */
public final class Keys {

  private static final Set<Key> OF_SIGNALS =
      EnumSet.of(
          Key.INPUT,
          Key.FRAMES,
          Key.SCALE,
          Key.GREY,
          Key.ORIENTATION,
          Key.ALLOW_DAMAGED,
          Key.SIZE,
          Key.FROM_SECOND,
          Key.SECONDS,
          Key.SCALES,
          Key.ENCODING,
          Key.GRID_LEVELS,
          Key.GRID_FEATURES,
          Key.GRID_LOG2_ENTRIES,
          Key.GRID_COARSEST,
          Key.GRID_FINEST,
          Key.INTERPOLATION,
          Key.TARGET_PSNR,
          Key.SHARDS,
          Key.REPORT_FRAMES);
  private static final Set<Key> OF_SOLVING =
      without(EnumSet.range(Key.PROBLEM, Key.TEST_POINTS), Key.OPTIMIZER);
  private static final Set<Key> OF_KERNELS = EnumSet.range(Key.CHECKPOINTS, Key.TILE);

  private Keys() {}

  /** Returns the keys that concern jobs on clips, images and sounds. */
  public static Set<Key> ofSignals() {
    return without(OF_SOLVING);
  }

  /** Returns the keys that concern jobs on equations. */
  public static Set<Key> ofSolving() {
    return without(OF_SIGNALS);
  }

  private static Set<Key> without(Set<Key> others) {
    Set<Key> keys = EnumSet.allOf(Key.class);
    keys.removeAll(others);
    keys.removeAll(OF_KERNELS);
    return Collections.unmodifiableSet(keys);
  }

  /** Returns some settings without others. */
  public static Set<Key> without(Set<Key> keys, Key... others) {
    Set<Key> rest = EnumSet.copyOf(keys);
    rest.removeAll(List.of(others));
    return rest;
  }
}
