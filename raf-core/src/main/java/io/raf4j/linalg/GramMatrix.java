package io.raf4j.linalg;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasLower;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostMemory;
import org.bytedeco.javacpp.DoublePointer;

/**
 * The sums J^T J and J^T r over panels of J, in square tiles.
 *
 * <p>Each tile of the lower triangle has its own memory and is one single-threaded product of BLAS
 * for each panel; tiles are computed in parallel, and their cut depends on the number of columns
 * alone.
 */
final class GramMatrix implements AutoCloseable {

  private static final int TILE = 256;

  private final int size;
  private final int tiles;
  private final HostMemory memory;
  private boolean started;

  /**
   * Makes the sums of no panel.
   *
   * @param size columns of J
   */
  GramMatrix(int size) {
    this.size = size;
    this.tiles = (size + TILE - 1) / TILE;
    this.memory = HostMemory.of(bytes(size));
  }

  /** Returns the bytes outside the heap of the sums. */
  static long bytes(int size) {
    int tiles = (size + TILE - 1) / TILE;
    return ((long) triangle(tiles) * TILE * TILE + (long) tiles * TILE) * Double.BYTES;
  }

  private static int triangle(int rows) {
    return rows * (rows + 1) / 2;
  }

  private Address tile(int i, int j) {
    return memory.address().plus((long) (triangle(i) + j) * TILE * TILE * Double.BYTES);
  }

  private Address vector(int i) {
    return tile(tiles, 0).plus((long) i * TILE * Double.BYTES);
  }

  private int length(int i) {
    return Math.min(TILE, size - i * TILE);
  }

  /** Adds the products of a panel. */
  void add(NormalEquations.Panel panel) {
    double keep = started ? 1 : 0;
    ComputeThreads.run(
        triangle(tiles),
        part -> {
          int i = rowOf(part);
          int j = part - triangle(i);
          if (i == j) {
            addDiagonal(panel, i, keep);
          } else {
            addTile(panel, i, j, keep);
          }
        });
    started = true;
  }

  /** Returns the row of a tile by its number: the largest i with {@code i (i + 1) / 2 <= part}. */
  static int rowOf(int part) {
    int i = (int) ((Math.sqrt(8.0 * part + 1) - 1) / 2);
    while (triangle(i) > part) {
      i--;
    }
    while (triangle(i + 1) <= part) {
      i++;
    }
    return i;
  }

  private static DoublePointer columns(NormalEquations.Panel panel, int i) {
    return panel.column(i * TILE).doubles();
  }

  private void addTile(NormalEquations.Panel panel, int i, int j, double keep) {
    cblas_dgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        length(i),
        length(j),
        panel.rows(),
        1,
        columns(panel, i),
        panel.stride(),
        columns(panel, j),
        panel.stride(),
        keep,
        tile(i, j).doubles(),
        TILE);
  }

  private void addDiagonal(NormalEquations.Panel panel, int i, double keep) {
    cblas_dsyrk(
        CblasRowMajor,
        CblasLower,
        CblasNoTrans,
        length(i),
        panel.rows(),
        1,
        columns(panel, i),
        panel.stride(),
        keep,
        tile(i, i).doubles(),
        TILE);
    cblas_dgemv(
        CblasRowMajor,
        CblasNoTrans,
        length(i),
        panel.rows(),
        1,
        columns(panel, i),
        panel.stride(),
        panel.residuals().doubles(),
        1,
        keep,
        vector(i).doubles(),
        1);
  }

  /** Returns the lower triangle of J^T J, row by row. */
  double[] packed() {
    double[] packed = new double[Math.toIntExact((long) size * (size + 1) / 2)];
    int next = 0;
    for (int row = 0; row < size; row++) {
      int i = row / TILE;
      for (int j = 0; j <= i; j++) {
        int length = Math.min(TILE, row + 1 - j * TILE);
        Address from = tile(i, j).plus((long) (row - i * TILE) * TILE * Double.BYTES);
        from.doubles(length).get(0, packed, next, length);
        next += length;
      }
    }
    return packed;
  }

  /** Returns J^T r. */
  double[] vector() {
    double[] vector = new double[size];
    vector(0).doubles(size).get(0, vector, 0, size);
    return vector;
  }

  @Override
  public void close() {
    memory.close();
  }
}
