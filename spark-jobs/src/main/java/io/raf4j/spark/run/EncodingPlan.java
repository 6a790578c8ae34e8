package io.raf4j.spark.run;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.encoding.GridEncoding;
import io.raf4j.encoding.GridLevel;
import io.raf4j.encoding.Interpolation;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands before the network of a signal, by the signal's size and the settings alone: nothing,
 * or a grid encoding, with which other defaults go.
 */
public final class EncodingPlan {

  /** Samples that a network of coordinates does not see often enough in minutes: 512 x 256. */
  private static final long LARGE = 1L << 17;

  /** Parameters for a value of the signal that tables have at most. */
  private static final double MOST_FOR_A_VALUE = 0.3;

  private static final int MOST_LOG2_ENTRIES = 18;
  private static final int LEAST_LOG2_ENTRIES = 4;
  private static final int LARGEST_LOG2_ENTRIES = 26;

  /** Axes of a picture, whose tables have room for a vertex a pixel on the finest grid. */
  private static final int PICTURE = 2;

  /** How names of activations behind encodings begin. */
  private static final String FOR_ENCODINGS = "encoded-";

  private static final String GRID = "grid";
  private static final String NONE = "none";

  private EncodingPlan() {}

  /** Defaults of a network behind a grid encoding, where a setting is not given. */
  private static Map<Key, Object> defaults(boolean isPicture) {
    Map<Key, Object> defaults = new EnumMap<>(Key.class);
    defaults.put(Key.ACTIVATION, FOR_ENCODINGS + "poly-relu");
    // A picture is seen hundreds of times, a film a few: speed counts for more there.
    defaults.put(Key.LEARNING_RATE, isPicture ? 0.02 : 0.01);
    defaults.put(Key.WIDTH, 64);
    defaults.put(Key.DEPTH, isPicture ? 2 : 1);
    defaults.put(Key.BATCH, isPicture ? 4096 : 8192);
    defaults.put(Key.STEPS, 20_000);
    defaults.put(Key.AVERAGING_FREQUENCY, 200);
    defaults.put(Key.SCHEDULE, "cosine");
    return defaults;
  }

  /**
   * Returns the settings with the encoding decided, and with the defaults that go with it.
   *
   * @param grid of the signal's samples
   * @param channels values of a sample
   * @throws SettingsException for an unknown encoding, or one that this signal cannot have
   */
  public static Settings decided(Settings settings, CoordinateGrid grid, int channels) {
    if (!isGrid(settings, grid)) {
      return settings.with(Key.ENCODING, NONE);
    }
    Settings decided = settings.with(Key.ENCODING, GRID);
    boolean isPicture = grid.axes() == PICTURE;
    for (Map.Entry<Key, Object> each : defaults(isPicture).entrySet()) {
      if (!settings.given().contains(each.getKey())) {
        decided = decided.with(each.getKey(), each.getValue());
      }
    }
    if (decided.text(Key.GRID_COARSEST).isBlank()) {
      decided = decided.with(Key.GRID_COARSEST, isPicture ? 32 : 16);
    }
    if (decided.text(Key.GRID_FINEST).isBlank()) {
      decided = decided.with(Key.GRID_FINEST, isPicture ? 1.0 : 0.5);
    }
    if (decided.text(Key.GRID_LOG2_ENTRIES).isBlank()) {
      decided = decided.with(Key.GRID_LOG2_ENTRIES, fitting(decided, grid, channels));
    }
    return decided;
  }

  private static boolean isGrid(Settings settings, CoordinateGrid grid) {
    String encoding = settings.text(Key.ENCODING);
    return switch (encoding) {
      case GRID -> {
        requireSeveralAxes(grid);
        yield true;
      }
      case NONE -> false;
      case "auto" -> grid.axes() > 1 && grid.size() >= LARGE && !isForCoordinates(settings);
      default ->
          throw new SettingsException(
              "--encoding is " + encoding + "; expected auto, grid or none");
    };
  }

