package io.raf4j.encoding;

import java.util.Arrays;
import java.util.List;

/**
 * Cuts points into runs: points that follow each other, have all coordinates but the last in
 * common, and lie within a few cells.
 *
 * <p>Keeps the lines that it has placed, at most {@value #KEPT} of them; a picture has as many as a
 * row has runs. Used by one thread at a time.
 */
final class PlacedLines {

  private static final int MOST_POINTS = 16;

  /** Vertices that a run reads of a line at most. */
  static final int MOST_VERTICES = 48;

  private static final int KEPT = 1024;

  private final GridEncoding encoding;
  private final List<GridLevel> levels;
  private final PlacedLine[] kept = new PlacedLine[KEPT];

  PlacedLines(GridEncoding encoding, List<GridLevel> levels) {
    this.encoding = encoding;
    this.levels = levels;
  }

  /**
   * The runs of some points.
   *
   * @param x {@code [points, axes]}
   * @param starts the first point of each run
   * @param lines of each run
   * @param count runs
   */
  record Runs(float[] x, int[] starts, PlacedLine[] lines, int count) {}

  /** Cuts points into runs. */
  Runs of(float[] x, int points) {
    int[] starts = new int[points];
    PlacedLine[] lines = new PlacedLine[points];
    int count = 0;
    for (int at = 0; at < points; at += lines[count++].size()) {
      starts[count] = at;
      lines[count] = line(x, at, size(x, at, points));
    }
    return new Runs(x, Arrays.copyOf(starts, count), lines, count);
  }

  private int size(float[] x, int at, int points) {
    int axes = encoding.axes();
    int finest = levels.get(levels.size() - 1).line() - 1;
    int end = Math.min(points, at + MOST_POINTS);
    float least = x[(at + 1) * axes - 1];
    float most = least;
    int size = 1;
    while (at + size < end && isOfRun(x, at, at + size)) {
      float next = x[(at + size + 1) * axes - 1];
      least = Math.min(least, next);
      most = Math.max(most, next);
      // Half a cell for each end's cell, and one for rounding.
      if (!((most - least) * 0.5f * finest <= MOST_VERTICES - 4)) {
        return size;
      }
      size++;
    }
    return size;
  }

  private boolean isOfRun(float[] x, int first, int point) {
    int axes = encoding.axes();
    for (int axis = 0; axis < axes - 1; axis++) {
      if (x[point * axes + axis] != x[first * axes + axis]) {
        return false;
      }
    }
    return true;
  }

  private PlacedLine line(float[] x, int from, int size) {
    int axes = encoding.axes();
    int bits = Float.floatToRawIntBits(x[(from + 1) * axes - 1]) * 0x9E3779B9;
    int place = bits >>> 22;
    PlacedLine there = kept[place];
    if (there == null || !there.holds(x, axes, from, size)) {
      there = new PlacedLine(encoding, levels, x, from, size);
      kept[place] = there;
    }
    return there;
  }
}
