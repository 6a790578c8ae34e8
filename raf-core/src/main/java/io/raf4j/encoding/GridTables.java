package io.raf4j.encoding;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.kernel.GridLoops;
import io.raf4j.kernel.KernelProvider;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Evaluates and trains the tables of a {@link GridEncoding} in single precision.
 *
 * <pre>
 *   x: [points, axes]    out, epsilon = dL/dout: [points, width]    all row-major
 * </pre>
 *
 * <p>Points that follow each other and have all but their last coordinate in common are handled
 * together: of each level the lines around them are blended once, which for 16 pixels of a row is a
 * tenth of the work. The results do not depend on it, nor on the number of threads, to the last
 * bit: features are computed by one formula, and the gradient of a level is summed by one thread in
 * the order of the points.
 *
 * <p>Cost of a point of a run: about {@code L F (2^(a-1) + 4)} fused operations each way, of a
 * point alone four times as much. Not thread-safe: an instance belongs to one network.
 */
public final class GridTables {

  /** Runs that a thread encodes at a time, so that their features stay in cache. */
  private static final int BLOCK_RUNS = 16;

  private static final int PIECE = GridEncoding.PIECE;

  private final GridEncoding encoding;
  private final List<GridLevel> levels;
  private final GridLoops loops;
  private final ThreadLocal<GridCursor> cursors;
  private final PlacedLines lines;
  private final long[][] touched;

  /** Makes the tables' arithmetic by the fastest loops that this JVM has. */
  public GridTables(GridEncoding encoding) {
    this(encoding, KernelProvider.best());
  }

  /** Makes the tables' arithmetic by the loops of a provider. */
  GridTables(GridEncoding encoding, KernelProvider provider) {
    this.encoding = encoding;
    this.levels = encoding.grids();
    this.loops = provider.gridLoops();
    this.cursors = ThreadLocal.withInitial(() -> new GridCursor(encoding, levels));
    this.lines = new PlacedLines(encoding, levels);
    this.touched = new long[levels.size()][];
    for (GridLevel level : levels) {
      touched[level.number()] =
          new long[(int) (level.floats() / PIECE + Long.SIZE - 1) / Long.SIZE];
    }
  }

  /** Returns which grids there are. */
  public GridEncoding encoding() {
    return encoding;
  }

  private ByteBuffer buffer(Address tables) {
    return tables.buffer(encoding.parameters() * Float.BYTES);
  }

  /**
   * Encodes points.
   *
   * @param tables of all levels; the caller keeps them alive
   * @param out receives {@code [points, width]}
   */
  public void encode(Address tables, float[] x, int points, Address out) {
    ByteBuffer table = buffer(tables);
    PlacedLines.Runs runs = lines.of(x, points);
    int blocks = (runs.count() + BLOCK_RUNS - 1) / BLOCK_RUNS;
    ComputeThreads.run(
        blocks,
        block -> {
          int from = block * BLOCK_RUNS;
          int to = Math.min(runs.count(), from + BLOCK_RUNS);
          int end = to < runs.count() ? runs.starts()[to] : points;
          encode(table, runs, from, to, end, out);
        });
  }

  private void encode(
      ByteBuffer table, PlacedLines.Runs runs, int from, int to, int end, Address out) {
    GridCursor cursor = cursors.get();
    int first = runs.starts()[from];
    cursor.reserve(end - first);
    for (int level = 0; level < levels.size(); level++) {
      for (int run = from; run < to; run++) {
        cursor.seek(level, runs, run);
        loops.blend(
            table, cursor.offsets, cursor.weights, cursor.lines, cursor.floats, cursor.line);
        loops.read(cursor.line, cursor.points(first), cursor.features);
      }
    }
    int length = (end - first) * encoding.width();
    out.plus((long) first * encoding.width() * Float.BYTES)
        .floats(length)
        .put(0, cursor.features, 0, length);
  }

  /**
   * Adds the gradient of points to that of the tables.
   *
   * @param epsilon {@code [points, width]}
   * @param gradient of all levels, flat as the tables
   */
  public void addGradient(float[] x, int points, Address epsilon, Address gradient) {
    ByteBuffer table = buffer(gradient);
    PlacedLines.Runs runs = lines.of(x, points);
    float[] rows = new float[points * encoding.width()];
    epsilon.floats(rows.length).get(0, rows, 0, rows.length);
    ComputeThreads.run(
        levels.size(),
        level -> {
          GridCursor cursor = cursors.get();
          for (int run = 0; run < runs.count(); run++) {
            cursor.seek(level, runs, run);
            cursor.clear();
            loops.spread(rows, cursor.points(0), cursor.line);
            loops.scatter(
                table, cursor.offsets, cursor.weights, cursor.lines, cursor.floats, cursor.line);
            touch(levels.get(level), cursor);
          }
        });
  }

  private void touch(GridLevel level, GridCursor cursor) {
    long[] pieces = touched[level.number()];
    for (int r = 0; r < cursor.lines; r++) {
      int from = cursor.offsets[r] - (int) level.offset();
      for (int piece = from / PIECE; piece <= (from + cursor.floats - 1) / PIECE; piece++) {
        pieces[piece >> 6] |= 1L << piece;
      }
    }
  }

  /**
   * Takes Adam's step where gradients have been added since the last one, and leaves zeros there;
   * everything else stays as it is, moments included.
   */
  public void adam(
      Address parameters,
      Address gradient,
      Address first,
      Address second,
      GridLoops.AdamStep step) {
    GridLoops.AdamTables tables =
        new GridLoops.AdamTables(
            buffer(parameters), buffer(gradient), buffer(first), buffer(second));
    ComputeThreads.run(levels.size(), number -> adam(levels.get(number), tables, step));
  }

  private void adam(GridLevel level, GridLoops.AdamTables tables, GridLoops.AdamStep step) {
    long[] pieces = touched[level.number()];
    for (int word = 0; word < pieces.length; word++) {
      for (long left = pieces[word]; left != 0; left &= left - 1) {
        int piece = word * Long.SIZE + Long.numberOfTrailingZeros(left);
        loops.adam(tables, (int) level.offset() + piece * PIECE, PIECE, step);
      }
      pieces[word] = 0;
    }
  }

  /** Forgets which gradients have been added: whoever calls has cleared or used them himself. */
  public void forget() {
    for (long[] pieces : touched) {
      Arrays.fill(pieces, 0);
    }
  }
}
