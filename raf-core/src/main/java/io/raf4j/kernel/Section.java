package io.raf4j.kernel;

import io.raf4j.basis.ReproducingActivation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Neighbouring columns that have the same terms: the whole width of a mixed activation, a group of
 * a grouped one.
 *
 * @param from the first column
 * @param to one past the last column
 * @param terms the indices of the terms
 */
record Section(int from, int to, int[] terms) {
  /** Rows of a strip that keep one block a strip of ordinary width. */
  private static final int ORDINARY_ROWS = 16;

  /** Rows of a strip of few columns: more of them make its loops longer. */
  private static final int MAX_ROWS = 64;

  /** Returns the sections of a width that are not empty. */
  static List<Section> of(ReproducingActivation activation, int width) {
    int count = activation.terms().size();
    if (activation.mode() == ReproducingActivation.Mode.MIXED) {
      return List.of(new Section(0, width, IntStream.range(0, count).toArray()));
    }
    int[] bounds = activation.groupBounds(width);
    List<Section> sections = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      if (bounds[p] < bounds[p + 1]) {
        sections.add(new Section(bounds[p], bounds[p + 1], new int[] {p}));
      }
    }
    return List.copyOf(sections);
  }

  /**
   * Returns the sections of neurons each of which has some neighbouring columns.
   *
   * @param columns of a neuron
   */
  static List<Section> of(ReproducingActivation activation, int neurons, int columns) {
    return of(activation, neurons).stream()
        .map(one -> new Section(one.from() * columns, one.to() * columns, one.terms()))
        .toList();
  }

  /**
   * Calls an action on strips that cover the section's columns in one row of all points; for each
   * column the points come in ascending order.
   *
   * @param capacity the numbers that a strip may have
   * @param lanes the columns of a block
   */
  void forEachStrip(int rows, int capacity, int lanes, Consumer<Strip> action) {
    int wholeBlocks = (to - from + lanes - 1) / lanes;
    int fitting = Math.min(MAX_ROWS, capacity / (wholeBlocks * lanes));
    int stripRows = Math.min(Math.max(ORDINARY_ROWS, fitting), capacity / lanes);
    for (int r = 0; r < rows; r += stripRows) {
      int height = Math.min(stripRows, rows - r);
      int stripColumns = capacity / height / lanes * lanes;
      for (int c = from; c < to; c += stripColumns) {
        int columns = Math.min(stripColumns, to - c);
        int blocks = (columns + lanes - 1) / lanes;
        action.accept(new Strip(r, height, c, columns, blocks, blocks * height * lanes));
      }
    }
  }
}
