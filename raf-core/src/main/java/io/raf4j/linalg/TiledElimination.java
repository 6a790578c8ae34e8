package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dtpmqrt_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dtpqrt_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostMemory;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Orthogonal elimination of rows below a triangle: R of {@code [R; B]} takes the place of R.
 *
 * <pre>
 *   R: [columns, columns], upper triangular    B: [rows, columns], dense or upper trapezoidal
 * </pre>
 *
 * <p>Tiles of columns are eliminated one after the other by LAPACK's {@code dtpqrt}, each on one
 * thread; the reflections are then applied to the tiles on the right in parallel. The cut depends
 * on the number of columns alone, so that the bits do not depend on the number of threads.
 *
 * <p>Cost: {@code 2 rows columns^2} flops for dense rows, {@code 2/3 columns^3} for a triangle.
 *
 * <p>Source: Buttari et al., "A class of parallel tiled linear algebra algorithms for multicore
 * architectures", Parallel Computing 35 (2009).
 */
final class TiledElimination {

  private static final int TILE = 64;

  /** Reflections that are applied together. */
  private static final int BLOCK = 32;

  private final ColumnMatrix triangle;
  private final ColumnMatrix below;
  private final int rows;
  private final boolean isTrapezoidal;

  private TiledElimination(
      ColumnMatrix triangle, ColumnMatrix below, int rows, boolean isTrapezoidal) {
    this.triangle = triangle;
    this.below = below;
    this.rows = rows;
    this.isTrapezoidal = isTrapezoidal;
  }

  /** Eliminates the first rows of a dense matrix, which is destroyed. */
  static void ofDense(ColumnMatrix triangle, ColumnMatrix below, int rows) {
    new TiledElimination(triangle, below, rows, false).run();
  }

  /** Eliminates an upper trapezoidal matrix, which is destroyed on and above its diagonal. */
  static void ofTrapezoid(ColumnMatrix triangle, ColumnMatrix below) {
    new TiledElimination(triangle, below, below.rows(), true).run();
  }

  private void run() {
    int tiles = (triangle.columns() + TILE - 1) / TILE;
    try (HostMemory reflectors = HostMemory.of((long) BLOCK * TILE * Double.BYTES)) {
      DoublePointer t = reflectors.address().doubles();
      ComputeThreads.inOneSection(
          () -> {
            for (int i = 0; i < tiles; i++) {
              int tile = i;
              ComputeThreads.run(1, part -> eliminate(tile, t));
              ComputeThreads.run(tiles - tile - 1, part -> apply(tile, tile + 1 + part, t));
            }
            return null;
          });
    }
  }

  private int length(int tile) {
    return Math.min(TILE, triangle.columns() - tile * TILE);
  }

  /** Returns the rows of B that are not zero in a tile and those on its left. */
  private int height(int tile) {
    return isTrapezoidal ? Math.min(rows, tile * TILE + length(tile)) : rows;
  }

  /** Returns how many of those are the triangle at the end. */
  private int slope(int tile) {
    return isTrapezoidal ? height(tile) - Math.min(rows, tile * TILE) : 0;
  }

  private void eliminate(int tile, DoublePointer t) {
    int n = length(tile);
    try (HostMemory work = HostMemory.lent((long) BLOCK * TILE * Double.BYTES)) {
      requireSuccess(
          "dtpqrt",
          LAPACKE_dtpqrt_work(
              LAPACK_COL_MAJOR,
              height(tile),
              n,
              slope(tile),
              Math.min(BLOCK, n),
              triangle.at(tile * TILE, tile * TILE).doubles(),
              triangle.stride(),
              below.at(0, tile * TILE).doubles(),
              below.stride(),
              t,
              BLOCK,
              work.address().doubles()));
    }
  }

  private void apply(int tile, int to, DoublePointer t) {
    int k = length(tile);
    try (HostMemory work = HostMemory.lent((long) BLOCK * TILE * Double.BYTES)) {
      requireSuccess(
          "dtpmqrt",
          LAPACKE_dtpmqrt_work(
              LAPACK_COL_MAJOR,
              (byte) 'L',
              (byte) 'T',
              height(tile),
              length(to),
              k,
              slope(tile),
              Math.min(BLOCK, k),
              below.at(0, tile * TILE).doubles(),
              below.stride(),
              t,
              BLOCK,
              triangle.at(tile * TILE, to * TILE).doubles(),
              triangle.stride(),
              below.at(0, to * TILE).doubles(),
              below.stride(),
              work.address().doubles()));
    }
  }

  /** These routines fail on arguments alone. */
  private static void requireSuccess(String routine, int status) {
    if (status != 0) {
      throw new IllegalStateException(
          "LAPACK's " + routine + " ended with " + status + "; expected 0");
    }
  }
}
