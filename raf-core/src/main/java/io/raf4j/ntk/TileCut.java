package io.raf4j.ntk;

/**
 * The cut of a symmetric matrix into square tiles, of which the lower triangle is computed.
 *
 * <pre>
 *   tile 0 = (0, 0), 1 = (1, 0), 2 = (1, 1), 3 = (2, 0), ...      (i, j) has the number i (i + 1) / 2 + j
 * </pre>
 *
 * @param points rows of the matrix
 * @param tile rows of every tile but those of the last row, which may have fewer
 */
public record TileCut(int points, int tile) {

  /** Checks that both are positive. */
  public TileCut {
    if (points < 1) {
      throw new IllegalArgumentException("points is " + points + "; expected 1 or more");
    }
    if (tile < 1) {
      throw new IllegalArgumentException("tile is " + tile + "; expected 1 or more");
    }
  }

  /** Returns the rows of tiles. */
  public int rows() {
    return (int) (((long) points + tile - 1) / tile);
  }

  /** Returns the number of tiles in the lower triangle. */
  public int tiles() {
    return Math.toIntExact((long) rows() * (rows() + 1) / 2);
  }

  /** Returns the row of a tile: the largest i with {@code i (i + 1) / 2 <= number}. */
  public int row(int number) {
    int i = (int) ((Math.sqrt(8.0 * number + 1) - 1) / 2);
    while (before(i) > number) {
      i--;
    }
    while (before(i + 1) <= number) {
      i++;
    }
    return i;
  }

  /** Returns the column of a tile. */
  public int column(int number) {
    return (int) (number - before(row(number)));
  }

  /** Returns the tiles in the rows before one. */
  private static long before(int row) {
    return (long) row * (row + 1) / 2;
  }

  /** Returns the first point of a row of tiles. */
  public int start(int row) {
    return row * tile;
  }

  /** Returns the points of a row of tiles. */
  public int size(int row) {
    return Math.min(tile, points - start(row));
  }

  /**
   * Writes a tile to its place and to the place of its transpose. Of a tile on the diagonal the
   * lower triangle counts, so that the matrix is symmetric to the bit.
   *
   * @param tile {@code [size(row), size(column)]}, row-major
   * @param matrix {@code [points, points]}, row-major
   * @throws IllegalArgumentException if the tile has another size
   */
  public void place(int number, double[] tile, double[] matrix) {
    int row = row(number);
    int column = column(number);
    int width = size(column);
    if (tile.length != size(row) * width) {
      throw new IllegalArgumentException(
          "tile " + number + " has " + tile.length + " numbers; expected " + size(row) * width);
    }
    for (int i = 0; i < size(row); i++) {
      int end = row == column ? i + 1 : width;
      int k = start(row) + i;
      for (int j = 0; j < end; j++) {
        int l = start(column) + j;
        matrix[k * points + l] = tile[i * width + j];
        matrix[l * points + k] = tile[i * width + j];
      }
    }
  }
}
