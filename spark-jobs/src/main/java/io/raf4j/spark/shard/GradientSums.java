package io.raf4j.spark.shard;

import io.raf4j.datasets.video.Frame;
import java.io.Serializable;

/**
 * Sums from which a clip's structure tensor follows: products of the differences to the neighbours
 * along t, y and x, and the first two moments of the values.
 *
 * <p>All are whole numbers of byte values, so they are exact and the same however the frames are
 * cut into parts; 100 million pixels stay far below 2^63.
 */
final class GradientSums implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int AXES = 3;

  private final long[] products = new long[AXES * AXES];
  private long differences;
  private long values;
  private long sum;
  private long sumOfSquares;

  /**
   * Adds a frame.
   *
   * @param before the frame before it, or null where there is none
   * @param alone whether the clip has one frame, so that nothing varies along t
   */
  void add(Frame before, Frame frame, boolean alone) {
    byte[] pixels = frame.pixels();
    int channels = frame.channels();
    int row = frame.width() * channels;
    int up = frame.height() == 1 ? 0 : row;
    int left = frame.width() == 1 ? 0 : channels;
    for (int i = 0; i < pixels.length; i++) {
      int value = pixels[i] & 0xff;
      values++;
      sum += value;
      sumOfSquares += (long) value * value;
      boolean hasNeighbours = i >= up && i % row >= left && (alone || before != null);
      if (hasNeighbours) {
        int t = alone ? 0 : value - (before.pixels()[i] & 0xff);
        addDifferences(t, value - (pixels[i - up] & 0xff), value - (pixels[i - left] & 0xff));
      }
    }
  }

  private void addDifferences(int t, int y, int x) {
    differences++;
    products[0] += (long) t * t;
    products[1] += (long) t * y;
    products[2] += (long) t * x;
    products[4] += (long) y * y;
    products[5] += (long) y * x;
    products[8] += (long) x * x;
  }

  GradientSums plus(GradientSums other) {
    GradientSums total = new GradientSums();
    for (int i = 0; i < products.length; i++) {
      total.products[i] = products[i] + other.products[i];
    }
    total.differences = differences + other.differences;
    total.values = values + other.values;
    total.sum = sum + other.sum;
    total.sumOfSquares = sumOfSquares + other.sumOfSquares;
    return total;
  }

  /**
   * Returns the mean outer product of the gradient over the variance of the values, for coordinates
   * linspace(-1, 1); zeros for a clip without contrast.
   *
   * @param samples along t, y and x
   * @return 3 x 3 numbers, row by row
   */
  double[] structureTensor(int... samples) {
    double mean = (double) sum / values;
    double variance = (double) sumOfSquares / values - mean * mean;
    double[] tensor = new double[AXES * AXES];
    if (differences == 0 || !(variance > 0)) {
      return tensor;
    }
    for (int i = 0; i < AXES; i++) {
      for (int j = 0; j < AXES; j++) {
        double product = products[Math.min(i, j) * AXES + Math.max(i, j)];
        double steps = (samples[i] - 1) / 2d * ((samples[j] - 1) / 2d);
        tensor[i * AXES + j] = product / differences / variance * steps;
      }
    }
    return tensor;
  }
}
