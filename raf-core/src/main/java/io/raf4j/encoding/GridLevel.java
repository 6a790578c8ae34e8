package io.raf4j.encoding;

import java.util.List;

/**
 * One grid of a {@link GridEncoding}: cells of each axis, and where the features of a vertex lie.
 *
 * <p>Vertices are kept line by line along the last axis. A dense level has a place for every line;
 * a hashed one has a table that is too small for that, in which each line begins somewhere that is
 * drawn from its other indices, so that lines overlap. Neighbours along the last axis are
 * neighbours in memory either way: 16 pixels of a row cost a few cache lines, not 16 times as many.
 *
 * @param number of the level, from 0
 * @param cells of each axis, 1 or more
 * @param entries vertices that the table has room for
 * @param dense whether that is all vertices
 * @param offset of the first feature among those of all levels, in floats
 * @param floats that the level takes up, room behind the last line included
 */
public record GridLevel(
    int number, List<Integer> cells, long entries, boolean dense, long offset, long floats) {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Copies the cells. */
  public GridLevel {
    cells = List.copyOf(cells);
  }

  /** Returns the vertices of a line. */
  int line() {
    return cells.get(cells.size() - 1) + 1;
  }

  /** Returns how many vertices there are, of which a hashed level stores fewer. */
  public long vertices() {
    return vertices(cells);
  }

  /** Returns the vertices of a grid; {@link Long#MAX_VALUE} where there are more than that. */
  static long vertices(List<Integer> cells) {
    long product = 1;
    for (int each : cells) {
      if (product > Long.MAX_VALUE / (each + 1L)) {
        return Long.MAX_VALUE;
      }
      product *= each + 1L;
    }
    return product;
  }

  /** Returns how lines are found. */
  LineStarts lineStarts() {
    return new LineStarts(this);
  }

  /** Where the lines of a level begin, in a form that is quick to ask. */
  static final class LineStarts {
    private final int[] extents;
    private final int line;
    private final boolean dense;
    private final long starts;
    private final int number;

    private LineStarts(GridLevel level) {
      extents = new int[level.cells.size() - 1];
      for (int axis = 0; axis < extents.length; axis++) {
        extents[axis] = level.cells.get(axis) + 1;
      }
      line = level.line();
      dense = level.dense;
      starts = level.entries - line + 1;
      number = level.number;
    }

    /**
     * Returns the entry where a line begins.
     *
     * @param index of the line along each axis but the last
     */
    int of(int[] index) {
      if (dense) {
        int lines = 0;
        for (int axis = 0; axis < extents.length; axis++) {
          lines = lines * extents[axis] + index[axis];
        }
        return lines * line;
      }
      long hash = number;
      for (int axis = 0; axis < extents.length; axis++) {
        hash = (hash + index[axis] + 1) * GOLDEN;
        hash ^= hash >>> 29;
      }
      return (int) (((hash * GOLDEN >>> 32) * starts) >>> 32);
    }
  }
}
