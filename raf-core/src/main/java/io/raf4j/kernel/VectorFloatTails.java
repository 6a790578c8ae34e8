package io.raf4j.kernel;

import static io.raf4j.kernel.VectorFloatMath.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Copies between a tile and a strip's last block, of fewer columns than a vector has lanes: whole
 * vectors, of which only the real columns are taken. Rows too near the end of the tile for that go
 * number by number.
 */
final class VectorFloatTails {
  private static final int LANES = SPECIES.length();

  private VectorFloatTails() {}

  /** Copies columns from an offset on into a block; padding becomes 0. */
  static void load(
      float[] tile, int offset, int stride, int rows, int columns, float[] strip, int block) {
    VectorMask<Float> real = SPECIES.indexInRange(0, columns);
    int whole = wholeRows(tile.length - offset, stride, rows);
    for (int r = 0; r < whole; r++) {
      FloatVector x = FloatVector.fromArray(SPECIES, tile, offset + r * stride);
      FloatVector.zero(SPECIES).blend(x, real).intoArray(strip, block + r * LANES);
    }
    for (int r = whole; r < rows; r++) {
      int to = block + r * LANES;
      System.arraycopy(tile, offset + r * stride, strip, to, columns);
      Arrays.fill(strip, to + columns, to + LANES, 0);
    }
  }

  /** Adds a bias, from a column on, to a tile's columns and copies them into a block. */
  static void loadBiased(
      float[] tile,
      float[] bias,
      int column,
      int offset,
      int stride,
      int rows,
      int columns,
      float[] strip,
      int block) {
    VectorMask<Float> real = SPECIES.indexInRange(0, columns);
    FloatVector b = FloatVector.fromArray(SPECIES, bias, column);
    int whole = wholeRows(tile.length - offset, stride, rows);
    for (int r = 0; r < whole; r++) {
      int i = offset + r * stride;
      FloatVector x = FloatVector.fromArray(SPECIES, tile, i);
      FloatVector z = x.add(b);
      x.blend(z, real).intoArray(tile, i);
      FloatVector.zero(SPECIES).blend(z, real).intoArray(strip, block + r * LANES);
    }
    for (int r = whole; r < rows; r++) {
      int i = offset + r * stride;
      int to = block + r * LANES;
      for (int j = 0; j < columns; j++) {
        tile[i + j] += bias[column + j];
      }
      System.arraycopy(tile, i, strip, to, columns);
      Arrays.fill(strip, to + columns, to + LANES, 0);
    }
  }

  /** Copies a block's columns into a tile from an offset on, leaving its other columns alone. */
  static void store(
      float[] strip, int block, int rows, int columns, float[] tile, int offset, int stride) {
    VectorMask<Float> real = SPECIES.indexInRange(0, columns);
    int whole = wholeRows(tile.length - offset, stride, rows);
    for (int r = 0; r < whole; r++) {
      int i = offset + r * stride;
      FloatVector x = FloatVector.fromArray(SPECIES, strip, block + r * LANES);
      FloatVector.fromArray(SPECIES, tile, i).blend(x, real).intoArray(tile, i);
    }
    for (int r = whole; r < rows; r++) {
      System.arraycopy(strip, block + r * LANES, tile, offset + r * stride, columns);
    }
  }

  /** Returns how many rows have a whole vector before the tile ends. */
  private static int wholeRows(int length, int stride, int rows) {
    return length < LANES ? 0 : Math.min(rows, (length - LANES) / stride + 1);
  }
}
