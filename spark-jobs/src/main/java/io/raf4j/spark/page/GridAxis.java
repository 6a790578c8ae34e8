package io.raf4j.spark.page;

/**
 * One axis of a map: an interval in cells of equal length.
 *
 * <p>Values belong to the centres of the cells, so none lies on the ends of the interval, where a
 * residual may not exist.
 *
 * @param label the coordinate's name, such as {@code x1} or {@code t}
 * @param low the lower end
 * @param high the upper end
 * @param cells how many
 */
public record GridAxis(String label, double low, double high, int cells) {

  /** Checks that there is an interval with a cell. */
  public GridAxis {
    if (!(low < high) || cells < 1) {
      throw new IllegalArgumentException(
          label
              + " goes from "
              + low
              + " to "
              + high
              + " in "
              + cells
              + " cells; expected low < high and 1 or more");
    }
  }

  /**
   * Returns the centre of a cell.
   *
   * @param cell from 0
   */
  public double position(int cell) {
    return low + (high - low) * (cell + 0.5) / cells;
  }
}
