package io.raf4j.linalg;

import java.io.Serializable;

/**
 * A rectangle of the kernel {@code K = J D^-1 J^T}, on its diagonal or above.
 *
 * @param row the first row of K
 * @param column the first column of K
 * @param rows of the rectangle
 * @param values column by column, {@code [rows, columns]}
 */
@SuppressWarnings("ArrayRecordComponent") // A block of numbers to compute with, never compared.
public record KernelTile(int row, int column, int rows, double[] values) implements Serializable {

  /** Writes the numbers to their place. */
  void writeTo(ColumnMatrix kernel) {
    for (int j = 0; j < values.length / rows; j++) {
      kernel.at(row, column + j).doubles(rows).put(0, values, j * rows, rows);
    }
  }
}
