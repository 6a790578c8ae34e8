package io.raf4j.encoding;

import io.raf4j.kernel.GridLoops;
import java.util.Arrays;
import java.util.List;

/** A thread's place in the tables: the lines around one run at one level. */
final class GridCursor {

  private final GridEncoding encoding;
  private final int axes;
  private final int perVertex;
  private final int[][] cells;
  private final GridLevel.LineStarts[] starts;
  private final int[] levelOffsets;
  private final int[] cell;
  private final float[] within;
  private final int[] corner;

  /** Places and weights of the lines around the run, and what was made of them. */
  final int[] offsets;

  final float[] weights;
  final int lines;
  final float[] line;

  /** Features of the points of a block. */
  float[] features = {};

  /** Floats of a line that the run reads. */
  int floats;

  private int level;
  private int start;
  private PlacedLine run;

  GridCursor(GridEncoding encoding, List<GridLevel> levels) {
    this.encoding = encoding;
    this.axes = encoding.axes();
    this.perVertex = encoding.features();
    this.lines = 1 << (axes - 1);
    this.offsets = new int[lines];
    this.weights = new float[lines];
    this.line = new float[PlacedLines.MOST_VERTICES * perVertex + 2 * GridLoops.BLOCK];
    this.cell = new int[axes];
    this.within = new float[axes];
    this.corner = new int[axes];
    this.starts = new GridLevel.LineStarts[levels.size()];
    this.levelOffsets = new int[levels.size()];
    this.cells = new int[levels.size()][axes];
    for (GridLevel each : levels) {
      Arrays.setAll(cells[each.number()], axis -> each.cells().get(axis));
      starts[each.number()] = each.lineStarts();
      levelOffsets[each.number()] = (int) each.offset();
    }
  }

  /** Makes room for the features of some points. */
  void reserve(int points) {
    int needed = points * encoding.width();
    if (features.length < needed) {
      features = new float[needed];
    }
  }

  /** Goes to a run at a level and finds its lines. */
  void seek(int toLevel, PlacedLines.Runs runs, int number) {
    level = toLevel;
    start = runs.starts()[number];
    run = runs.lines()[number];
    floats = run.floats[level];
    for (int axis = 0; axis < axes - 1; axis++) {
      int count = cells[level][axis];
      float position = PlacedLine.position(runs.x()[start * axes + axis], count);
      cell[axis] = PlacedLine.cell(position, count);
      within[axis] = PlacedLine.weight(encoding.interpolation(), position - cell[axis]);
    }
    for (int r = 0; r < lines; r++) {
      float weight = 1;
      for (int axis = 0; axis < axes - 1; axis++) {
        int bit = r >> (axes - 2 - axis) & 1;
        corner[axis] = cell[axis] + bit;
        weight *= bit == 1 ? within[axis] : 1 - within[axis];
      }
      weights[r] = weight;
      offsets[r] =
          levelOffsets[level] + (starts[level].of(corner) + run.leftmost[level]) * perVertex;
    }
  }

  /**
   * Returns where the run's points lie on the line, and their features in rows of all levels.
   *
   * @param first the point of the first row
   */
  GridLoops.LinePoints points(int first) {
    int width = encoding.width();
    return new GridLoops.LinePoints(
        run.vertex,
        run.weight,
        level * run.size(),
        run.size(),
        (start - first) * width + level * perVertex,
        width,
        perVertex);
  }

  /** Sets the run's part of the line to zero. */
  void clear() {
    Arrays.fill(line, 0, floats + GridLoops.BLOCK, 0);
  }
}
