package io.raf4j.datasets.signal;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.metric.PowerSpectrum;

/**
 * How fast a signal varies along its axes.
 *
 * <p>Frequencies are angular, in radians a unit of the coordinate. Both measures are exactly
 * reproducible: all sums are in double precision and in a fixed order.
 */
public final class SignalSpectrum {

  private SignalSpectrum() {}

  /**
   * Returns the structure tensor {@code T_ij = mean(d_i s d_j s) / variance(s)}, zeros for a signal
   * without contrast.
   *
   * <p>Derivatives are differences to the sample before, over the grid's spacing; the mean is taken
   * over all channels of the samples that have one before them along every axis (an axis with one
   * sample has the derivative 0 and does not count), the variance over all values. For a plane wave
   * of wave vector k that spans many periods and is sampled finely, T is k k^T, so the roots of its
   * diagonal are the frequencies along the axes.
   *
   * <p>Cost: O(values axes^2), memory O(axes^2).
   *
   * @return {@code [axes, axes]}, row by row
   */
  public static double[] structureTensor(Signal signal) {
    CoordinateGrid grid = signal.grid();
    int axes = grid.axes();
    double[] products = new double[axes * axes];
    long differences = sumProducts(signal, products);
    double variance = variance(signal.values());
    if (differences == 0 || !(variance > 0)) {
      return new double[axes * axes];
    }
    for (int i = 0; i < products.length; i++) {
      double area = grid.spacing(i / axes) * grid.spacing(i % axes);
      products[i] = products[i] / differences / variance / area;
    }
    return products;
  }

  private static long sumProducts(Signal signal, double[] products) {
    CoordinateGrid grid = signal.grid();
    int axes = grid.axes();
    int channels = signal.channels();
    int[] strides = strides(grid);
    int[] position = new int[axes];
    double[] difference = new double[axes];
    long count = 0;
    for (int sample = 0; sample < signal.samples(); sample++) {
      if (hasNeighbours(grid, position)) {
        for (int channel = 0; channel < channels; channel++) {
          int at = sample * channels + channel;
          for (int axis = 0; axis < axes; axis++) {
            int before = grid.extent(axis) == 1 ? at : at - strides[axis] * channels;
            difference[axis] = (double) signal.values()[at] - signal.values()[before];
          }
          addOuterProduct(difference, products);
          count++;
        }
      }
      advance(grid, position);
    }
    return count;
  }

  private static void addOuterProduct(double[] vector, double[] sum) {
    int n = vector.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum[i * n + j] += vector[i] * vector[j];
      }
    }
  }

  private static boolean hasNeighbours(CoordinateGrid grid, int[] position) {
    for (int axis = 0; axis < position.length; axis++) {
      if (position[axis] == 0 && grid.extent(axis) > 1) {
        return false;
      }
    }
    return true;
  }

  private static void advance(CoordinateGrid grid, int[] position) {
    int axis = position.length - 1;
    while (axis >= 0 && ++position[axis] == grid.extent(axis)) {
      position[axis--] = 0;
    }
  }

  private static int[] strides(CoordinateGrid grid) {
    int[] strides = new int[grid.axes()];
    int stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= grid.extent(axis);
    }
    return strides;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }

  /**
   * Returns the frequency along an axis below which a share of the signal's power lies; 0 for an
   * axis with one sample and for a signal without contrast.
   *
   * <p>The mean of all values is subtracted; every line along the axis is weighted by Hann's window
   * {@code sin^2(pi (i + 1/2) / n)}, so that what happens at its ends is not taken for a jump,
   * padded with zeros to a power of two N of at least 2 n, and transformed; the powers of all lines
   * and channels are added up. The result is the first frequency {@code 2 pi k / (N h)}, h the
   * grid's spacing, at which the sum from 0 reaches the share. What does not vary along the axis
   * but along others has the frequency 0. Resolution: the window widens a line of the spectrum by
   * about {@code 4 pi / (n h)}.
   *
   * <p>Cost: O(values log n), memory O(n).
   *
   * @param share in (0, 1]
   */
  public static double frequencyQuantile(Signal signal, int axis, double share) {
    CoordinateGrid grid = signal.grid();
    if (axis < 0 || axis >= grid.axes()) {
      throw new IllegalArgumentException(
          "axis is " + axis + "; expected 0 to " + (grid.axes() - 1));
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share is " + share + "; expected above 0 and at most 1");
    }
    if (grid.extent(axis) == 1) {
      return 0;
    }
    double[] power = power(signal, axis);
    double total = 0;
    for (double value : power) {
      total += value;
    }
    double sum = 0;
    int k = 0;
    while (k < power.length - 1 && (sum += power[k]) < share * total) {
      k++;
    }
    int padded = 2 * (power.length - 1);
    return total > 0 ? 2 * Math.PI * k / (padded * grid.spacing(axis)) : 0;
  }

  private static double[] power(Signal signal, int axis) {
    int extent = signal.grid().extent(axis);
    int step = strides(signal.grid())[axis] * signal.channels();
    double mean = mean(signal.values());
    double[] window = PowerSpectrum.hann(extent);
    PowerSpectrum spectrum = PowerSpectrum.ofAtLeast(2 * extent);
    double[] line = new double[extent];
    double[] sum = new double[spectrum.bins()];
    int block = step * extent;
    for (int start = 0; start < signal.values().length; start++) {
      // Lines start where the index along the axis is 0.
      if (start % block < step) {
        for (int i = 0; i < extent; i++) {
          line[i] = window[i] * (signal.values()[start + i * step] - mean);
        }
        spectrum.addTo(line, sum);
      }
    }
    return sum;
  }
}
