package io.raf4j.encoding;

import java.util.List;

/**
 * Where the points of a run lie along the last axis, at every level: which vertices of a line they
 * read, and with which weights.
 *
 * <p>The same rows of pixels come again and again, so these are kept, see {@link PlacedLines}.
 */
final class PlacedLine {

  /** Last coordinates of the points. */
  private final float[] x;

  /**
   * Of each level the vertex where the run's part of a line begins, and the floats of that part.
   */
  final int[] leftmost;

  final int[] floats;

  /**
   * Of each level and point the place of the vertex on its left in the part, in floats, and the
   * weight of the one on its right: {@code [levels, points]}.
   */
  final int[] vertex;

  final float[] weight;

  /** Places points {@code from} to {@code from + size - 1} of {@code [points, axes]}. */
  PlacedLine(GridEncoding encoding, List<GridLevel> levels, float[] points, int from, int size) {
    int axes = encoding.axes();
    x = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = points[(from + i + 1) * axes - 1];
    }
    leftmost = new int[levels.size()];
    floats = new int[levels.size()];
    vertex = new int[levels.size() * size];
    weight = new float[levels.size() * size];
    for (int l = 0; l < levels.size(); l++) {
      place(encoding, l, levels.get(l).line() - 1);
    }
  }

  private void place(GridEncoding encoding, int level, int cells) {
    int first = level * x.length;
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int i = 0; i < x.length; i++) {
      float position = position(x[i], cells);
      int cell = cell(position, cells);
      weight[first + i] = weight(encoding.interpolation(), position - cell);
      vertex[first + i] = cell;
      least = Math.min(least, cell);
      most = Math.max(most, cell);
    }
    for (int i = first; i < first + x.length; i++) {
      vertex[i] = (vertex[i] - least) * encoding.features();
    }
    leftmost[level] = least;
    floats[level] = (most - least + 2) * encoding.features();
  }

  /** Returns where a coordinate lies, in cells from the first vertex. */
  static float position(float coordinate, int cells) {
    return (coordinate * 0.5f + 0.5f) * cells;
  }

  /** Returns the cell of a position; positions outside are in the nearest one. */
  static int cell(float position, int cells) {
    return Math.max(0, Math.min(cells - 1, (int) position));
  }

  /** Returns the weight of the vertex behind, for a place within a cell. */
  static float weight(Interpolation interpolation, float within) {
    float t = Math.max(0, Math.min(1, within));
    return interpolation == Interpolation.LINEAR ? t : interpolation.weight(t);
  }

  /** Returns how many points there are. */
  int size() {
    return x.length;
  }

  /** Returns whether points {@code from} and on have the same last coordinates. */
  boolean holds(float[] points, int axes, int from, int size) {
    if (size != x.length) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (x[i] != points[(from + i + 1) * axes - 1]) {
        return false;
      }
    }
    return true;
  }
}
