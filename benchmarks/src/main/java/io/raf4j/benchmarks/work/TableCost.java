package io.raf4j.benchmarks.work;

import io.raf4j.encoding.GridEncoding;
import io.raf4j.encoding.GridLevel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a training step reads and writes of the tables of a grid encoding.
 *
 * <pre>
 *   forward    the lines around every run of points                       read once
 *   backward   the same lines of the gradient                             read and written once
 *   Adam       parameters, gradient and both moments of what was touched  read and written once
 * </pre>
 *
 * <p>A line is a stretch of neighbouring vertices along the last axis; a run of points lies between
 * {@code 2^(a-1)} of them in each grid. Weights, features and where the lines are is what a better
 * program could come close to not paying for, and is left out.
 *
 * @param encoding the grids
 * @param lines of each grid, of several minibatches
 */
public record TableCost(GridEncoding encoding, List<List<Lines>> lines) {

  /**
   * Minibatches that are looked at, so that a step's lines are not in cache from the one before.
   */
  public static final int MINIBATCHES = 64;

  /** Numbers of a cache line. */
  public static final int PIECE = 16;

  private static final long MIXER = 0xBF58476D1CE4E5B9L;

  /**
   * The lines of a minibatch in a grid.
   *
   * @param offsets of their first number among those of all tables
   * @param lengths in numbers
   * @param pieces the first number of each piece of {@link #PIECE} that is touched, ascending
   */
  public record Lines(int[] offsets, int[] lengths, int[] pieces) {}

  /**
   * Looks for the lines around points.
   *
   * @param run points that follow each other along the last axis
   * @param minibatches coordinates in [-1, 1], {@code [points, axes]} each
   */
  static TableCost of(GridEncoding encoding, int run, List<float[]> minibatches) {
    List<List<Lines>> lines = new ArrayList<>();
    for (float[] x : minibatches) {
      lines.add(encoding.grids().stream().map(level -> lines(encoding, level, run, x)).toList());
    }
    return new TableCost(encoding, lines);
  }

  private static Lines lines(GridEncoding encoding, GridLevel level, int run, float[] x) {
    int axes = encoding.axes();
    int last = axes - 1;
    int corners = 1 << last;
    int runs = x.length / axes / run;
    int[] offsets = new int[runs * corners];
    int[] lengths = new int[runs * corners];
    BitSet touched = new BitSet();
    for (int r = 0; r < runs; r++) {
      int first = r * run * axes;
      int from = cell(level, last, x[first + last]);
      int to = cell(level, last, x[first + (run - 1) * axes + last]) + 1;
      for (int corner = 0; corner < corners; corner++) {
        int[] index = new int[last];
        for (int axis = 0; axis < last; axis++) {
          index[axis] = cell(level, axis, x[first + axis]) + (corner >> axis & 1);
        }
        int place = r * corners + corner;
        int entry = start(level, index) + from;
        offsets[place] = (int) level.offset() + entry * encoding.features();
        lengths[place] = (to - from + 1) * encoding.features();
        touched.set(offsets[place] / PIECE, (offsets[place] + lengths[place] - 1) / PIECE + 1);
      }
    }
    return new Lines(offsets, lengths, touched.stream().map(piece -> piece * PIECE).toArray());
  }

  private static int cell(GridLevel level, int axis, float x) {
    int cells = level.cells().get(axis);
    return Math.min(cells - 1, (int) ((x + 1) / 2 * cells));
  }

  /** Dense lines lie one after the other, those of a hashed grid anywhere. */
  private static int start(GridLevel level, int... index) {
    int line = level.cells().get(level.cells().size() - 1) + 1;
    long number = 0;
    for (int axis = 0; axis < index.length; axis++) {
      number = number * (level.cells().get(axis) + 1) + index[axis];
    }
    return level.dense()
        ? (int) number * line
        : (int) Math.floorMod((number + 1) * MIXER >> 16, level.entries() - line + 1);
  }
}
