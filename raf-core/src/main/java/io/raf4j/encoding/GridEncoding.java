package io.raf4j.encoding;

import io.raf4j.kernel.GridLoops;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A multiresolution grid encoding: a point of {@code [-1, 1]^a} becomes the features that L grids,
 * from coarse to fine, have at its place.
 *
 * <pre>
 *   cells of level l along axis i    N_i(l) = round(c_i (f_i / c_i)^(l / (L - 1)))
 *   features of level l              sum over the 2^a vertices of the cell of w(vertex) table(vertex)
 *   out                              [L F], level by level
 * </pre>
 *
 * <p>A grid whose vertices fit into 2^k entries is stored whole (dense); a finer one shares the 2^k
 * entries among its vertices (hashed), which training sorts out, since most places of a signal are
 * smooth and leave the entry to the others. Coordinates outside are taken to the nearest side.
 *
 * <p>Source: Mueller, Evans, Schied, Keller, "Instant neural graphics primitives with a
 * multiresolution hash encoding", 2022; sizes per axis, the smooth interpolation and lines that
 * stay together in memory (see {@link GridLevel}) are our own.
 *
 * @param coarsest c: cells of the first level along each axis
 * @param finest f: cells of the last level along each axis, no fewer
 * @param levels L
 * @param features F, of a vertex
 * @param log2Entries k
 * @param interpolation how w falls
 */
public record GridEncoding(
    List<Integer> coarsest,
    List<Integer> finest,
    int levels,
    int features,
    int log2Entries,
    Interpolation interpolation)
    implements Serializable {

  /** Axes that an encoding takes at most: a point reads 2^a vertices of each level. */
  public static final int MOST_AXES = 4;

  private static final int MOST_LEVELS = 32;
  private static final int MOST_FEATURES = 8;
  private static final int MOST_CELLS = 1 << 24;
  private static final int MOST_LOG2_ENTRIES = 26;

  /** Floats that all tables have at most: what one buffer addresses. */
  private static final long MOST_FLOATS = (1L << 29) - 1;

  /** Tables are cut into pieces of so many floats, of which a step notes which it has touched. */
  static final int PIECE = 32;

  /** Checks the numbers, naming the one that is wrong. */
  public GridEncoding {
    coarsest = List.copyOf(coarsest);
    finest = List.copyOf(finest);
    require("axes", coarsest.size(), 1, MOST_AXES);
    if (finest.size() != coarsest.size()) {
      throw new IllegalArgumentException(
          "finest has "
              + finest.size()
              + " axes, coarsest "
              + coarsest.size()
              + "; expected as many");
    }
    require("levels", levels, 1, MOST_LEVELS);
    require("features", features, 1, MOST_FEATURES);
    require("log2 of the entries", log2Entries, 4, MOST_LOG2_ENTRIES);
    for (int axis = 0; axis < coarsest.size(); axis++) {
      require("coarsest cells of axis " + axis, coarsest.get(axis), 1, MOST_CELLS);
      require("finest cells of axis " + axis, finest.get(axis), coarsest.get(axis), MOST_CELLS);
    }
    requireRoom(coarsest, finest, levels, features, log2Entries);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "a grid encoding has " + name + " " + value + "; expected " + least + " to " + most);
    }
  }

  private static void requireRoom(
      List<Integer> coarsest, List<Integer> finest, int levels, int features, int log2Entries) {
    List<GridLevel> all = levels(coarsest, finest, levels, features, log2Entries);
    for (GridLevel level : all) {
      if (level.line() > level.entries()) {
        throw new IllegalArgumentException(
            String.format(
                "level %d of a grid encoding has %,d vertices along its last axis and a table of"
                    + " %,d; expected no more than fit into it: raise the entries or lower the"
                    + " finest cells",
                level.number(), level.line(), level.entries()));
      }
    }
    GridLevel last = all.get(all.size() - 1);
    if (last.offset() + last.floats() > MOST_FLOATS) {
      throw new IllegalArgumentException(
          String.format(
              "a grid encoding has tables of %,d numbers; expected at most %,d: lower levels,"
                  + " features or entries",
              last.offset() + last.floats(), MOST_FLOATS));
    }
  }

  private static List<GridLevel> levels(
      List<Integer> coarsest, List<Integer> finest, int levels, int features, int log2Entries) {
    List<GridLevel> all = new ArrayList<>();
    long offset = 0;
    for (int l = 0; l < levels; l++) {
      double share = levels == 1 ? 0 : (double) l / (levels - 1);
      List<Integer> cells = new ArrayList<>();
      for (int axis = 0; axis < coarsest.size(); axis++) {
        double growth = (double) finest.get(axis) / coarsest.get(axis);
        // StrictMath: the layout of a saved model must not depend on the machine.
        cells.add((int) Math.round(coarsest.get(axis) * StrictMath.pow(growth, share)));
      }
      long most = 1L << log2Entries;
      long vertices = GridLevel.vertices(cells);
      long entries = Math.min(vertices, most);
      long floats = wholePieces(entries * features + GridLoops.BLOCK - 1);
      all.add(new GridLevel(l, cells, entries, vertices <= most, offset, floats));
      offset += floats;
    }
    return List.copyOf(all);
  }

  private static long wholePieces(long floats) {
    return (floats + PIECE - 1) / PIECE * PIECE;
  }

  /** Returns the grids, from coarse to fine. */
  public List<GridLevel> grids() {
    return levels(coarsest, finest, levels, features, log2Entries);
  }

  /** Returns the coordinates of a point. */
  public int axes() {
    return coarsest.size();
  }

  /** Returns the features of a point, of all levels together. */
  public int width() {
    return levels * features;
  }

  /** Returns the numbers of all tables, those that fill up a table's last piece included. */
  public long parameters() {
    List<GridLevel> all = grids();
    GridLevel last = all.get(all.size() - 1);
    return last.offset() + last.floats();
  }

  /** Returns the encoding in a few words, for pages and logs. */
  public String inWords() {
    long hashed = grids().stream().filter(level -> !level.dense()).count();
    return String.format(
        "%d grids of %s to %s cells (%d dense, %d hashed into 2^%d entries), %d features each",
        levels, product(coarsest), product(finest), levels - hashed, hashed, log2Entries, features);
  }

  private static String product(List<Integer> cells) {
    return String.join(" x ", cells.stream().map(String::valueOf).toList());
  }
}