  /** An activation that somebody names is one for coordinates, unless it is one for encodings. */
  private static boolean isForCoordinates(Settings settings) {
    return settings.given().contains(Key.ACTIVATION)
        && (settings.object(Key.ACTIVATION).isPresent()
            || !settings.text(Key.ACTIVATION).startsWith(FOR_ENCODINGS));
  }

  /** A sound is one line: its grids would share nothing, and waves know more of it. */
  private static void requireSeveralAxes(CoordinateGrid grid) {
    if (grid.axes() == 1) {
      throw new SettingsException(
          "--encoding is grid; expected none or auto for a sound, which is learned by waves");
    }
  }

  /**
   * Returns the most entries with which the tables stay small beside the signal; where its lines
   * are too long for those, the fewest that hold one.
   */
  private static int fitting(Settings settings, CoordinateGrid grid, int channels) {
    int holding = LEAST_LOG2_ENTRIES;
    while (holding < LARGEST_LOG2_ENTRIES && !holdsALine(grid, settings, holding)) {
      holding++;
    }
    double most = MOST_FOR_A_VALUE * grid.size() * channels;
    for (int k = MOST_LOG2_ENTRIES; k > holding; k--) {
      if (encoding(settings.with(Key.GRID_LOG2_ENTRIES, k), grid).parameters() <= most) {
        return k;
      }
    }
    return holding;
  }

  private static boolean holdsALine(CoordinateGrid grid, Settings settings, int k) {
    return finest(settings, grid).get(grid.axes() - 1) < 1L << k;
  }

  /**
   * Returns the encoding, where the settings have been {@link #decided} to have one.
   *
   * @throws SettingsException if it cannot be, naming the number
   */
  static Optional<GridEncoding> of(Settings settings, CoordinateGrid grid) {
    return settings.text(Key.ENCODING).equals(GRID)
        ? Optional.of(encoding(settings, grid))
        : Optional.empty();
  }

  private static GridEncoding encoding(Settings settings, CoordinateGrid grid) {
    List<Integer> finest = finest(settings, grid);
    int longest = finest.stream().mapToInt(Integer::intValue).max().orElseThrow();
    int most = Math.min(longest, settings.integer(Key.GRID_COARSEST));
    List<Integer> coarsest = new ArrayList<>();
    for (int cells : finest) {
      coarsest.add(Math.max(1, Math.round((float) most * cells / longest)));
    }
    try {
      GridEncoding encoding =
          new GridEncoding(
              coarsest,
              finest,
              settings.integer(Key.GRID_LEVELS),
              settings.integer(Key.GRID_FEATURES),
              settings.integer(Key.GRID_LOG2_ENTRIES),
              Interpolation.named(settings.text(Key.INTERPOLATION)));
      requireDifferent(encoding.grids(), grid);
      return encoding;
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--encoding grid: " + e.getMessage(), e);
    }
  }

  /** Two grids of the same cells know no more than one. */
  private static void requireDifferent(List<GridLevel> grids, CoordinateGrid grid) {
    for (int l = 1; l < grids.size(); l++) {
      if (grids.get(l).cells().equals(grids.get(l - 1).cells())) {
        throw new IllegalArgumentException(
            String.format(
                "--grid-levels is %d, but grids %d and %d both have %s cells on %s samples; give"
                    + " fewer levels, or --encoding none",
                grids.size(),
                l - 1,
                l,
                words(grids.get(l).cells()),
                words(Arrays.stream(grid.extents()).boxed().toList())));
      }
    }
  }

  private static String words(List<Integer> extents) {
    return String.join(" x ", extents.stream().map(String::valueOf).toList());
  }

  private static List<Integer> finest(Settings settings, CoordinateGrid grid) {
    double share = settings.decimal(Key.GRID_FINEST);
    List<Integer> finest = new ArrayList<>();
    for (int extent : grid.extents()) {
      finest.add((int) Math.max(1, Math.round(share * (extent - 1))));
    }
    return finest;
  }
}
