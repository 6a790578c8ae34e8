package io.raf4j.kernel;

import java.util.Arrays;

/**
 * Copies between tiles and strips column by column: all of a scalar strip, a vector strip's tail.
 */
final class DoubleTails {
  private DoubleTails() {}

  /** Copies columns from the first of a block on, and fills the last block up with zeros. */
  static void load(
      double[] tile,
      int offset,
      int stride,
      int rows,
      int columns,
      int lanes,
      int first,
      double[] strip) {
    for (int c = first; c < columns; c += lanes) {
      int width = Math.min(lanes, columns - c);
      for (int r = 0; r < rows; r++) {
        int from = offset + r * stride + c;
        int to = c * rows + r * lanes;
        for (int j = 0; j < width; j++) {
          strip[to + j] = tile[from + j];
        }
        Arrays.fill(strip, to + width, to + lanes, 0);
      }
    }
  }

  /** Adds a bias to columns from the first on. */
  static void addBias(
      double[] tile, double[] bias, int offset, int stride, int rows, int columns, int first) {
    for (int r = 0; r < rows; r++) {
      int row = offset + r * stride;
      for (int c = first; c < columns; c++) {
        tile[row + c] += bias[c];
      }
    }
  }

  /** Copies columns from the first of a block on into the tile, without the padding. */
  static void store(
      double[] strip,
      int rows,
      int columns,
      int lanes,
      int first,
      double[] tile,
      int offset,
      int stride) {
    for (int c = first; c < columns; c += lanes) {
      int width = Math.min(lanes, columns - c);
      for (int r = 0; r < rows; r++) {
        int from = c * rows + r * lanes;
        int to = offset + r * stride + c;
        for (int j = 0; j < width; j++) {
          tile[to + j] = strip[from + j];
        }
      }
    }
  }
}
