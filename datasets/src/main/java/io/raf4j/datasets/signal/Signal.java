package io.raf4j.datasets.signal;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import java.io.Serializable;

/**
 * A signal of one or more channels, sampled on a grid.
 *
 * <p>{@code values: [samples, channels]} row-major, samples in the grid's order, in [-1, 1]. The
 * array is not copied: a signal belongs to whoever made it.
 *
 * @param grid where the samples lie
 * @param channels values of a sample, 1 or more
 * @param values {@code grid.size() * channels} values
 */
public record Signal(CoordinateGrid grid, int channels, float[] values) implements Serializable {

  /** Checks that there are as many values as grid and channels say. */
  public Signal {
    if (channels < 1) {
      throw new IllegalArgumentException("channels is " + channels + "; expected 1 or more");
    }
    if (grid.size() > Integer.MAX_VALUE / channels || values.length != grid.size() * channels) {
      throw new IllegalArgumentException(
          "values has "
              + values.length
              + " elements; expected one for each of "
              + channels
              + " channels of the samples of "
              + grid);
    }
  }

  /** Returns the number of samples. */
  public int samples() {
    return values.length / channels;
  }
}
