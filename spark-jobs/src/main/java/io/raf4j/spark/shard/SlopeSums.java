package io.raf4j.spark.shard;

import io.raf4j.datasets.video.Frame;
import java.io.Serializable;

/**
 * Sums from which a clip's bandwidth follows: squared differences between neighbours along t, y and
 * x, and the first two moments of the values.
 *
 * <p>All are whole numbers of byte values, so they are exact and the same however the frames are
 * cut into parts; 43 million pixels stay far below 2^63.
 */
final class SlopeSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long[] squaredDifferences = new long[3];
  private final long[] differences = new long[3];
  private long values;
  private long sum;
  private long sumOfSquares;

  /** Adds a frame, and its differences to the frame before it where there is one. */
  void add(Frame before, Frame frame) {
    byte[] pixels = frame.pixels();
    int row = frame.width() * frame.channels();
    for (int i = 0; i < pixels.length; i++) {
      int value = pixels[i] & 0xff;
      values++;
      sum += value;
      sumOfSquares += (long) value * value;
      if (i >= row) {
        addDifference(1, value - (pixels[i - row] & 0xff));
      }
      if (i % row >= frame.channels()) {
        addDifference(2, value - (pixels[i - frame.channels()] & 0xff));
      }
      if (before != null) {
        addDifference(0, value - (before.pixels()[i] & 0xff));
      }
    }
  }

  private void addDifference(int axis, int difference) {
    differences[axis]++;
    squaredDifferences[axis] += (long) difference * difference;
  }

  SlopeSums plus(SlopeSums other) {
    SlopeSums total = new SlopeSums();
    for (int axis = 0; axis < 3; axis++) {
      total.squaredDifferences[axis] = squaredDifferences[axis] + other.squaredDifferences[axis];
      total.differences[axis] = differences[axis] + other.differences[axis];
    }
    total.values = values + other.values;
    total.sum = sum + other.sum;
    total.sumOfSquares = sumOfSquares + other.sumOfSquares;
    return total;
  }

  /**
   * Returns the root mean square angular frequency along one axis, for coordinates linspace(-1, 1):
   * sqrt(mean squared difference / variance) / spacing; 0 where nothing varies.
   *
   * @param axis 0 for t, 1 for y, 2 for x
   * @param samples along the axis
   */
  double bandwidth(int axis, int samples) {
    double mean = (double) sum / values;
    double variance = (double) sumOfSquares / values - mean * mean;
    if (differences[axis] == 0 || !(variance > 0)) {
      return 0;
    }
    double meanSquare = (double) squaredDifferences[axis] / differences[axis];
    return Math.sqrt(meanSquare / variance) * (samples - 1) / 2;
  }
}
