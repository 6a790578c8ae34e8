package io.raf4j.spark.run;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.random.KeyedPermutation;
import io.raf4j.random.Purpose;
import io.raf4j.spark.conf.SettingsException;
import java.io.Serializable;
import java.util.function.LongConsumer;

/**
 * The samples of a grid in runs of neighbours along the last axis, for which the kernel of a grid
 * encoding is fast, in an endless sequence of epochs, each of which has all runs in an order of its
 * own.
 *
 * <p>A line of n samples has ceil(n / 16) runs; the last one is moved to the left so that it is
 * whole, and its overlap is seen twice as often. Lines of fewer than 16 samples have runs of the
 * largest power of two that fits.
 *
 * @param line samples along the last axis
 * @param lines of the grid
 * @param longest samples of a run at most
 * @param seed of the order
 */
public record SampleRuns(int line, long lines, int longest, long seed) implements Serializable {

  /** Samples of a run, on lines that are not shorter. */
  public static final int RUN = 16;

  /** Returns the runs of a grid. */
  public static SampleRuns of(CoordinateGrid grid, long seed) {
    int line = grid.extent(grid.axes() - 1);
    return new SampleRuns(line, grid.size() / line, RUN, seed);
  }

  /** Returns runs of one sample each: all samples in an order of their own. */
  public static SampleRuns ofSingles(long samples, long seed) {
    return new SampleRuns(1, samples, 1, seed);
  }

  /**
   * Refuses minibatches that are no whole number of runs.
   *
   * @throws SettingsException if so
   */
  public static void requireRuns(int batch) {
    if (batch % RUN != 0) {
      throw new SettingsException(
          "--batch is "
              + batch
              + "; expected a multiple of "
              + RUN
              + ": a network with an encoding is trained on runs of "
              + RUN
              + " neighbouring samples");
    }
  }

  /** Returns the samples of a run. */
  public int length() {
    return Math.min(longest, Integer.highestOneBit(line));
  }

  private int ofALine() {
    return (line + length() - 1) / length();
  }

  /** Returns how many runs there are. */
  public long count() {
    return lines * ofALine();
  }

  /** Returns the number of a run's first sample. */
  public long first(long run) {
    long its = run / ofALine();
    long column = Math.min((run - its * ofALine()) * length(), line - length());
    return its * line + column;
  }

  /**
   * Goes through the runs of a minibatch.
   *
   * @param number of the minibatch in the endless sequence
   * @param batch a multiple of the runs' length
   * @param action takes a run by the number of its first sample
   */
  public void forEach(long number, int batch, LongConsumer action) {
    int runs = batch / length();
    long size = count();
    long epoch = -1;
    KeyedPermutation order = null;
    for (long place = number * runs; place < (number + 1) * runs; place++) {
      if (place / size != epoch) {
        epoch = place / size;
        order = new KeyedPermutation(size, seed, Purpose.SHUFFLE, epoch);
      }
      action.accept(first(order.apply(place - epoch * size)));
    }
  }

  /** Returns the samples of a minibatch, see {@link #forEach}. */
  public long[] samples(long number, int batch) {
    long[] samples = new long[batch];
    int[] filled = {0};
    forEach(
        number,
        batch,
        first -> {
          for (int i = 0; i < length(); i++) {
            samples[filled[0]++] = first + i;
          }
        });
    return samples;
  }
}
